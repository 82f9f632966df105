/**
 * What readers and operators of a server ask: time to first token, time per token, end to end, throughput, and how many
 * requests were served as promised. Requests that did not finish are counted and never averaged in: a server that drops
 * the slow ones must not look fast.
 * TPOT is (last − first token) / (tokens − 1), as vLLM's and Sarathi's benchmarks define it; a request of one token has none.
 */
import { type IntervalCounts, intervalQuantile } from '../batching/intervals';
import type { RequestRecord } from '../request';

export interface Spread {
  /** Requests, or intervals, that it is over. */
  readonly count: number;
  /** NaN when there are none. */
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** What the operator has promised. */
export interface Slo {
  readonly ttftSeconds: number;
  readonly tpotSeconds: number;
}

export interface ServingMetrics {
  readonly ttft: Spread;
  readonly tpot: Spread;
  /** Over all intervals between tokens, not per request: the pauses that a reader sees. */
  readonly itl: Spread;
  readonly endToEnd: Spread;
  readonly requests: number;
  readonly finished: number;
  readonly unfinished: number;
  /** Larger than the server: said before the run. */
  readonly impossible: number;
  readonly preemptions: number;
  /** From the first arrival to the last moment of the run. */
  readonly seconds: number;
  readonly tokensPerSecond: number;
  readonly requestsPerSecond: number;
  /** Requests per second that met both promises, and their share of all requests. */
  readonly goodput: number;
  readonly attainment: number;
  /** Share of the time in which a batch ran; share of the blocks in use while it did. NaN when the run does not tell. */
  readonly utilisation: number;
  readonly memoryUse: number;
  /** Share of the handed-out memory in which no token lies: reserved, or the rest of a last block. NaN as above. */
  readonly fragmentation: number;
  /** Prompt tokens that the prefix cache had, over all prompt tokens that were let in. 0 without one. */
  readonly hitRate: number;
}

/** What a run knows beyond its requests. */
export interface RunTotals {
  readonly nowSeconds: number;
  readonly busySeconds: number;
  readonly blockSeconds: number;
  readonly tokenSeconds: number;
  readonly blockTokens: number;
  readonly hitTokens: number;
  readonly scheduledTokens: number;
  readonly stamps: { readonly intervals: IntervalCounts };
}

/** The value that a share of the sorted values do not exceed, between neighbours in proportion (as numpy's default). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** Mean and percentiles. Worked: [1, 2, 3, 4] → mean 2.5, p50 2.5, p90 3.7. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  return {
    count: sorted.length,
    mean: sorted.length > 0 ? sorted.reduce((a, b) => a + b, 0) / sorted.length : Number.NaN,
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    p99: quantile(sorted, 0.99),
  };
}

const spreadOfIntervals = (counts: IntervalCounts): Spread => ({
  count: counts.count,
  mean: counts.count > 0 ? counts.sum / counts.count : Number.NaN,
  p50: intervalQuantile(counts, 0.5),
  p90: intervalQuantile(counts, 0.9),
  p99: intervalQuantile(counts, 0.99),
});

/** Seconds from arrival to the first token; null before it. */
export function ttftOf(record: RequestRecord): number | null {
  return record.firstTokenSeconds === null ? null : record.firstTokenSeconds - record.arrivalSeconds;
}

/** Mean seconds between tokens of a finished request; null before the end, and for an answer of one token. */
export function tpotOf(record: RequestRecord): number | null {
  const { firstTokenSeconds, finishSeconds, outputTokens } = record;
  if (firstTokenSeconds === null || finishSeconds === null || outputTokens < 2) return null;
  return (finishSeconds - firstTokenSeconds) / (outputTokens - 1);
}

/** Finished, and within both promises. */
export function meets(record: RequestRecord, slo: Slo): boolean {
  if (record.finishSeconds === null) return false;
  return (ttftOf(record) ?? 0) <= slo.ttftSeconds && (tpotOf(record) ?? 0) <= slo.tpotSeconds;
}

/** The metrics of a run, ended or not. */
export function servingMetrics(
  records: readonly RequestRecord[],
  slo: Slo,
  run: RunTotals,
  blocks = 0,
): ServingMetrics {
  const ended = records.filter((record) => record.finishSeconds !== null);
  const firstArrival = records.reduce(
    (earliest, record) => Math.min(earliest, record.arrivalSeconds),
    Number.POSITIVE_INFINITY,
  );
  const seconds = records.length > 0 ? Math.max(0, run.nowSeconds - firstArrival) : 0;
  const perSecond = (count: number) => (seconds > 0 ? count / seconds : 0);
  const met = ended.filter((record) => meets(record, slo)).length;
  const impossible = records.filter((record) => record.status === 'impossible').length;
  // Every token after a request's first is one that was decoded; what else was scheduled was read.
  const promptTokensRead = run.scheduledTokens - run.stamps.intervals.count;
  const slotSeconds = run.blockSeconds * run.blockTokens;
  const sum = (of: (record: RequestRecord) => number) =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    ttft: spreadOf(ended.flatMap((record) => ttftOf(record) ?? [])),
    tpot: spreadOf(ended.flatMap((record) => tpotOf(record) ?? [])),
    itl: spreadOfIntervals(run.stamps.intervals),
    endToEnd: spreadOf(ended.map((record) => (record.finishSeconds as number) - record.arrivalSeconds)),
    requests: records.length,
    finished: ended.length,
    unfinished: records.length - ended.length - impossible,
    impossible,
    preemptions: sum((record) => record.preemptions),
    seconds,
    tokensPerSecond: perSecond(sum((record) => record.outputTokens)),
    requestsPerSecond: perSecond(ended.length),
    goodput: perSecond(met),
    attainment: records.length > 0 ? met / records.length : 0,
    utilisation: seconds > 0 ? Math.min(1, run.busySeconds / seconds) : 0,
    fragmentation:
      slotSeconds > 0 ? Math.min(1, Math.max(0, 1 - run.tokenSeconds / slotSeconds)) : Number.NaN,
    hitRate: run.hitTokens > 0 ? run.hitTokens / (run.hitTokens + promptTokensRead) : 0,
    memoryUse: blocks > 0 && run.busySeconds > 0 ? run.blockSeconds / run.busySeconds / blocks : Number.NaN,
  };
}
