import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { accelerators } from '@/kernels/catalog/accelerators';
import { bitsPerWeight } from '@/kernels/cost/formats';
import { formatNumber } from '@/kernels/numbers/format';
import { bounds, guessKeys, kvFormats, weightFormats } from './address';
import { formatLabel } from './format-label';
import { setupMessages } from './messages';
import styles from './SetupDialog.module.css';
import type { ReaderSetup } from './store';

interface FieldsProps {
  readonly lang: Lang;
  readonly setup: ReaderSetup;
  readonly onChange: (next: ReaderSetup) => void;
}

/** A number that is taken over while it is typed, as soon as it is one. */
function Count({
  name,
  label,
  value,
  min,
  max,
  onChange,
}: {
  name: string;
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string>();
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        name={name}
        min={min}
        max={max}
        step={1}
        value={typed ?? value}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          const next = Math.round(event.target.valueAsNumber);
          if (next >= min && next <= max) onChange(next);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}

function Choice({
  name,
  label,
  value,
  choices,
  onChange,
}: {
  name: string;
  label: string;
  value: string;
  choices: readonly (readonly [id: string, text: string])[];
  onChange: (value: string) => void;
}) {
  const known = choices.some(([id]) => id === value);
  return (
    <label>
      <span>{label}</span>
      <select name={name} value={value} autoComplete="off" onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{formatLabel(value)}</option>}
        {choices.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

const named = (ids: readonly string[], bits: string) =>
  ids.map((id) => {
    const n = formatNumber(bitsPerWeight(id), 4);
    return [id, `${formatLabel(id)} · ${fill(bits, { n })}`] as const;
  });
const devices = accelerators.map(({ id, name }) => [id, name.replace('NVIDIA ', '')] as const);

/** Hardware, formats and load. */
export function SetupFields({ lang, setup, onChange }: FieldsProps) {
  const words = setupMessages[lang];
  const set = (change: Partial<ReaderSetup>) => onChange({ ...setup, ...change });
  return (
    <div className={styles.fields}>
      <Choice
        name="setup-accelerator"
        label={words.accelerator}
        value={setup.acceleratorId}
        choices={devices}
        onChange={(acceleratorId) => set({ acceleratorId })}
      />
      <Count
        name="setup-devices"
        label={words.devices}
        value={setup.devices}
        {...bounds.devices}
        onChange={(count) => set({ devices: count })}
      />
      <Choice
        name="setup-weights"
        label={words.weights}
        value={setup.weightFormat}
        choices={named(weightFormats, words.bits)}
        onChange={(weightFormat) => set({ weightFormat })}
      />
      <Choice
        name="setup-kv"
        label={words.kv}
        value={setup.kvFormat}
        choices={named(kvFormats, words.bits)}
        onChange={(kvFormat) => set({ kvFormat })}
      />
      <Count
        name="setup-batch"
        label={words.batch}
        value={setup.batch}
        {...bounds.batch}
        onChange={(batch) => set({ batch })}
      />
      <Count
        name="setup-context"
        label={words.context}
        value={setup.contextTokens}
        {...bounds.context}
        onChange={(contextTokens) => set({ contextTokens })}
      />
    </div>
  );
}

/** Prices, power and grid: the reader's own, absent until typed. */
export function GuessFields({ lang, setup, onChange }: FieldsProps) {
  const words = setupMessages[lang];
  return (
    <details className={styles.group} open={setup.guesses !== undefined}>
      <summary>{words.guesses}</summary>
      <p>{words.guessesHelp}</p>
      <div className={styles.fields}>
        {guessKeys.map((key) => (
          <label key={key}>
            <span>{words.guess[key]}</span>
            <input
              type="number"
              name={key}
              min={0}
              step="any"
              defaultValue={setup.guesses?.[key]}
              autoComplete="off"
              onChange={(event) => {
                const value = event.target.valueAsNumber;
                const { [key]: _, ...others } = setup.guesses ?? {};
                const guesses = value >= 0 && value <= 1e9 ? { ...others, [key]: value } : others;
                const { guesses: __, ...rest } = setup;
                onChange(Object.keys(guesses).length > 0 ? { ...rest, guesses } : rest);
              }}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
