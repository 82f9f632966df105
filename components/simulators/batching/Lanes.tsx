'use client';

import { memo, type ReactNode, useEffect, useRef } from 'react';
import { linearScale } from '@/components/charts/scales';
import type { Slo } from '@/components/charts/timeline/draw';
import type { TimeWindow } from '@/components/charts/timeline/layout';
import { TimelineChart } from '@/components/charts/timeline/TimelineChart';
import { fill, type Lang } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './batching.module.css';
import type { Clock } from './clock';
import type { BatchingMessages } from './messages';
import type { PolicyId } from './policies';
import { rowNote, sayRow } from './readings';
import type { PolicyResults } from './types';
import { LANE_HEIGHT } from './window';

export interface LanesProps {
  readonly results: PolicyResults;
  readonly shown: readonly PolicyId[];
  readonly window: TimeWindow;
  readonly slo: Slo;
  readonly clock: Clock;
  readonly lang: Lang;
  readonly messages: BatchingMessages;
  readonly stills: Readonly<Partial<Record<PolicyId, ReactNode>>>;
  readonly onChoose: (policy: PolicyId, seconds: number) => void;
}

/** Pixels for the rows of one policy: less for each when all are stacked. */
const HEIGHT = { few: LANE_HEIGHT, many: 130 };

/** The timelines on show, one below the other, over one axis of time. */
export const Lanes = memo(function Lanes(props: LanesProps) {
  const { shown, window, clock, messages } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      clock.subscribe((seconds) => {
        const share = (seconds - window.fromSeconds) / (window.toSeconds - window.fromSeconds);
        const lanes = box.current;
        if (!lanes) return;
        lanes.style.setProperty('--now', String(Math.max(0, Math.min(1, share))));
        // At the end nothing lies under the curtain but the words at the ends of the rows.
        lanes.toggleAttribute('data-whole', share >= 1);
      }),
    [clock, window],
  );
  const place = linearScale([window.fromSeconds, window.toSeconds], [0, 100]);
  return (
    <div ref={box} className={styles.lanes} data-whole="">
      {shown.map((policy) => (
        <Lane key={policy} policy={policy} {...props} />
      ))}
      <p className={styles.axis} aria-hidden="true">
        {place.ticks(8).map((seconds) => (
          <span key={seconds} style={{ '--at': place(seconds) / 100 } as React.CSSProperties}>
            {fill(messages.seconds, { n: formatNumber(seconds, 6) })}
          </span>
        ))}
      </p>
    </div>
  );
});

function Lane({
  policy,
  results,
  shown,
  window,
  slo,
  lang,
  messages,
  stills,
  onChoose,
}: LanesProps & { policy: PolicyId }) {
  const { timeline } = results[policy];
  const name = messages.policies[policy];
  return (
    <section
      className={styles.lane}
      data-lane={policy}
      data-requests={timeline.ids.length}
      aria-labelledby={`lane-${policy}`}
    >
      <p className={styles.name}>
        <i aria-hidden="true" className={styles.swatch} data-policy={policy} />
        <strong id={`lane-${policy}`}>{name}</strong> <span>{messages.ideas[policy]}</span>
      </p>
      <TimelineChart
        timeline={timeline}
        window={window}
        maxHeight={shown.length > 2 ? HEIGHT.many : HEIGHT.few}
        slo={slo}
        label={`${fill(messages.chart, { name, n: timeline.ids.length })} ${messages.lookHint}`}
        still={stills[policy]}
        note={(row) => rowNote(timeline, row, messages, lang)}
        areas={messages.areas}
        say={(row, seconds) => sayRow(timeline, row, seconds, messages, lang)}
        onChoose={(_, seconds) => onChoose(policy, seconds)}
        over={<i aria-hidden="true" className={styles.curtain} />}
      />
    </section>
  );
}
