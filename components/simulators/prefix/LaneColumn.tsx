'use client';

import { memo } from 'react';
import { fill } from '@/components/lang';
import type { PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { PrefixFrame } from './frame';
import type { PrefixMessages } from './messages';
import styles from './prefix.module.css';
import { LANE_METRICS, metricLabel, metricText } from './readings';
import { type Place, TreeDrawing } from './TreeDrawing';

export interface LaneColumnProps {
  readonly lane: PrefixLaneId;
  readonly frame: PrefixFrame;
  readonly moves: boolean;
  readonly messages: PrefixMessages;
  readonly place: Place | undefined;
  /** What is said of the place; empty for the hint. */
  readonly lines: readonly string[];
  readonly onPlace: (place: Place) => void;
}

const BIG = new Set(['hitRate', 'cachedTokens', 'computedTokens']);

/** One of the two caches: its tree, what is to be said of a place in it, its numbers. */
export const LaneColumn = memo(function LaneColumn(props: LaneColumnProps) {
  const { lane, frame, moves, messages, place, lines, onPlace } = props;
  const { name, how } = messages.lanes[lane];
  return (
    <section className={styles.lane} data-lane={lane} aria-labelledby={`lane-${lane}`}>
      <p className={styles.name} id={`lane-${lane}`}>
        {name}
      </p>
      <p className={styles.idea}>{how}</p>
      <dl className={styles.numbers}>
        {LANE_METRICS.map((metric) => (
          <div key={metric} className={BIG.has(metric) ? styles.big : undefined}>
            <dt>{metricLabel(messages, lane, metric)}</dt>
            <dd>
              <output data-metric={`${lane}.${metric}`} data-value={frame.metrics[lane][metric]}>
                {metricText(frame.metrics[lane], metric)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.axis} aria-hidden="true">
        <span>0</span>
        <span>{messages.axis}</span>
        <span>{frame.mostTokens}</span>
      </p>
      <TreeDrawing
        lane={lane}
        stretches={frame.picture[lane]}
        mostTokens={frame.mostTokens}
        blockTokens={frame.blockTokens}
        label={fill(messages.drawing, { name })}
        empty={messages.emptyDrawing}
        moves={moves}
        place={place}
        onPlace={onPlace}
      />
      <ul className={styles.look} id={`look-${lane}`} aria-live="polite">
        {(lines.length > 0 ? lines : [messages.lookHint]).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
});
