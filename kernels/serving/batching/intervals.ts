/**
 * Millions of intervals between tokens, in little memory: counted in bins that are a hundredth wide, so that a
 * percentile is right within half a per cent; the mean and the largest are exact.
 */
const BINS_PER_E_FOLD = 100;
/** Shortest interval told apart from zero. */
const SHORTEST_SECONDS = 1e-6;

export interface IntervalCounts {
  /** Bin → count; bin b holds intervals around SHORTEST_SECONDS · e^(b / BINS_PER_E_FOLD). */
  readonly bins: number[];
  count: number;
  sum: number;
  largest: number;
  /** The interval counted last, and its bin: those of a batch are mostly alike, and a logarithm takes time. */
  lastSeconds: number;
  lastBin: number;
}

export const emptyIntervals = (): IntervalCounts => ({
  bins: [],
  count: 0,
  sum: 0,
  largest: 0,
  lastSeconds: 0,
  lastBin: 0,
});

export function noteInterval(counts: IntervalCounts, seconds: number): void {
  if (seconds !== counts.lastSeconds) {
    counts.lastSeconds = seconds;
    counts.lastBin =
      seconds > SHORTEST_SECONDS ? Math.round(Math.log(seconds / SHORTEST_SECONDS) * BINS_PER_E_FOLD) : 0;
  }
  const bin = counts.lastBin;
  while (counts.bins.length <= bin) counts.bins.push(0);
  counts.bins[bin]++;
  counts.count++;
  counts.sum += seconds;
  if (seconds > counts.largest) counts.largest = seconds;
}

/** The interval that a share of all do not exceed. NaN when there are none. */
export function intervalQuantile(counts: IntervalCounts, share: number): number {
  if (counts.count === 0) return Number.NaN;
  const rank = Math.max(1, Math.ceil(share * counts.count));
  let seen = 0;
  for (let bin = 0; bin < counts.bins.length; bin++) {
    seen += counts.bins[bin];
    if (seen >= rank) return Math.min(counts.largest, SHORTEST_SECONDS * Math.exp(bin / BINS_PER_E_FOLD));
  }
  return counts.largest;
}
