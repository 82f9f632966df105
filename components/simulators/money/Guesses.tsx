import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { startSetup } from '@/components/setup/restore';
import { setSetupState, setupState } from '@/components/setup/store';
import { Button } from '@/components/ui/Button';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { guessNames, type MoneyGuesses, type MoneyResult } from '@/kernels/cost/money/compute';
import type { SetupGuesses } from '@/kernels/cost/setup';
import { formatQuantity } from '@/kernels/numbers/format';
import type { MoneyMessages } from './messages';
import styles from './money.module.css';

type Name = keyof MoneyGuesses;
const MOST = 1e9;

interface GuessesProps {
  readonly lang: Lang;
  readonly words: MoneyMessages;
  readonly result: MoneyResult;
  readonly acceleratorId: string;
  /** Sets one of the figure's own parameters. */
  readonly onChange: (key: string, value: number | string) => void;
}

/** The reader's guesses: empty until typed, or, when asked for, all of them made up and marked as that. */
export function Guesses({ lang, words, result, acceleratorId, onChange }: GuessesProps) {
  const { invented, guesses } = result;
  const type = (name: Name, value: number | undefined) => {
    if (name === 'pricePerDevice' || name === 'lifetimeYears') onChange(name, value ?? 0);
    else void setGuess(name, value);
  };
  const { tdp_w: watts, unverified_fields: unverified } = acceleratorById(acceleratorId);
  const sheet =
    watts !== null && !unverified.includes('tdp_w')
      ? fill(words.sheetWatts, { watts: formatQuantity(watts, 'watts', { lang }) })
      : undefined;
  return (
    <fieldset className={invented ? `${styles.guesses} ${styles.inventedGuesses}` : styles.guesses}>
      <legend>{words.guessTitle}</legend>
      <p role="status">{invented ? <b>{words.invented}</b> : words.guessHelp}</p>
      <div className={styles.fields}>
        {guessNames.map((name) => (
          <GuessField
            key={name}
            name={name}
            label={words.guesses[name]}
            hint={name === 'wattsPerDevice' && !invented ? sheet : undefined}
            value={guesses[name]}
            readOnly={invented}
            onType={(value) => type(name, value)}
          />
        ))}
      </div>
      <Button name="invent" onClick={() => onChange('numbers', invented ? 'own' : 'invented')}>
        {invented ? words.back : words.invent}
      </Button>
    </fieldset>
  );
}

function GuessField({
  name,
  label,
  hint,
  value,
  readOnly,
  onType,
}: {
  name: Name;
  label: string;
  hint?: string;
  value: number | undefined;
  readOnly: boolean;
  onType: (value: number | undefined) => void;
}) {
  const [typed, setTyped] = useState<string>();
  return (
    <label>
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        name={name}
        min={0}
        step="any"
        value={typed ?? value ?? ''}
        readOnly={readOnly}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          const next = event.target.valueAsNumber;
          if (event.target.value === '' || (next >= 0 && next <= MOST))
            onType(event.target.value === '' ? undefined : next);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {hint && <small>{hint}</small>}
    </label>
  );
}

/** A guess of the Setup: the Receipt and every other page take it up as well. */
async function setGuess(name: keyof SetupGuesses, value: number | undefined): Promise<void> {
  await startSetup();
  const { setup, ...others } = setupState();
  const { guesses, ...rest } = setup;
  const { [name]: _, ...kept } = guesses ?? {};
  const next = value === undefined ? kept : { ...kept, [name]: value };
  setSetupState({
    ...others,
    setup: Object.keys(next).length > 0 ? { ...rest, guesses: next } : rest,
  });
}
