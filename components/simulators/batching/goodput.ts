/** Readings that follow the promises: counted in the page, so that they move with the line that is dragged. */
import { meets, type Slo, tpotOf } from '@/components/charts/timeline/draw';
import type { Timeline } from '@/kernels/serving/timeline/timeline';

export interface Goodput {
  /** Requests per second that kept both promises. */
  readonly perSecond: number;
  /** Their share of all that were sent. */
  readonly share: number;
}

/** Worked: 12 of 16 requests in time within 8 s are 1.5 a second, a share of 0.75. */
export function goodputOf(timeline: Timeline, spanSeconds: number, slo: Slo): Goodput {
  let met = 0;
  const sent = timeline.ids.length;
  for (let row = 0; row < sent; row++) {
    if (Number.isFinite(timeline.finish[row]) && meets(timeline, row, slo)) met++;
  }
  return { perSecond: spanSeconds > 0 ? met / spanSeconds : 0, share: sent > 0 ? met / sent : 0 };
}

/** The times of all requests that have one, ascending: a curve of shares is read off it. */
export function sortedTimes(timeline: Timeline, kind: 'ttft' | 'tpot'): Float64Array {
  const times: number[] = [];
  for (let row = 0; row < timeline.ids.length; row++) {
    if (kind === 'ttft') times.push(timeline.firstToken[row] - timeline.arrival[row]);
    else if (timeline.outputTokens[row] > 1) times.push(tpotOf(timeline, row));
  }
  return Float64Array.from(times.filter(Number.isFinite)).sort();
}

/** Share of `sent` requests whose time is at most `limit`; `times` ascend. */
export function shareWithin(times: Float64Array, limit: number, sent: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return sent > 0 ? low / sent : 0;
}
