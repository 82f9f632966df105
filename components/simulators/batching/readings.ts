/** Readings as words: numbers in the reader's language, and the tables that say what the drawings show. */

import type { FigureTable } from '@/components/charts/figure-types';
import { meets, type Slo, tpotOf } from '@/components/charts/timeline/draw';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { Timeline } from '@/kernels/serving/timeline/timeline';
import { goodputOf } from './goodput';
import type { BatchingMessages } from './messages';
import { POLICY_IDS, type PolicyId } from './policies';
import type { PolicyResult, PolicyResults } from './types';

export const secondsText = (seconds: number, lang: Lang) =>
  Number.isFinite(seconds) ? formatQuantity(seconds, 'seconds', { lang, digits: 2 }) : '–';

/** The outputs of a policy, in the order of the table. */
export const METRICS = [
  'goodput',
  'ttftP50',
  'ttftP99',
  'tpotP50',
  'tokensPerSecond',
  'preemptions',
  'unfinished',
  'impossible',
] as const;
export type Metric = (typeof METRICS)[number];

/** The columns that say something: whoever is turned away is a column only where there is somebody. */
export function columnsOf(results: PolicyResults): readonly Metric[] {
  const any = POLICY_IDS.some((policy) => results[policy].readings.impossible > 0);
  return any ? METRICS : METRICS.filter((metric) => metric !== 'impossible');
}

const COUNTS: ReadonlySet<Metric> = new Set(['preemptions', 'unfinished', 'impossible']);

export function metricValue({ readings, timeline }: PolicyResult, metric: Metric, slo: Slo): number {
  return metric === 'goodput' ? goodputOf(timeline, readings.spanSeconds, slo).perSecond : readings[metric];
}

export function metricText(metric: Metric, value: number, lang: Lang): string {
  if (Number.isNaN(value)) return '–';
  if (metric === 'goodput') return formatNumber(value, value < 1 ? 2 : 3);
  if (metric === 'tokensPerSecond') return formatNumber(Math.round(value), 6);
  if (COUNTS.has(metric)) return formatNumber(value, 6);
  return secondsText(value, lang);
}

/** The sentence beside the title: goodput of what is on show, against what arrives. */
export function describeText(
  results: PolicyResults,
  shown: readonly PolicyId[],
  slo: Slo,
  messages: BatchingMessages,
): string {
  const list = shown.map((policy) => {
    const { timeline, readings } = results[policy];
    const { share } = goodputOf(timeline, readings.spanSeconds, slo);
    const n = timeline.ids.length;
    return fill(messages.describe.one, { name: messages.policies[policy], met: Math.round(share * n), n });
  });
  return fill(messages.describe.met, { list: list.join(messages.comma) });
}

/** Requests per second while they arrive. */
function arrivalsPerSecond({ arrival }: Timeline): number {
  const last = arrival.length - 1;
  return last > 0 && arrival[last] > arrival[0] ? last / (arrival[last] - arrival[0]) : 0;
}

/** The words at the end of a row. */
export function rowNote(timeline: Timeline, row: number, messages: BatchingMessages, lang: Lang): string {
  return fill(messages.note, {
    ttft: secondsText(timeline.firstToken[row] - timeline.arrival[row], lang),
    tpot: timeline.outputTokens[row] > 1 ? secondsText(tpotOf(timeline, row), lang) : '–',
  });
}

/** What is said of a row, or of a moment. */
export function sayRow(
  timeline: Timeline,
  row: number | undefined,
  seconds: number,
  messages: BatchingMessages,
  lang: Lang,
): string {
  const moment = fill(messages.moment, { t: secondsText(seconds, lang) });
  if (row === undefined) return moment;
  const { rowWords } = messages;
  const first = timeline.firstToken[row];
  const nothing = timeline.offsets[row + 1] === timeline.offsets[row];
  const words = nothing
    ? rowWords.impossible
    : Number.isNaN(first)
      ? rowWords.waiting
      : Number.isNaN(timeline.finish[row])
        ? rowWords.running
        : rowWords.finished;
  const said = fill(words, {
    arrival: secondsText(timeline.arrival[row], lang),
    ttft: secondsText(first - timeline.arrival[row], lang),
    tpot: secondsText(tpotOf(timeline, row), lang),
    tokens: timeline.outputTokens[row],
    total: secondsText(timeline.finish[row] - timeline.arrival[row], lang),
  });
  return `${moment} · ${fill(messages.row, { id: timeline.ids[row] + 1, words: said })}`;
}

/** The table twin: a row for each policy. */
export function policyTable(
  results: PolicyResults,
  slo: Slo,
  messages: BatchingMessages,
  lang: Lang,
): FigureTable {
  const { table } = messages;
  const some = results[POLICY_IDS[0]].timeline;
  const columns = columnsOf(results);
  return {
    caption: fill(table.caption, { n: some.ids.length, rate: formatNumber(arrivalsPerSecond(some), 2) }),
    columns: [
      { label: table.policy },
      ...columns.map((metric) => ({
        label: metric === 'ttftP99' ? `TTFT ${table.ttftP99}` : table[metric],
        numeric: true,
      })),
    ],
    rows: POLICY_IDS.map((policy) => [
      messages.policies[policy],
      ...columns.map((metric) => metricText(metric, metricValue(results[policy], metric, slo), lang)),
    ]),
  };
}

/** A row for each request and policy: the file a reader takes to a spreadsheet. Times in seconds. */
export function requestTable(results: PolicyResults, slo: Slo, messages: BatchingMessages): FigureTable {
  const number = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null);
  const labels = [
    messages.table.policy,
    messages.request,
    messages.arrival,
    messages.first,
    messages.finish,
    messages.ttft,
    messages.tpot,
    messages.outputTokens,
    messages.kept,
  ];
  return {
    caption: messages.table.requestCaption,
    columns: labels.map((label, at) => ({ label, numeric: at > 0 })),
    rows: POLICY_IDS.flatMap((policy) => {
      const { timeline } = results[policy];
      return Array.from(timeline.ids, (id, row) => [
        messages.policies[policy],
        id + 1,
        number(timeline.arrival[row]),
        number(timeline.firstToken[row]),
        number(timeline.finish[row]),
        number(timeline.firstToken[row] - timeline.arrival[row]),
        number(tpotOf(timeline, row)),
        timeline.outputTokens[row],
        Number.isFinite(timeline.finish[row]) && meets(timeline, row, slo) ? messages.yes : messages.no,
      ]);
    }),
  };
}
