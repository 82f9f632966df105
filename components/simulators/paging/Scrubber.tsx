'use client';

import { memo, useRef } from 'react';
import { fill } from '@/components/lang';
import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import type { FirstFrame } from './first-frame';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import type { Player } from './player';
import { domainSeconds, secondsText } from './readings';
import { READING, useFrame, writeOutput } from './use-frame';

export interface ScrubberProps {
  readonly player: Player;
  readonly first: FirstFrame;
  readonly messages: PagingMessages;
  readonly played: boolean;
}

/** The time of the run, to read and to drag. Arrow keys move a step, Page keys further, Home and End to the ends. */
export const Scrubber = memo(function Scrubber({ player, first, messages, played }: ScrubberProps) {
  const range = useRef<HTMLInputElement>(null);
  const output = useRef<HTMLOutputElement>(null);
  const text = (seconds: number) => fill(messages.seconds, { n: secondsText(seconds) });
  useFrame(
    player,
    ({ run, state }) => {
      if (!range.current || !output.current) return;
      const max = String(run.lastStep ?? domainSeconds(run.horizon) * STEPS_PER_SECOND);
      if (range.current.max !== max) range.current.max = max;
      range.current.value = String(state.stepCount);
      range.current.setAttribute('aria-valuetext', text(state.nowSeconds));
      writeOutput(output.current, state.nowSeconds, text(state.nowSeconds));
    },
    READING,
  );
  return (
    <label className={styles.scrubber} data-played={played || undefined}>
      <span>{messages.time}</span>
      <output ref={output} data-metric="nowSeconds" data-value={first.metrics.nowSeconds}>
        {text(first.metrics.nowSeconds)}
      </output>
      <input
        ref={range}
        type="range"
        name="step-count"
        min={0}
        max={domainSeconds(first.stepCount) * STEPS_PER_SECOND}
        step={1}
        defaultValue={first.stepCount}
        autoComplete="off"
        aria-label={messages.time}
        aria-valuetext={text(first.metrics.nowSeconds)}
        onChange={(event) => {
          player.pause();
          player.seek(Number(event.target.value));
        }}
      />
    </label>
  );
});
