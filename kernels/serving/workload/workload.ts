/** Requests from a few dials and a seed: when they come, how long they are, and, where it matters, what they say. */
import { ensure } from '../../errors';
import { createRandom } from '../../numbers/random';
import type { ServingRequest } from '../request';
import { type Arrivals, arrivalTimes } from './arrivals';
import { drawLengths, type Lengths } from './lengths';
import { type SharedPrefixOptions, sharedPrefixRequests } from './shared-prefix';

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

/**
 * Requests with content, on arrival: system prompts, few-shot tasks, chats. A turn of a chat comes when its time has
 * come, whether or not the answer before it has ended; then it finds less in the cache.
 */
export function makeSharedWorkload(
  traffic: SharedPrefixOptions,
  arrivals: Arrivals,
  seed: number,
): ServingRequest[] {
  const { requests } = traffic;
  ensure(Number.isInteger(requests) && requests >= 1 && requests <= MOST_REQUESTS, 'workload.requests', {
    requests,
    most: MOST_REQUESTS,
  });
  const times = arrivalTimes(arrivals, requests, createRandom(seed));
  return sharedPrefixRequests(traffic, seed).map(({ id, prompt, output, group }) => ({
    id,
    arrivalSeconds: times[id],
    promptTokens: prompt.length,
    outputTokens: output.length,
    prompt,
    output,
    group,
  }));
}
