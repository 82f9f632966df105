import styles from './controls.module.css';

export interface PickProps {
  readonly name: string;
  readonly label: string;
  /** Value and name of each choice, in the order shown. */
  readonly options: readonly (readonly [value: string | number, name: string])[];
  /** What is chosen; without it the list keeps that itself, from `initial` on. */
  readonly value?: string | number;
  readonly initial?: string | number;
  readonly disabled?: boolean;
  /** The label before the list instead of above it. */
  readonly inline?: boolean;
  readonly onPick: (value: string) => void;
}

/** One of several, by a native list. */
export function Pick({ name, label, options, value, initial, disabled, inline, onPick }: PickProps) {
  return (
    <label className={inline ? styles.inline : styles.control}>
      <span className={styles.label}>{label}</span>
      <select
        name={name}
        {...(value === undefined ? { defaultValue: initial } : { value })}
        disabled={disabled}
        autoComplete="off"
        onChange={(event) => onPick(event.target.value)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
