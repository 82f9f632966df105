/** Requests from a few dials and a seed: when they come, how long they are. Content is in shared-prefix.ts. */
import { ensure } from '../../errors';
import { createRandom } from '../../numbers/random';
import type { ServingRequest } from '../request';
import { type Arrivals, arrivalTimes } from './arrivals';
import { drawLengths, type Lengths } from './lengths';

/** More than this is a mistake, or a table dropped by mistake. */
export const MOST_REQUESTS = 1_000_000;

export interface WorkloadQuery {
  readonly requests: number;
  readonly arrivals: Arrivals;
  readonly lengths: Lengths;
  /** Prompt and answer together at most. */
  readonly longestTokens: number;
}

/**
 * The requests, in order of arrival. Arrivals and lengths have seeds of their own: turning one dial leaves the other's
 * draws as they were.
 */
export function makeWorkload(query: WorkloadQuery, seed: number): ServingRequest[] {
  const { requests, arrivals, lengths, longestTokens } = query;
  ensure(Number.isInteger(requests) && requests >= 1 && requests <= MOST_REQUESTS, 'workload.requests', {
    requests,
    most: MOST_REQUESTS,
  });
  const times = arrivalTimes(arrivals, requests, createRandom(seed));
  const random = createRandom(seed ^ 0x5bd1e995);
  return times.map((arrivalSeconds, id) => ({
    id,
    arrivalSeconds,
    ...drawLengths(lengths, longestTokens, random),
  }));
}
