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
      {numbers.map(({ key, labelId, min = 0, max = 0, step = 1 }) => (
        <NumberField
          key={key}
          name={key}
          label={words.labels[labelId]}
          value={Number(values[key])}
          {...{ min, max, step }}
          {...(key in placeholders ? { placeholder: placeholders[key], empty: 0 } : {})}
          disabled={unused[key]}
          onChange={(value) => onChange({ [key]: value })}
        />
      ))}
    </div>
  );
}
