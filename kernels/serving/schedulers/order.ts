/** Order of service among those who run. */
import type { Demand } from './scheduler';

/** By request: its place in the order of arrival; those who came together share one. Requests are in order of arrival. */
export function arrivalRanks(requests: readonly Demand[]): number[] {
  const ranks: number[] = [];
  requests.forEach(({ arrivalSeconds }, at) => {
    const together =
      at > 0 && arrivalSeconds !== undefined && arrivalSeconds === requests[at - 1].arrivalSeconds;
    ranks.push(together ? ranks[at - 1] : at);
  });
  return ranks;
}

/**
 * Sorts requests by arrival, in place; those who came together stay as they stand. Insertion sort: they nearly are
 * sorted already.
 */
export function byArrival(requests: number[], ranks: readonly number[]): number[] {
  for (let at = 1; at < requests.length; at++) {
    const request = requests[at];
    let to = at;
    while (to > 0 && ranks[requests[to - 1]] > ranks[request]) {
      requests[to] = requests[to - 1];
      to--;
    }
    requests[to] = request;
  }
  return requests;
}
