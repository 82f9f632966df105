'use client';

import { type ChangeEvent, useId, useState } from 'react';
import { fill } from '@/components/lang';
import { clearStorage } from '@/components/storage';
import { saveJson } from '@/components/ui/save-file';
import type { StudyMessages } from './messages';
import styles from './ProgressFile.module.css';

const FILE_NAME = 'the-cost-of-a-token-progress.json';

export function ProgressFileView({ messages }: { messages: StudyMessages['file'] }) {
  const id = useId();
  const [said, setSaid] = useState<{ text: string; bad: boolean }>();

  /** Deleting cannot be undone: it takes two presses. */
  const [asking, setAsking] = useState(false);
  const forget = () => {
    clearStorage();
    setAsking(false);
    setSaid({ text: messages.forgotten, bad: false });
  };

  const save = async () => {
    const { currentProgress } = await import('./progress-file');
    saveJson(
      `${JSON.stringify(currentProgress(), null, 1)}
`,
      FILE_NAME,
    );
  };

  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    const { currentProgress, mergeProgress, parseProgress, saveProgress } = await import('./progress-file');
    const parsed = parseProgress(await file.text().catch(() => ''));
    // The same file may be chosen again after it was repaired.
    input.value = '';
    if (!parsed.ok) {
      setSaid({ text: messages.troubles[parsed.reason], bad: true });
      return;
    }
    saveProgress(mergeProgress(currentProgress(), parsed.progress));
    const { guesses, exercises, ratings } = parsed.progress;
    const count = [guesses, exercises, ratings].reduce((sum, part) => sum + Object.keys(part).length, 0);
    setSaid({ text: fill(messages.loaded, { n: count }), bad: false });
  };

  return (
    <section className={styles.file} aria-labelledby={`${id}-title`} data-progress-file="">
      <h3 id={`${id}-title`}>{messages.title}</h3>
      <p>{messages.about}</p>
      <div className={styles.row}>
        <button type="button" name="save" onClick={save}>
          {messages.save}
        </button>
        <label>
          <span>{messages.load}</span>
          <input type="file" name="progress" accept="application/json,.json" onChange={load} />
        </label>
        {!asking && (
          <button type="button" name="forget" onClick={() => setAsking(true)}>
            {messages.forget}
          </button>
        )}
      </div>
      {asking && (
        <div className={styles.row}>
          <p role="alert">{messages.forgetAsk}</p>
          <button type="button" name="confirm" onClick={forget}>
            {messages.forgetYes}
          </button>
          <button type="button" name="cancel" onClick={() => setAsking(false)}>
            {messages.forgetNo}
          </button>
        </div>
      )}
      <p role="status" data-bad={said?.bad}>
        {said?.text}
      </p>
    </section>
  );
}
