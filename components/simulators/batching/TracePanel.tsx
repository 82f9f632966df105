'use client';

import { type DragEvent, useState } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { BookError } from '@/kernels/errors';
import { formatNumber } from '@/kernels/numbers/format';
import type { ServingRequest } from '@/kernels/serving/request';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { problemText } from './problem';

export interface TracePanelProps {
  readonly trace: readonly ServingRequest[] | undefined;
  readonly messages: BatchingMessages;
  readonly onTrace: (trace: readonly ServingRequest[] | undefined) => void;
}

/** A picture of more would say no more. */
const MOST_REQUESTS = 50_000;

/** The reader's own requests, pasted or dropped. They stay in the page. */
export function TracePanel({ trace, messages, onTrace }: TracePanelProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [over, setOver] = useState(false);
  const { trace: words } = messages;

  const use = async (given: string) => {
    setText(given.length < 200_000 ? given : '');
    try {
      const { parseTraceCsv } = await import('@/kernels/serving/workload/csv');
      const requests = parseTraceCsv(given);
      if (requests.length > MOST_REQUESTS) {
        throw new BookError('csv.many', { n: requests.length, most: MOST_REQUESTS });
      }
      onTrace(requests);
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
          {trace && (
            <Button name="cancel" onClick={() => onTrace(undefined)}>
              {words.drop}
            </Button>
          )}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            aria-label={words.file}
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file) await use(await file.text());
            }}
          />
        </p>
        <p role="status" className={styles.note} data-bad={problem ? '' : undefined}>
          {problem || (trace ? fill(words.using, { n: formatNumber(trace.length, 7) }) : '')}
        </p>
      </fieldset>
    </details>
  );
}
