'use client';

import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { Lang } from '@/components/lang';
import { restoreSetup, startSetup } from './restore';
import styles from './SetupBar.module.css';
import type { SetupDialogProps } from './SetupDialog';

interface Props {
  readonly lang: Lang;
  readonly label: string;
  readonly dismiss: string;
}

/** All that a page loads at once of its Setup: whether there is one to take up, and the button that opens the rest. */
export function SetupStart({ lang, label, dismiss }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [Dialog, setDialog] = useState<ComponentType<SetupDialogProps>>();
  /** The part of the bar that was touched; `undefined` while the dialog is closed. */
  const [part, setPart] = useState<string>();
  /** Before the page has come alive a click would be lost, so the button does not offer itself. */
  const [ready, setReady] = useState(false);
  const [said, setSaid] = useState<readonly string[]>([]);
  useEffect(() => {
    setReady(true);
    restoreSetup().then(setSaid);
    const bar = button.current?.parentElement;
    const open = async (event: Event) => {
      const touched = (event.target as Element).closest<HTMLElement>('[name="setup"], [data-setup-part]');
      if (!touched) return;
      const [{ SetupDialog }] = await Promise.all([import('./SetupDialog'), startSetup()]);
      setDialog(() => SetupDialog);
      setPart(touched.dataset.setupPart ?? '');
    };
    bar?.addEventListener('click', open);
    return () => bar?.removeEventListener('click', open);
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        name="setup"
        className={styles.change}
        aria-haspopup="dialog"
        disabled={!ready}
      >
        {label}
      </button>
      <div role="status" className={styles.said} data-notice="setup-replaced">
        {said.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {said.length > 0 && (
          <button type="button" name="dismiss" onClick={() => setSaid([])}>
            {dismiss}
          </button>
        )}
      </div>
      {Dialog && part !== undefined && <Dialog lang={lang} part={part} onClose={() => setPart(undefined)} />}
    </>
  );
}
