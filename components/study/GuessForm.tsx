'use client';

import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { fill } from '@/components/lang';
import styles from './Guess.module.css';
import type { StudyMessages } from './messages';
import { type GuessRecord, readGuesses, saveGuess } from './progress';

interface GuessFormProps {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly start: number;
  readonly suffix: string;
  readonly messages: StudyMessages['guess'];
  readonly children: ReactNode;
}

/** Slider, number field, commit, skip. The block keeps its height when answered: nothing below it moves. */
export function GuessForm({ id, min, max, step, start, suffix, messages, children }: GuessFormProps) {
  const question = useId();
  const [value, setValue] = useState(start);
  const [record, setRecord] = useState<GuessRecord>();

  useEffect(() => {
    const kept = readGuesses()[id];
    if (!kept) return;
    setRecord(kept);
    if (kept.value !== undefined) setValue(kept.value);
  }, [id]);

  const settle = (answer: GuessRecord) => {
    saveGuess(id, answer);
    setRecord(answer);
    document.documentElement.removeAttribute('data-guess-pending');
  };
  const commit = (event: FormEvent) => {
    event.preventDefault();
    if (!record) settle({ value });
  };
  const change = (text: string) => {
    const typed = Number(text);
    if (text !== '' && Number.isFinite(typed)) setValue(Math.min(max, Math.max(min, typed)));
  };
  const range = { min, max, step, value, disabled: record !== undefined };

  return (
    <form
      className={styles.guess}
      onSubmit={commit}
      data-guess={id}
      data-state={record ? (record.skipped ? 'skipped' : 'committed') : 'pending'}
      aria-labelledby={question}
      noValidate
    >
      <p className={styles.kicker}>{messages.kicker}</p>
      <div className={styles.question} id={question}>
        {children}
      </div>
      <div className={styles.row}>
        <input
          type="range"
          name="guess"
          aria-label={messages.label}
          {...range}
          onChange={(event) => change(event.target.value)}
        />
        <span className={styles.number}>
          <input
            type="number"
            name="guessNumber"
            aria-label={messages.number}
            {...range}
            onChange={(event) => change(event.target.value)}
          />
          {suffix}
        </span>
      </div>
      <div className={styles.row}>
        {record ? null : (
          <>
            <button type="submit" name="confirm" className={styles.commit}>
              {messages.commit}
            </button>
            <button
              type="button"
              name="skip"
              className={styles.skip}
              onClick={() => settle({ skipped: true })}
            >
              {messages.skip}
            </button>
          </>
        )}
        <span role="status" className={styles.status}>
          {record
            ? record.skipped
              ? messages.skipped
              : fill(messages.committed, { guess: `${record.value}${suffix}` })
            : messages.pending}
        </span>
      </div>
    </form>
  );
}
