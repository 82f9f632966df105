'use client';

import { memo, useEffect, useRef } from 'react';
import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './batching.module.css';
import type { Clock } from './clock';
import type { BatchingMessages } from './messages';

const STEPS = 1000;

/** The moment shown, to read and to drag; arrow keys, Page keys, Home and End move it. */
export const Scrubber = memo(function Scrubber({
  clock,
  endSeconds,
  messages,
}: {
  clock: Clock;
  endSeconds: number;
  messages: BatchingMessages;
}) {
  const range = useRef<HTMLInputElement>(null);
  const output = useRef<HTMLOutputElement>(null);
  const text = (seconds: number) => fill(messages.seconds, { n: formatNumber(seconds, 3) });
  useEffect(
    () =>
      clock.subscribe((seconds) => {
        if (!range.current || !output.current) return;
        const words = fill(messages.seconds, { n: formatNumber(seconds, 3) });
        range.current.value = String((seconds / endSeconds) * STEPS);
        range.current.setAttribute('aria-valuetext', words);
        output.current.dataset.value = String(seconds);
        (output.current.firstChild as Text).data = words;
      }),
    [clock, endSeconds, messages],
  );
  return (
    <label className={styles.scrubber}>
      <span>{messages.time}</span>
      <output ref={output} data-metric="nowSeconds" data-value={endSeconds}>
        {text(endSeconds)}
      </output>
      <input
        ref={range}
        type="range"
        name="time"
        min={0}
        max={STEPS}
        step="any"
        defaultValue={STEPS}
        autoComplete="off"
        aria-label={messages.time}
        aria-valuetext={text(endSeconds)}
        onChange={(event) => {
          clock.pause();
          clock.seek((Number(event.target.value) / STEPS) * endSeconds);
        }}
        onKeyDown={(event) => {
          // A range that takes any value steps by nothing one could see.
          const by = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          clock.pause();
          clock.seek(clock.seconds + by * endSeconds);
        }}
      />
    </label>
  );
});
