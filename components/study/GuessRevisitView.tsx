'use client';

import { useEffect, useState } from 'react';
import { fill } from '@/components/lang';
import { subscribe } from '@/components/storage';
import styles from './Guess.module.css';
import type { StudyMessages } from './messages';
import { KEYS, readGuesses } from './progress';

interface GuessRevisitViewProps {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly suffix: string;
  /** In the units of the slider. */
  readonly answer: number;
  readonly answerText: string;
  readonly messages: StudyMessages['revisit'];
}

/** Share of the slider's range within which a guess counts as near. */
const NEAR = 0.05;

export function GuessRevisitView(props: GuessRevisitViewProps) {
  const { id, min, max, suffix, answer, answerText, messages } = props;
  const [guess, setGuess] = useState<number>();

  useEffect(() => {
    const read = () => setGuess(readGuesses()[id]?.value);
    read();
    return subscribe(KEYS.guesses, read);
  }, [id]);

  const place = (value: number) => `${(100 * (Math.min(max, Math.max(min, value)) - min)) / (max - min)}%`;
  const verdict = () => {
    if (guess === undefined) return '';
    if (Math.abs(guess - answer) <= (max - min) * NEAR) return messages.near;
    return guess > answer ? messages.above : messages.below;
  };

  return (
    <section className={styles.revisit} data-guess-revisit={id} aria-label={messages.title}>
      <p className={styles.title}>{messages.title}</p>
      <p aria-live="polite">
        {guess === undefined ? messages.none : fill(messages.yours, { guess: `${guess}${suffix}` })}{' '}
        <span data-answer="">{fill(messages.computed, { answer: answerText })}</span> {verdict()}
      </p>
      <div className={styles.line} aria-hidden="true" data-answer="">
        <span className={styles.end}>{min}</span>
        <span className={styles.mark} style={{ left: place(answer) }}>
          <span>{messages.theMark}</span>
        </span>
        {guess !== undefined && (
          <span className={`${styles.mark} ${styles.yours}`} style={{ left: place(guess) }}>
            <span>{messages.yourMark}</span>
          </span>
        )}
        <span className={styles.end}>{max}</span>
      </div>
    </section>
  );
}
