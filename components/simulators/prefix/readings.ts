/** Numbers of the figure as text: what the outputs, the table and the files say. Pure. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import { PREFIX_LANES, type PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { PrefixLaneMetrics } from '@/kernels/serving/prefix/simulator';
import type { CurvePoint } from '@/kernels/serving/prefix/summary';
import type { PrefixFrame } from './frame';
import type { PrefixMessages } from './messages';
import type { Look } from './run';

export const LANE_METRICS = [
  'hitRate',
  'cachedTokens',
  'computedTokens',
  'heldTokens',
  'evictions',
  'evictedTokens',
] as const;
type LaneMetric = (typeof LANE_METRICS)[number];

export function percentText(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

export function metricText(metrics: PrefixLaneMetrics, name: LaneMetric): string {
  if (name !== 'hitRate') return formatNumber(metrics[name], 6);
  return metrics.cachedTokens + metrics.computedTokens > 0 ? percentText(metrics.hitRate) : '–';
}

export function metricLabel(messages: PrefixMessages, lane: PrefixLaneId, name: LaneMetric): string {
  return name === 'evictions' ? messages.metrics.evictions[lane] : messages.metrics[name];
}

export function describeText({ description }: PrefixFrame, messages: PrefixMessages): string {
  const { hashRate, radixRate, refused } = description.values;
  const text = fill(messages.describe[description.messageId], {
    ...description.values,
    hashRate: percentText(Number(hashRate)),
    radixRate: percentText(Number(radixRate)),
  });
  return refused ? `${text} ${fill(messages.refused, { refused })}` : text;
}

/** The table twin: one row per cache. */
export function metricsTable({ metrics, stepCount }: PrefixFrame, messages: PrefixMessages): FigureTable {
  return {
    caption: fill(messages.tableCaption, { n: stepCount }),
    columns: [
      { label: messages.cache },
      ...LANE_METRICS.filter((name) => name !== 'evictions').map((name) => ({
        label: messages.metrics[name],
        numeric: true,
      })),
    ],
    rows: PREFIX_LANES.map((lane) => [
      messages.lanes[lane].name,
      ...LANE_METRICS.filter((name) => name !== 'evictions').map((name) => metricText(metrics[lane], name)),
    ]),
  };
}

/** The curve as rows. */
export function curveTable(points: readonly CurvePoint[]): FigureTable {
  return {
    caption: '',
    columns: ['poolTokens', 'hash.hitRate', 'radix.hitRate'].map((label) => ({ label })),
    rows: points.map(({ poolTokens, hash, radix }) => [
      poolTokens,
      Number(hash.toFixed(5)),
      Number(radix.toFixed(5)),
    ]),
  };
}

/** What is to be said of a place, line by line. */
export function lookLines(look: Look, policy: string, { look: words }: PrefixMessages): string[] {
  const { stretch, from, to, tokens, block, name } = look;
  const place = fill(words.place, {
    from: from + 1,
    to,
    request: stretch.request + 1,
    tokens: tokens.join(' '),
  });
  if (stretch.state === 'evicted') return [place, words.gone];
  const { refs, touched, hits = 0 } = stretch;
  const what =
    block === undefined
      ? fill(words.node, { count: to - from, hits })
      : fill(name ? words.block : words.unnamed, { block, name: name ?? '' });
  const use = refs > 0 ? fill(words.used, { n: refs }) : words.unused;
  return [place, what, `${use} · ${fill(words.touched, { event: touched })}`, orderText(look, policy, words)];
}

function orderText(look: Look, policyId: string, { order: words, policy: policies }: PrefixMessages['look']) {
  const { stretch, order, lane, inner } = look;
  if (stretch.refs > 0 || order === null) return words.used;
  const values = { n: order + 1, policy: policies[policyId] };
  if (lane === 'hash') return order === 0 ? words.hashNext : fill(words.hashLater, values);
  if (inner) return fill(words.radixInner, values);
  return fill(order === 0 ? words.radixNext : words.radixLater, values);
}
