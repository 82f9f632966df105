'use client';

import { memo, useState } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { saveJson } from '@/components/ui/save-file';
import styles from './player.module.css';
import type { RunFormat, SavedRun } from './run-file';
import type { RunWords } from './run-words';

export interface RunPanelProps<R extends SavedRun> {
  readonly simulator: string;
  readonly words: RunWords;
  /** How the run is written and read; loaded when it is first wanted. */
  readonly format: () => Promise<RunFormat<R>>;
  /** The run as it stands. */
  readonly current: () => R;
  /** Hears of a file that could be read, and of no other. */
  readonly onLoad: (run: R) => void;
}

function Panel<R extends SavedRun>({ simulator, words, format, current, onLoad }: RunPanelProps<R>) {
  const [note, setNote] = useState<{ text: string; bad: boolean }>();
  const save = async () => {
    const run = current();
    const { write } = await format();
    saveJson(write(run), `${simulator}-run.json`);
  };
  const load = async (file: File) => {
    try {
      const { read } = await format();
      onLoad(read(await file.text()));
      setNote({ text: fill(words.loaded, { name: file.name }), bad: false });
    } catch {
      setNote({ text: fill(words.bad, { name: file.name }), bad: true });
    }
  };
  return (
    <details className={styles.keep}>
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
}

/** A run to keep: a file out, a file in. */
export const RunPanel = memo(Panel) as typeof Panel;
