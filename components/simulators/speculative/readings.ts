/** Numbers of the figure as text and as tables. Pure. */
import type { FigureTable } from '@/components/charts/figure-types';
import { formatNumber } from '@/kernels/numbers/format';
import type { SpeculativeFigure } from '@/kernels/speculative/figure';
import type { SpeculativeMetrics } from '@/kernels/speculative/simulator';
import type { Metric, SpeculativeMessages } from './messages';

/** Powers differ in their last bits from machine to machine, and the page is made on another one. */
const steady = (value: number) => Number(value.toPrecision(9));

export function metricsOf(result: SpeculativeFigure, seen: SpeculativeMetrics): [Metric, number][] {
  return [
    ['expectedTokens', steady(result.expectedTokens)],
    ['tokensPerPass', steady(seen.tokensPerPass)],
    ['idleSpeedup', steady(result.idleSpeedup)],
    ['busySpeedup', steady(result.busySpeedup)],
    ['checkedPerToken', steady(result.checkedPerToken)],
    ['optimalGamma', result.optimalGamma],
    ['optimalBusyGamma', result.optimalBusyGamma],
    ['breakEven', result.breakEven],
  ];
}

export function metricText(name: Metric, value: number, words: SpeculativeMessages): string {
  if (name === 'breakEven' && value === 0) return words.never;
  if (name === 'idleSpeedup' || name === 'busySpeedup') return `${formatNumber(value, 3)}×`;
  return formatNumber(value, 3);
}

export function tableOf({ byGamma }: SpeculativeFigure, words: SpeculativeMessages): FigureTable {
  return {
    caption: words.tableCaption,
    columns: words.tableColumns.map((label) => ({ label, numeric: true })),
    rows: byGamma.map(({ gamma, idle, busy }) => [
      gamma,
      `${formatNumber(idle, 3)}×`,
      `${formatNumber(busy, 3)}×`,
    ]),
  };
}

/** Both curves as rows: what the length is, then what the batch is. */
export function csvOf({ byGamma, byBatch }: SpeculativeFigure, words: SpeculativeMessages): FigureTable {
  const number = (value: number) => Number(value.toFixed(5));
  return {
    caption: words.tableCaption,
    columns: [...words.tableColumns, ...words.batchColumns].map((label) => ({ label })),
    rows: Array.from({ length: Math.max(byGamma.length, byBatch.length) }, (_, at) => {
      const length = byGamma[at];
      const batch = byBatch[at];
      return [
        ...(length ? [length.gamma, number(length.idle), number(length.busy)] : [null, null, null]),
        ...(batch ? [batch.sequences, number(batch.speedup), number(batch.best)] : [null, null, null]),
      ];
    }),
  };
}
