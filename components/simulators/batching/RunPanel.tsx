'use client';

import { memo, useState } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { figurePresets, figureSpecs } from './params';
import { problemText } from './problem';
import type { SavedRun } from './run-file';

export interface RunPanelProps {
  readonly messages: BatchingMessages;
  /** The run as it stands. */
  readonly current: () => SavedRun;
  readonly onLoad: (run: SavedRun) => void;
}

/** A run to keep: a file out, a file in. */
export const RunPanel = memo(function RunPanel({ messages, current, onLoad }: RunPanelProps) {
  const [note, setNote] = useState<{ text: string; bad: boolean }>();
  const { run: words } = messages;
  const save = async () => {
    const { writeRunFile } = await import('./run-file');
    const address = URL.createObjectURL(new Blob([writeRunFile(current())], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'batching-run.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  const load = async (file: File) => {
    try {
      const { readRunFile } = await import('./run-file');
      onLoad(readRunFile(await file.text(), figureSpecs, Object.keys(figurePresets)));
      setNote({ text: fill(words.loaded, { name: file.name }), bad: false });
    } catch (error) {
      setNote({ text: fill(words.bad, { reason: problemText(error, messages) }), bad: true });
    }
  };
  return (
    <details>
      <summary>{words.title}</summary>
      <p className={styles.hint}>{words.hint}</p>
      <p className={styles.buttons}>
        <Button name="save" onClick={save}>
          {words.save}
        </Button>
        <input
          type="file"
          name="runFile"
          accept=".json,application/json"
          aria-label={words.load}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void load(file);
            event.target.value = '';
          }}
        />
      </p>
      <p role="status" className={styles.note} data-bad={note?.bad ? '' : undefined}>
        {note?.text}
      </p>
    </details>
  );
});
