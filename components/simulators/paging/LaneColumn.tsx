'use client';

import { memo, type ReactNode, useRef } from 'react';
import { drawTimeSeries, moveTimeLine } from '@/components/charts/TimeSeries';
import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import { ALLOCATOR_IDS, type AllocatorId } from '@/kernels/serving/paging/allocator';
import type { FirstFrame } from './first-frame';
import { MemoryMap } from './MemoryMap';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import type { Palette } from './paint-map';
import type { Player } from './player';
import { chartPaths, domainSeconds, LANE_METRICS, type LaneMetric, metricText, timeShare } from './readings';
import { RARE, READING, useFrame, useFrameValue, writeOutput } from './use-frame';

export interface LaneColumnProps {
  readonly id: AllocatorId;
  readonly player: Player;
  readonly lang: Lang;
  readonly messages: PagingMessages;
  readonly first: FirstFrame;
  readonly palette: Palette | undefined;
  /** The request that is followed. */
  readonly request: number;
  /** Both as the server drew them. */
  readonly map: ReactNode;
  readonly chart: ReactNode;
  readonly onFollow: (request: number) => void;
}

/** Redrawing a chart costs more than moving its time line: every second beat is enough, and not all in the same one. */
const CHART_BEATS = 2;
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
  useFrame(
    player,
    ({ metrics }) => {
      const outputs = root.current?.getElementsByTagName('output') ?? [];
      LANE_METRICS.forEach((name, at) => {
        writeOutput(outputs[at], metrics[id][name], metricText(metrics[id], name, lang));
      });
    },
    READING,
  );
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

function LaneChart({ id, player, lang, messages, first, chart: served }: LaneColumnProps) {
  const place = useRef<HTMLDivElement>(null);
  const theChart = () => place.current?.querySelector('svg')?.parentElement;
  const axis = useRef<HTMLParagraphElement>(null);
  const endText = (horizon: number) => fill(messages.seconds, { n: domainSeconds(horizon) });
  const poolBytes = useFrameValue(
    player,
    RARE,
    first.metrics[id].poolBytes,
    ({ metrics }) => metrics[id].poolBytes,
  );
  useFrame(
    player,
    ({ run, state }) => {
      const chart = theChart();
      if (chart) moveTimeLine(chart, timeShare(state.stepCount, run.horizon));
    },
    READING,
  );
  const drawn = useRef({ horizon: -1, run: undefined as unknown });
  useFrame(
    player,
    ({ run }) => {
      const { horizon } = run;
      const chart = theChart();
      if (!chart || !axis.current || (drawn.current.run === run && drawn.current.horizon === horizon)) return;
      // The past of a run with a head start is not known yet: the chart of the first frame stays.
      if (run.firstStep > 0) return;
      drawn.current = { run, horizon };
      drawTimeSeries(chart, chartPaths(run, id));
      const end = axis.current.lastElementChild?.firstChild as Text;
      if (end.data !== endText(horizon)) end.data = endText(horizon);
    },
    { every: CHART_BEATS, at: ALLOCATOR_IDS.indexOf(id) % CHART_BEATS },
  );
  return (
    <div>
      <div ref={place}>{served}</div>
      <p ref={axis} className={styles.axis}>
        <span>0</span>
        <span>{fill(messages.memoryOverTime, { bytes: formatQuantity(poolBytes, 'bytes', { lang }) })}</span>
        <span>{endText(first.stepCount)}</span>
      </p>
    </div>
  );
}
