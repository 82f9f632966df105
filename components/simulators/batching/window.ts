/** The stretch of time on show. */
import type { TimeWindow } from '@/components/charts/timeline/layout';
import type { PolicyId } from './policies';
import type { PolicyResults } from './types';

/** Pixels that the rows of a policy may take when two are on show. */
export const LANE_HEIGHT = 252;

/** When the last of the policies on show is done. */
export function endOf(results: PolicyResults, shown: readonly PolicyId[]): number {
  return Math.max(1e-3, ...shown.map((policy) => results[policy].timeline.endSeconds));
}

/** The whole run, or a part of it around a moment. Worked: zoom 4 of 8 s around second 1 is 0 to 2. */
export function windowOf(
  results: PolicyResults,
  shown: readonly PolicyId[],
  zoom: number,
  centreSeconds: number,
): TimeWindow {
  const end = endOf(results, shown);
  const length = end / zoom;
  const fromSeconds = Math.max(0, Math.min(end - length, centreSeconds - length / 2));
  return { fromSeconds, toSeconds: fromSeconds + length };
}
