'use client';

import { type DragEvent, memo, useState } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { BookError } from '@/kernels/errors';
import { formatNumber } from '@/kernels/numbers/format';
import type { Traffic } from '@/kernels/serving/workload/csv';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { problemText } from './problem';

export interface TracePanelProps {
  readonly own: Traffic | undefined;
  /** How many of the requests are turned away, and the tokens beyond which that happens. */
  readonly turnedAway: number;
  readonly mostTokens: number;
  readonly messages: BatchingMessages;
  readonly onOwn: (own: Traffic | undefined) => void;
}

/** A picture of more would say no more. */
const MOST_REQUESTS = 50_000;

/** The reader's own requests, or lengths to draw from, pasted or dropped. They stay in the page. */
export const TracePanel = memo(function TracePanel(props: TracePanelProps) {
  const { own, turnedAway, mostTokens, messages, onOwn } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [over, setOver] = useState(false);
  const { trace: words } = messages;

  const use = async (given: string) => {
    setText(given.length < 200_000 ? given : '');
    try {
      const { parseTrafficCsv } = await import('@/kernels/serving/workload/csv');
      const read = parseTrafficCsv(given);
      const rows = countOf(read);
      if (rows > MOST_REQUESTS) throw new BookError('csv.many', { n: rows, most: MOST_REQUESTS });
      onOwn(read);
      setProblem('');
    } catch (error) {
      setProblem(fill(words.bad, { reason: problemText(error, messages) }));
    }
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    const given = file ? await file.text() : event.dataTransfer.getData('text');
    if (given) await use(given);
  };

  return (
    <details>
      <summary>{words.title}</summary>
      <fieldset
        className={styles.drop}
        aria-label={words.title}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className={styles.hint}>{words.hint}</p>
        <textarea
          name="trace"
          rows={5}
          value={text}
          placeholder={'0.0, 512, 80\n0.4, 1200, 40'}
          aria-label={words.area}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <p className={styles.buttons}>
          <Button name="confirm" onClick={() => use(text)}>
            {words.use}
          </Button>
          {own && (
            <Button name="cancel" onClick={() => onOwn(undefined)}>
              {words.drop}
            </Button>
          )}
          <input
            type="file"
            name="traceFile"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            aria-label={words.file}
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file) await use(await file.text());
            }}
          />
        </p>
        <p role="status" className={styles.note} data-bad={problem ? '' : undefined}>
          {problem || (own ? fill(words.using, { n: formatNumber(countOf(own), 7) }) : '')}
          {!problem && turnedAway > 0 && (
            <output data-metric="turnedAway" data-value={turnedAway}>
              {fill(words.turnedAway, {
                n: formatNumber(turnedAway, 7),
                most: formatNumber(mostTokens, 7),
              })}
            </output>
          )}
        </p>
      </fieldset>
    </details>
  );
});

const countOf = (own: Traffic) => (own.kind === 'trace' ? own.requests.length : own.pairs.length);
