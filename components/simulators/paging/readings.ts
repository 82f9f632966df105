/** Numbers of the figure as text: what the outputs, the table and the files say. Pure. */
import type { FigureTable } from '@/components/charts/figure-types';
import { SERIES_SHAPE, stackedPaths } from '@/components/charts/stacked-series';
import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import { ALLOCATOR_IDS, type AllocatorId } from '@/kernels/serving/paging/allocator';
import type { LaneMetrics } from '@/kernels/serving/paging/metrics';
import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import type { PagingMetrics } from '@/kernels/serving/paging/simulator';
import type { Description } from '@/kernels/simulator';
import type { PagingMessages } from './messages';
import { type Run, SERIES_WIDTH } from './run';

/** The moment a figure opens on: memory has filled and requests wait. */
export const FIRST_STEP = 24 * STEPS_PER_SECOND;

export const LANE_METRICS = [
  'usedShare',
  'running',
  'waiting',
  'finished',
  'heldBytes',
  'internalBytes',
  'externalBytes',
  'preemptions',
] as const;
export type LaneMetric = (typeof LANE_METRICS)[number];

/** A metric of a lane as the reader sees it. A cache that holds nothing has no share. */
export function metricText(metrics: LaneMetrics, name: LaneMetric, lang: Lang): string {
  const value = metrics[name];
  if (name === 'usedShare') return metrics.heldBytes > 0 ? `${Math.round(value * 100)}%` : '–';
  return name.endsWith('Bytes') ? formatQuantity(value, 'bytes', { lang, digits: 3 }) : String(value);
}

export function secondsText(seconds: number): string {
  return seconds.toFixed(1);
}

export function describeText(description: Description, messages: PagingMessages): string {
  const { seconds } = description.values;
  return fill(messages.describe[description.messageId], {
    ...description.values,
    seconds: secondsText(Number(seconds)),
  });
}

/** The table twin: one row per cache. */
export function metricsTable(metrics: PagingMetrics, messages: PagingMessages, lang: Lang): FigureTable {
  return {
    caption: fill(messages.tableCaption, { seconds: secondsText(metrics.nowSeconds) }),
    columns: [
      { label: messages.allocator },
      ...LANE_METRICS.map((name) => ({ label: messages.metrics[name], numeric: true, answer: true })),
    ],
    rows: ALLOCATOR_IDS.map((id) => [
      messages.lanes[id].name,
      ...LANE_METRICS.map((name) => metricText(metrics[id], name, lang)),
    ]),
  };
}

const PARTS = ['used', 'internal', 'external'];

/** Everything seen so far, step by step, as shares of the memory. */
export function seriesTable(run: Run): FigureTable {
  const rows: number[][] = [];
  for (let step = 0; step <= run.horizon; step++) {
    const at = step * SERIES_WIDTH;
    const shares = Array.from(run.series.subarray(at, at + SERIES_WIDTH), (share) =>
      Number(share.toFixed(5)),
    );
    rows.push([step / STEPS_PER_SECOND, ...shares]);
  }
  const labels = ALLOCATOR_IDS.flatMap((id) => PARTS.map((part) => `${id}.${part}Share`));
  return { caption: '', columns: ['seconds', ...labels].map((label) => ({ label })), rows };
}

/** Span of the time axis: half a minute, doubled until the run fits. */
export function domainSeconds(horizon: number): number {
  let seconds = 30;
  while (seconds * STEPS_PER_SECOND < horizon) seconds *= 2;
  return seconds;
}

/** Position of a step along the time axis, 0 to 1. */
export function timeShare(step: number, horizon: number): number {
  return step / (domainSeconds(horizon) * STEPS_PER_SECOND);
}

/** Where a lane's shares stand in a row of the series. */
function seriesOffset(id: AllocatorId): number {
  return ALLOCATOR_IDS.indexOf(id) * PARTS.length;
}

/** Stacked paths of a lane's memory over time, up to the furthest step seen. */
export function chartPaths(run: Run, id: AllocatorId): string[] {
  const offset = seriesOffset(id);
  const { series, horizon } = run;
  const end = timeShare(horizon, horizon);
  return stackedPaths(
    horizon + 1,
    3,
    (step, band) => series[step * SERIES_WIDTH + offset + band],
    end,
    SERIES_SHAPE,
  );
}
