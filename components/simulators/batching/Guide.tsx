'use client';

import { memo } from 'react';
import { Button } from '@/components/ui/Button';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { POLICY_IDS, type Show } from './policies';

export interface GuideProps {
  readonly show: Show;
  readonly messages: BatchingMessages;
  readonly onShow: (show: Show) => void;
}

const STOPS: readonly Show[] = [...POLICY_IDS, 'all'];

/** The walk: one policy after the other beside the one before it, a sentence each. */
export const Guide = memo(function Guide({ show, messages, onShow }: GuideProps) {
  const at = STOPS.indexOf(show);
  return (
    <div className={styles.guide}>
      <fieldset className={styles.stops}>
        <legend className="visually-hidden">{messages.guide}</legend>
        {STOPS.map((stop) => (
          <label key={stop}>
            <input
              type="radio"
              name="show"
              value={stop}
              checked={stop === show}
              autoComplete="off"
              onChange={() => onShow(stop)}
            />
            <span>{stop === 'all' ? messages.all : messages.policies[stop]}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.sentence}>
        <p aria-live="polite">{messages.steps[show]}</p>
        <span className={styles.buttons}>
          <Button name="previous" disabled={at === 0} onClick={() => onShow(STOPS[at - 1])}>
            {messages.previous}
          </Button>
          <Button name="following" disabled={at === STOPS.length - 1} onClick={() => onShow(STOPS[at + 1])}>
            {messages.following}
          </Button>
        </span>
      </div>
    </div>
  );
});
