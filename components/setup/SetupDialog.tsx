'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { ComparePanel } from './ComparePanel';
import { ModelPicker } from './ModelPicker';
import { setupMessages } from './messages';
import { receiptTexts } from './receipt-texts';
import styles from './SetupDialog.module.css';
import { GuessFields, SetupFields } from './SetupFields';
import { setupNames } from './setup-names';
import { type ReaderSetup, setSetupState } from './store';
import { useSetupState } from './use-setup';

export interface SetupDialogProps {
  readonly lang: Lang;
  /** The part of the Setup that was touched, or '': its field takes the focus. */
  readonly part: string;
  readonly onClose: () => void;
}

/** Choose or type a Setup; the page behind follows at once. */
export function SetupDialog({ lang, part, onClose }: SetupDialogProps) {
  const words = setupMessages[lang];
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const state = useSetupState();
  /** Which of two Setups the fields speak of. */
  const [side, setSide] = useState<'setup' | 'compared'>('setup');
  /** What is typed but not taken over goes with a reset. */
  const [resets, setResets] = useState(0);
  const shown = state[side] ?? state.setup;
  const names = setupNames(shown, lang);
  const texts = receiptTexts(shown, lang);
  const change = (next: ReaderSetup) => setSetupState({ ...state, [side]: next });

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    element.querySelector<HTMLElement>(part ? `[name="setup-${part}"]` : 'h2')?.focus();
  }, [part]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself.
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id={title} tabIndex={-1}>
            {words.title}
          </h2>
          <button type="button" name="close" className={styles.done} onClick={() => dialog.current?.close()}>
            {words.close}
          </button>
        </header>
        <p className={styles.lead}>{words.lead}</p>
        <p className={styles.outcome} role="status" data-fits={names.verdict}>
          {fill(texts.floor ? words.outcome : words.noOutcome, {
            fits: names.fits,
            floor: texts.floor ?? '',
            rate: texts.rate ?? '',
          })}
        </p>
        {state.compared && (
          <fieldset className={styles.sides}>
            <legend className="visually-hidden">{words.compare}</legend>
            {(['setup', 'compared'] as const).map((which) => (
              <label key={which}>
                <input
                  type="radio"
                  name="setup-side"
                  checked={side === which}
                  onChange={() => setSide(which)}
                />
                {which === 'setup' ? words.first : words.second}
              </label>
            ))}
          </fieldset>
        )}
        <ModelPicker lang={lang} setup={shown} onChange={change} />
        <SetupFields lang={lang} setup={shown} onChange={change} />
        <GuessFields key={`${side} ${resets}`} lang={lang} setup={shown} onChange={change} />
        <div className={styles.actions}>
          <button
            type="button"
            name="reset"
            onClick={() => {
              setSide('setup');
              setResets(resets + 1);
              setSetupState({ setup: RUNNING_EXAMPLE });
            }}
          >
            {words.reset}
          </button>
          <button
            type="button"
            name="compare"
            onClick={() => {
              setSide(state.compared ? 'setup' : 'compared');
              setSetupState({ setup: state.setup, compared: state.compared ? undefined : state.setup });
            }}
          >
            {state.compared ? words.compareOff : words.compare}
          </button>
        </div>
        {state.compared && <ComparePanel lang={lang} first={state.setup} second={state.compared} />}
      </div>
    </dialog>
  );
}
