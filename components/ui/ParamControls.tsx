import { formatNumber } from '@/kernels/numbers/format';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';
import styles from './controls.module.css';
import { Pick } from './Pick';

/** The words of a params table in the reader's language. */
export interface ParamWords {
  /** By `labelId`. */
  readonly labels: Readonly<Record<string, string>>;
  /** By `unit`. A unit without a word shows nothing. */
  readonly units: Readonly<Record<string, string>>;
  /** By `key.choice`; a choice without a word shows itself. */
  readonly choices?: Readonly<Record<string, string>>;
}

export interface ParamControlsProps {
  readonly specs: readonly ParamSpec[];
  readonly values: ParamValues;
  readonly words: ParamWords;
  readonly onChange: (key: string, value: number | string) => void;
  readonly disabled?: boolean;
  /** Only these keys, in this order. */
  readonly only?: readonly string[];
}

/** Native controls straight from a params table: a range for a number, a select for a choice, named by their key. */
export function ParamControls({ specs, only, ...rest }: ParamControlsProps) {
  const shown = only ? only.flatMap((key) => specs.filter((spec) => spec.key === key)) : specs;
  return shown.map((spec) => <ParamControl key={spec.key} spec={spec} {...rest} />);
}

function ParamControl({
  spec,
  values,
  words,
  onChange,
  disabled,
}: Omit<ParamControlsProps, 'specs' | 'only'> & { spec: ParamSpec }) {
  const value = values[spec.key];
  const label = words.labels[spec.labelId] ?? spec.labelId;
  if (spec.kind === 'choice') {
    return (
      <Pick
        name={spec.key}
        label={label}
        value={value}
        options={(spec.choices ?? []).map((choice) => [
          choice,
          words.choices?.[`${spec.key}.${choice}`] ?? choice,
        ])}
        disabled={disabled}
        onPick={(choice) => onChange(spec.key, choice)}
      />
    );
  }
  const text = valueText(spec, Number(value), words);
  return (
    <label className={styles.control}>
      <span className={styles.label}>
        {label} <span className={styles.value}>{text}</span>
      </span>
      <input
        type="range"
        name={spec.key}
        min={spec.min}
        max={spec.max}
        step={spec.step}
        value={value}
        disabled={disabled}
        autoComplete="off"
        aria-label={label}
        aria-valuetext={text}
        onChange={(event) => onChange(spec.key, Number(event.target.value))}
      />
    </label>
  );
}

/** A value with its unit. A share is shown in percent. Worked: 2048, tokens → "2,048 tokens"; 0.25, share → "25%". */
function valueText(spec: ParamSpec, value: number, words: ParamWords): string {
  if (spec.unit === 'share') return `${Math.round(value * 100)}%`;
  const number = formatNumber(value, 6);
  const unit = spec.unit ? words.units[spec.unit] : undefined;
  return unit ? `${number}\u202f${unit}` : number;
}
