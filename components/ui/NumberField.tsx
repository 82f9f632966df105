import { useState } from 'react';
import styles from './controls.module.css';

interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Stands in the field while the value is `empty`. */
  readonly placeholder?: string;
  /** The value of an empty field; without it an empty field changes nothing. */
  readonly empty?: number;
  readonly disabled?: boolean;
  /** The label before the field instead of above it. */
  readonly inline?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that is taken over while it is typed, as soon as it is one. What cannot be used goes when the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { name, label, value, min, max, step, placeholder, empty, disabled, inline, onChange } = props;
  const [typed, setTyped] = useState<string>();
  const shown = value === empty ? '' : value;
  return (
    <label className={inline ? styles.inline : styles.control}>
      <span className={styles.label}>{label}</span>
      <input
        type="number"
        inputMode={step < 1 ? 'decimal' : 'numeric'}
        name={name}
        min={min}
        max={max}
        step={step}
        value={typed ?? shown}
        placeholder={placeholder}
        disabled={disabled}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          const next = event.target.valueAsNumber;
          if (event.target.value === '' && empty !== undefined) onChange(empty);
          else if (next >= min && next <= max) onChange(step >= 1 ? Math.round(next) : next);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
