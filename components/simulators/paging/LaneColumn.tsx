'use client';

import { memo, type ReactNode, useRef } from 'react';
import { TimeSeries, updateTimeSeries } from '@/components/charts/TimeSeries';
import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import { ALLOCATOR_IDS, type AllocatorId } from '@/kernels/serving/paging/allocator';
import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import type { FirstFrame } from './first-frame';
import { MemoryMap } from './MemoryMap';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import type { Palette } from './paint-map';
import type { Player } from './player';
import { chartPaths, domainSeconds, LANE_METRICS, type LaneMetric, metricText } from './readings';
import { useFrame, useFrameValue } from './use-frame';

export interface LaneColumnProps {
  readonly id: AllocatorId;
  readonly player: Player;
  readonly lang: Lang;
  readonly messages: PagingMessages;
  readonly first: FirstFrame;
  readonly palette: Palette | undefined;
  /** The request that is followed. */
  readonly request: number;
  readonly map: ReactNode;
  readonly onFollow: (request: number) => void;
}

/** Redrawing a chart costs more than moving its time line; a few times a second is enough. */
const CHART_INTERVAL_MS = 120;
const BANDS = ['used', 'internal', 'external'] as const;
const BIG: readonly LaneMetric[] = ['usedShare', 'running', 'waiting', 'finished'];
/** Numbers that give the share away, veiled until the reader has guessed it. */
const TELLING: readonly LaneMetric[] = ['usedShare', 'internalBytes'];

/** One of the three caches: its map, its numbers, its memory over time. */
export const LaneColumn = memo(function LaneColumn(props: LaneColumnProps) {
  const { id, messages } = props;
  return (
    <section className={styles.lane} data-lane={id} aria-labelledby={`lane-${id}`}>
      <p className={styles.name} id={`lane-${id}`}>
        {messages.lanes[id].name}
      </p>
      <p className={styles.idea}>{messages.lanes[id].how}</p>
      <MemoryMap {...props} />
      <LaneNumbers {...props} />
      <LaneChart {...props} />
    </section>
  );
});

function LaneNumbers({ id, player, lang, messages, first }: LaneColumnProps) {
  const root = useRef<HTMLDListElement>(null);
  // Written straight into the page: sixty renders a second of two dozen numbers would be work for nothing.
  useFrame(player, ({ metrics }) => {
    const outputs = root.current?.getElementsByTagName('output') ?? [];
    LANE_METRICS.forEach((name, at) => {
      const output = outputs[at];
      const value = String(metrics[id][name]);
      if (output.dataset.value === value) return;
      output.dataset.value = value;
      const text = metricText(metrics[id], name, lang);
      if (output.textContent !== text) output.textContent = text;
    });
  });
  return (
    <dl ref={root} className={styles.numbers}>
      {LANE_METRICS.map((name) => (
        <div key={name} className={BIG.includes(name) ? styles.big : undefined} data-name={name}>
          <dt>{messages.metrics[name]}</dt>
          <dd>
            <output
              data-metric={`${id}.${name}`}
              data-value={first.metrics[id][name]}
              {...(TELLING.includes(name) ? { 'data-answer': '' } : {})}
            >
              {metricText(first.metrics[id], name, lang)}
            </output>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function LaneChart({ id, player, lang, messages, first }: LaneColumnProps) {
  const svg = useRef<SVGSVGElement>(null);
  const axis = useRef<HTMLParagraphElement>(null);
  const endText = (horizon: number) => fill(messages.seconds, { n: domainSeconds(horizon) });
  const poolBytes = useFrameValue(
    player,
    1000,
    first.metrics[id].poolBytes,
    ({ metrics }) => metrics[id].poolBytes,
  );
  // The three charts take turns, so that no frame pays for all of them.
  const drawnMs = useRef(-CHART_INTERVAL_MS + ALLOCATOR_IDS.indexOf(id) * (CHART_INTERVAL_MS / 3));
  const drawn = useRef({ horizon: -1, run: undefined as unknown });
  useFrame(player, ({ run, state }) => {
    if (!svg.current) return;
    const cursor = state.stepCount / (domainSeconds(run.horizon) * STEPS_PER_SECOND);
    const changed = drawn.current.run !== run || drawn.current.horizon !== run.horizon;
    const now = performance.now();
    const due = drawn.current.run !== run || now - drawnMs.current > CHART_INTERVAL_MS;
    updateTimeSeries(svg.current, cursor, changed && due ? chartPaths(run, id) : undefined);
    const end = axis.current?.lastElementChild;
    const text = endText(run.horizon);
    if (end && end.textContent !== text) end.textContent = text;
    if (changed && due) {
      drawnMs.current = now;
      drawn.current = { run, horizon: run.horizon };
    }
  });
  return (
    <div>
      <TimeSeries
        ref={svg}
        label={fill(messages.chart, { name: messages.lanes[id].name })}
        paths={first.charts[id]}
        bands={BANDS}
        cursor={first.stepCount / (domainSeconds(first.stepCount) * STEPS_PER_SECOND)}
      />
      <p ref={axis} className={styles.axis}>
        <span>0</span>
        <span>{fill(messages.memoryOverTime, { bytes: formatQuantity(poolBytes, 'bytes', { lang }) })}</span>
        <span>{endText(first.stepCount)}</span>
      </p>
    </div>
  );
}
