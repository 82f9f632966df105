import { useId, useState } from 'react';
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
  /** What to say beside the field of a text that cannot be used; without it such a text goes without a word. */
  readonly unusable?: (typed: string) => string;
  readonly onChange: (value: number) => void;
}

/** A text that was not taken over, and the value that stayed. */
interface Refused {
  readonly typed: string;
  readonly kept: number;
}

/** A number that is taken over while it is typed, as soon as it is one. What cannot be used goes when the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { name, label, value, min, max, step, placeholder, empty, disabled, inline, unusable, onChange } =
    props;
  const [typed, setTyped] = useState<string>();
  const [refused, setRefused] = useState<Refused>();
  const noteId = useId();
  const shown = value === empty ? '' : value;
  const note = unusable && refused?.kept === value && !disabled ? unusable(refused.typed) : '';
  const field = (
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
        aria-describedby={unusable ? noteId : undefined}
        aria-invalid={note !== '' || undefined}
        onChange={({ target }) => {
          setTyped(target.value);
          setRefused(undefined);
          const next = target.valueAsNumber;
          const whole = step < 1 || Number.isInteger(next) || !unusable;
          // Half a number, such as "-" or "1e", shows no text and is not an empty field.
          if (target.value === '' && !target.validity.badInput && empty !== undefined) onChange(empty);
          else if (next >= min && next <= max && whole) onChange(step >= 1 ? Math.round(next) : next);
          else if (target.value !== '') setRefused({ typed: target.value, kept: value });
        }}
        onBlur={({ target }) => {
          if (target.validity.badInput) {
            setRefused({ typed: '', kept: value });
            target.value = String(shown);
          }
          setTyped(undefined);
        }}
      />
    </label>
  );
  if (!unusable) return field;
  return (
    <div className={styles.noted}>
      {field}
      <p id={noteId} role="status" className={styles.refused}>
        {note}
      </p>
    </div>
  );
}
