import { useState } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { saveJson } from '@/components/ui/save-file';
import type { MachineReport } from '@/kernels/gpu/machine/report';
import { writeMachineReport } from '@/kernels/gpu/machine/report';
import live from '../live/live.module.css';
import type { LiveError } from '../live/types';
import styles from './machine.module.css';
import type { MachineMessages } from './messages';
import { problemText } from './problem';
import type { Shelved } from './shelf';
import { nameOf } from './words';

export interface ReportsProps {
  readonly shown: Shelved;
  readonly added: Shelved | undefined;
  readonly problem: LiveError | undefined;
  readonly ready: boolean;
  /** Whether what is kept outlives the tab. */
  readonly stored: boolean;
  readonly hasKept: boolean;
  readonly words: MachineMessages;
  readonly onText: (text: string) => void;
  readonly onUnreadable: () => void;
  readonly onForget: () => void;
}

/** Reports out and in: a file to keep, and others' by paste, drop or file. */
export function Reports(props: ReportsProps) {
  const { shown, added, problem, ready, stored, hasKept, words, onText, onUnreadable, onForget } = props;
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => {
    if (!file) return;
    // A file that is no text, or far too long, is refused by its length before it is read.
    if (file.size > 2_000_000) onText(' '.repeat(200_001).concat('.'));
    else file.text().then(onText, onUnreadable);
  };
  return (
    <section className={`${live.part} ${styles.reports}`} aria-label={words.reportsTitle} data-part="reports">
      <h3>{words.reportsTitle}</h3>
      <p className={live.note}>{words.reportsHint}</p>
      <div className={live.actions}>
        <Button name="save" disabled={!ready} onClick={() => save(shown.report)}>
          {words.save}
        </Button>
        {hasKept && (
          <Button name="forget" onClick={onForget}>
            {words.forget}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a file is dropped by pointer; keys have the field and the button below */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) take(file);
          else onText(event.dataTransfer.getData('text/plain'));
        }}
      >
        <label>
          <span className={styles.label}>{words.paste}</span>
          <textarea
            name="pasted"
            rows={3}
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className={live.actions}>
          <Button name="add" disabled={!ready} onClick={() => onText(text)}>
            {words.add}
          </Button>
          <input
            type="file"
            name="file"
            accept=".json,application/json"
            aria-label={words.load}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </div>
      </div>
      {problem && (
        <p className={live.problem} role="alert" data-error={problem.id}>
          {problemText(problem, words)}
        </p>
      )}
      <p role="status" className={live.note}>
        {added && !problem ? fill(words.added, { name: nameOf(added.report, words) }) : ''}
      </p>
      {!stored && <p className={live.note}>{words.notKept}</p>}
    </section>
  );
}

/** Worked: a report of 2026-11-21 → `machine-report-2026-11-21.json`. */
const save = (report: MachineReport) =>
  saveJson(writeMachineReport(report), `machine-report-${report.date.slice(0, 10) || 'undated'}.json`);
