'use client';

import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { Lang } from '@/components/lang';
import { restoreSetup, startSetup } from './restore';
import styles from './SetupBar.module.css';
import type { SetupDialogProps } from './SetupDialog';

/** All that a page loads at once of its Setup: whether there is one to take up, and the button that opens the rest. */
export function SetupStart({ lang, label }: { lang: Lang; label: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const [Dialog, setDialog] = useState<ComponentType<SetupDialogProps>>();
  /** The part of the bar that was touched; `undefined` while the dialog is closed. */
  const [part, setPart] = useState<string>();
  /** Before the page has come alive a click would be lost, so the button does not offer itself. */
  const [ready, setReady] = useState(false);
  useEffect(() => {
    setReady(true);
    restoreSetup();
  }, []);
  useEffect(() => {
    const bar = button.current?.parentElement;
    const open = async (event: Event) => {
      const touched = (event.target as Element).closest<HTMLElement>('button, [data-setup-part]');
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
      {Dialog && part !== undefined && <Dialog lang={lang} part={part} onClose={() => setPart(undefined)} />}
    </>
  );
}
