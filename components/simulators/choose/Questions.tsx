import { fill } from '@/components/lang';
import { NumberField } from '@/components/ui/NumberField';
import type { Setup } from '@/kernels/cost/setup';
import { formatNumber } from '@/kernels/numbers/format';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';
import styles from './choose.module.css';
import type { ChooseMessages } from './messages';

interface QuestionsProps {
  readonly specs: readonly ParamSpec[];
  readonly values: ParamValues;
  readonly setup: Setup;
  readonly words: ChooseMessages;
  readonly onChange: (moved: ParamValues) => void;
}

/** Numbers that choose rows of the list and ask nothing. */
const places = ['first', 'second'];

/** The numbers of the question. An empty field takes what the Setup says, or sets no goal. */
export function Questions({ specs, values, setup, words, onChange }: QuestionsProps) {
  const placeholders: Readonly<Record<string, string>> = {
    sequences: formatNumber(setup.batch, 9),
    tokensEach: formatNumber(setup.contextTokens, 9),
    goalMilliseconds: words.noGoal,
  };
  const unused: Readonly<Record<string, boolean>> = {
    sequences: values.load === 'most',
    risePercent: values.quality === 'any',
  };
  const numbers = specs.filter(({ key, kind }) => kind === 'number' && !places.includes(key));
  return (
    <div className={styles.fields}>
      {numbers.map(({ key, labelId, min = 0, max = 0, step = 1 }) => {
        const placeholder = placeholders[key];
        const value = Number(values[key]);
        // Nothing stands for an empty field, and is not typed.
        const least = placeholder === undefined ? min : step;
        return (
          <NumberField
            key={key}
            name={key}
            label={words.labels[labelId]}
            {...{ value, max, step }}
            min={least}
            {...(placeholder === undefined ? {} : { placeholder, empty: 0 })}
            disabled={unused[key]}
            unusable={(typed) =>
              unusableText(typed, { least, most: max, step, kept: placedText(value, placeholder) }, words)
            }
            onChange={(next) => onChange({ [key]: next })}
          />
        );
      })}
    </div>
  );
}

const placedText = (value: number, placeholder: string | undefined) =>
  value === 0 && placeholder !== undefined ? placeholder : formatNumber(value, 9);

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** What the question goes on with. */
  readonly kept: string;
}

/** Why a typed text is not taken. Worked: −5 requests: “cannot be used: a whole number from 1 to 4,096”. */
export function unusableText(
  typed: string,
  { least, most, step, kept }: Bounds,
  words: ChooseMessages,
): string {
  const { none, count, number } = words.unusable;
  if (typed === '' || Number.isNaN(Number(typed))) return fill(none, { kept });
  return fill(step >= 1 ? count : number, {
    typed: formatNumber(Number(typed), 15),
    least: formatNumber(least, 9),
    most: formatNumber(most, 9),
    kept,
  });
}
