/** Values of the lab in the reader's language, shared by the live view and the static one. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { type ComparisonRow, comparisonRow, percent, seconds, tableOf, times } from '../live/comparison';
import { fixedShare } from './costs';
import type { PolicyId, PolicyRun } from './drive';
import { figuresOf, type RunFigures } from './figures';
import type { BatchingMessages } from './messages';
import type { BatchingResult } from './types';

export const policies: readonly PolicyId[] = ['single', 'static', 'continuous'];

export function runOf(result: BatchingResult, policy: PolicyId): PolicyRun | undefined {
  return policy === 'single' ? result.single : result[policy]?.measured;
}

/** The comparison, row by row, with a figure per policy in the order of `policies`. */
export function rowsOf(result: BatchingResult, words: BatchingMessages, lang: Lang): ComparisonRow[] {
  const all = policies.map((policy) => {
    const run = runOf(result, policy);
    return run && figuresOf(run);
  });
  const lanes = policies.map((policy) => (policy === 'single' ? undefined : result[policy]));
  const row = (metric: string, values: readonly (number | undefined)[], print: (value: number) => string) =>
    comparisonRow(metric, words.rows[metric], values, print);
  const read = (metric: keyof RunFigures, print: (value: number) => string) =>
    row(
      metric,
      all.map((figures) => figures?.[metric]),
      print,
    );
  const time = (value: number) => seconds(value, lang);
  return [
    read('totalSeconds', time),
    row(
      'simulatedSeconds',
      lanes.map((lane) => lane?.simulated.totalSeconds),
      time,
    ),
    read('tokensPerSecond', (value) => formatNumber(value, 3)),
    read('ttftSeconds', time),
    read('ttftP90Seconds', time),
    read('tpotSeconds', time),
    read('calls', (value) => formatNumber(value, 6)),
    read('idleShare', percent),
    read('repackSeconds', time),
    read('repackShare', percent),
    read('repackBytes', (value) => formatQuantity(value, 'bytes', { lang, digits: 3 })),
    row(
      'sameTokens',
      lanes.map((lane) => lane?.sameTokens),
      percent,
    ),
  ];
}

export const comparisonTable = (
  result: BatchingResult | undefined,
  words: BatchingMessages,
  lang: Lang,
): FigureTable =>
  tableOf(
    words.tableCaption,
    words.figure,
    policies.map((policy) => words.policies[policy]),
    result ? rowsOf(result, words, lang) : [],
  );

/** The timelines as rows: what each request waited for, under each policy. */
export function requestTable(result: BatchingResult | undefined, words: BatchingMessages): FigureTable {
  const names = ['policy', 'request', 'arrival s', 'start s', 'first token s', 'finish s', 'output tokens'];
  const lanes = (['static', 'continuous'] as const).flatMap((policy) => {
    const lane = result?.[policy];
    return lane
      ? [[`${policy} simulated`, lane.simulated] as const, [`${policy} measured`, lane.measured] as const]
      : [];
  });
  return {
    caption: fill(words.timelineLabel, { requests: result?.work.length ?? 0 }),
    columns: names.map((label) => ({ label })),
    rows: lanes.flatMap(([name, run]) =>
      run.requests.map((request) => [
        name,
        request.id + 1,
        request.arrivalSeconds,
        request.startSeconds,
        request.firstTokenSeconds,
        request.finishSeconds,
        request.outputTokens,
      ]),
    ),
  };
}

export function describe(result: BatchingResult | undefined, words: BatchingMessages, lang: Lang): string {
  const [single, fixed, continuous] = policies.map((policy) => result && runOf(result, policy));
  if (!single || !fixed || !continuous) return words.sentenceNone;
  return fill(words.sentence, {
    single: seconds(single.totalSeconds, lang),
    static: seconds(fixed.totalSeconds, lang),
    continuous: seconds(continuous.totalSeconds, lang),
    ttftStatic: seconds(figuresOf(fixed).ttftSeconds, lang),
    ttftContinuous: seconds(figuresOf(continuous).ttftSeconds, lang),
  });
}

/** Why batching pays, or does not, on the device that was measured. */
export function reasonOf({ costs, batch }: BatchingResult, words: BatchingMessages): string {
  const first = costs.decode[0];
  const last = costs.decode.at(-1) ?? first;
  const factor = last.seconds / first.seconds;
  const perToken = factor / last.amount;
  const why = perToken < 0.5 ? words.whyMuch : words.whyLittle;
  return fill(why, {
    batch,
    factor: times(factor),
    perToken: percent(perToken),
    fixed: percent(fixedShare(costs)),
  });
}
