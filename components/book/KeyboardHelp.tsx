'use client';

import { useEffect, useRef } from 'react';
import type { Lang } from '@/components/lang';
import { bookMessages } from './messages';
import styles from './ReaderControls.module.css';

export interface KeyboardHelpProps {
  /** How often help was asked for: each time the dialog opens. */
  readonly asked: number;
  readonly keysOn: boolean;
  readonly onKeysOn: (on: boolean) => void;
  readonly lang: Lang;
}

/** The keys of the book, and the switch that turns them off. */
export function KeyboardHelp({ asked, keysOn, onKeysOn, lang }: KeyboardHelpProps) {
  const messages = bookMessages[lang];
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked > 0 && !dialog.current?.open) dialog.current?.showModal();
  }, [asked]);

  const keys: [string, string][] = [
    ['j', messages.keyNextHeading],
    ['k', messages.keyPreviousHeading],
    [']', messages.keyNextChapter],
    ['[', messages.keyPreviousChapter],
    ['c', messages.keyContents],
    ['l', messages.keyLanguage],
    ['t', messages.keyTheme],
    ['?', messages.keyHelp],
  ];
  return (
    <dialog ref={dialog} className={styles.help} aria-label={messages.keyboardTitle}>
      <h2>{messages.keyboardTitle}</h2>
      <dl>
        {keys.map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" checked={keysOn} onChange={(event) => onKeysOn(event.target.checked)} />{' '}
        {messages.keysOn}
      </label>
      <form method="dialog">
        <button type="submit">{messages.close}</button>
      </form>
    </dialog>
  );
}
