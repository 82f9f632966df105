/**
 * What happens in which order: a request is admitted; once as many run as fit for certain, the oldest finishes before
 * the next one is admitted; a turn of a conversation waits for the answer before it. Both caches see the same order, so that they differ in nothing but what they keep.
 */
import { type ContentRequest, sharedPrefixRequests } from '../workload/shared-prefix';
import { storedTokens } from './lane';
import { ANSWER_TOKENS, MOST_RUNNING, type PrefixSetup } from './params';

export interface PlannedEvent {
  readonly kind: 'admit' | 'finish';
  readonly request: number;
}

export interface PrefixPlan {
  readonly requests: readonly ContentRequest[];
  readonly events: readonly PlannedEvent[];
  /** Requests that run at once. */
  readonly concurrency: number;
  /** Requests larger than the whole memory: refused before the run. */
  readonly refused: readonly number[];
}

/** Blocks both caches have. */
export function blocksOf(setup: PrefixSetup): number {
  return Math.floor(setup.poolTokens / setup.blockTokens);
}

export function planOf(setup: PrefixSetup, seed: number): PrefixPlan {
  const { traffic: kind, requests: count, prefixTokens, uniqueTokens } = setup;
  const options = { kind, requests: count, prefixTokens, uniqueTokens, outputTokens: ANSWER_TOKENS };
  return planFor(setup, sharedPrefixRequests(options, seed));
}

/** The plan for given requests: another memory, the same traffic. */
export function planFor(setup: PrefixSetup, requests: readonly ContentRequest[]): PrefixPlan {
  const blocks = blocksOf(setup);
  const needs = requests.map((request) => Math.ceil(storedTokens(request) / setup.blockTokens));
  const refused = requests.filter((_, at) => needs[at] > blocks).map(({ id }) => id);
  const largest = needs.filter((need) => need <= blocks).sort((a, b) => b - a);
  let concurrency = 0;
  for (let room = blocks; concurrency < MOST_RUNNING && largest[concurrency] <= room; concurrency++) {
    room -= largest[concurrency];
  }
  const events: PlannedEvent[] = [];
  const running: number[] = [];
  const finish = (at: number) => events.push({ kind: 'finish', request: running.splice(at, 1)[0] });
  for (const { id, follows = -1 } of requests) {
    if (needs[id] > blocks) continue;
    // Nobody answers before having read.
    if (running.includes(follows)) finish(running.indexOf(follows));
    if (running.length === concurrency) finish(0);
    events.push({ kind: 'admit', request: id });
    running.push(id);
  }
  for (const request of running) events.push({ kind: 'finish', request });
  return { requests, events, concurrency, refused };
}
