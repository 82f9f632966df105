/** A step with every decision in it, under the names of the recorded traces, to compare and to look at. */

import { type BlockKey, hashBlocks } from '../../kv/block-hash';
import { freeBlocks } from '../../kv/block-pool';
import { sharedByAll } from '../../kv/kv-cache';
import type { RequestState } from './request';
import type { SchedulerState } from './state';

type Id = string | number;

export interface StepRecord {
  step: number;
  /** Whether a cache reset asked for at this step was carried out. */
  reset_ok?: boolean;
  /** [id, tokens, computed before] in batch order. */
  sched: [Id, number, number][];
  new: Id[];
  resumed: Id[];
  preempted: Id[];
  /** Every request for room: [id, tokens, tokens found, new blocks or null when refused]. */
  alloc: [Id, number, number, number[] | null][];
  /** Blocks that lost their content, in order. */
  evict: number[];
  /** Blocks of every running request after scheduling. */
  tables: Record<Id, number[]>;
  /** Drafts scheduled, where there are any. */
  spec?: Record<Id, number>;
  common_prefix_blocks: number;
  finished: Id[];
  running: Id[];
  waiting: Id[];
  /** The free queue, front first; only the first 64 of a pool of more than 256 blocks. */
  free: number[];
  num_free: number;
  hashed: number[];
  hash_keys: number;
}

export function createStepRecord(step: number): StepRecord {
  return {
    step,
    sched: [],
    new: [],
    resumed: [],
    preempted: [],
    alloc: [],
    evict: [],
    tables: {},
    common_prefix_blocks: 0,
    finished: [],
    running: [],
    waiting: [],
    free: [],
    num_free: 0,
    hashed: [],
    hash_keys: 0,
  };
}

/** Writes down what was scheduled, before the model's result. */
export function recordScheduled(state: SchedulerState, record: StepRecord): void {
  const { step, requests, running, kv } = state;
  const { request, tokens, context, drafts } = step.batch;
  const idOf = (index: number) => requests[index].id;
  record.sched = request.map((index, i) => [idOf(index), tokens[i], context[i]]);
  record.new = step.admitted.map(idOf);
  record.resumed = step.resumed.map(idOf);
  record.preempted = step.preempted.map(idOf);
  for (const event of step.events ?? []) if (event.kind === 'evict') record.evict.push(event.block);
  for (const { id, table } of running) record.tables[id] = table.slice();
  const spec = Object.fromEntries(
    request.flatMap((index, i) => (drafts[i] > 0 ? [[idOf(index), drafts[i]]] : [])),
  );
  if (Object.keys(spec).length > 0) record.spec = spec;
  // The main of 2026 does not look for shared blocks without a prefix cache; v0.9.2 did.
  if ((kv.caching || state.settings.version === 'v0.9.2') && running.length > 0) {
    record.common_prefix_blocks = sharedByAll(kv, running[0].table, running.length);
  }
}

/** Writes down what is left after the model's result. */
export function recordCompleted(state: SchedulerState, record: StepRecord): void {
  const { step, requests, running, waiting, kv } = state;
  record.finished = step.finished.map((index) => requests[index].id);
  record.running = running.map(({ id }) => id);
  record.waiting = waiting.list().map(({ id }) => id);
  const free = freeBlocks(kv.pool);
  record.free = kv.pool.size > 256 ? free.slice(0, 64) : free;
  record.num_free = free.length;
  kv.pool.hashes.forEach((key, block) => {
    if (key !== null) record.hashed.push(block);
  });
  record.hash_keys = kv.byKey.size;
}

/** The tokens a request has said so far. */
export function outputTokens(request: RequestState): number[] {
  return Array.from({ length: request.produced }, (_, i) => request.token(request.promptTokens + i));
}

/** vLLM's names of all blocks that the request's tokens fill. */
export function requestHashes(request: RequestState, blockTokens: number): BlockKey[] {
  const tokens = Array.from({ length: request.length }, (_, i) => request.token(i));
  return hashBlocks(tokens, blockTokens, request.salt);
}
