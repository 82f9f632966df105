/** A scheduler as plain JSON, and back. */
import { ensure } from '../../../errors';
import type { BlockKey } from '../../kv/block-hash';
import { type BlockPool, checkBlockPool, cloneBlockPool } from '../../kv/block-pool';
import { listPrefixMap, readPrefixMap } from '../../kv/prefix-cache';
import { createTimetable, type Departure, type Timetable } from './arrivals';
import type { VllmSettings } from './config';
import { RequestState, type VllmRequest, type VllmStatus } from './request';
import { createState, type SchedulerState } from './state';

interface SavedRequest {
  readonly request: VllmRequest;
  readonly status: VllmStatus;
  readonly length: number;
  readonly computed: number;
  readonly prefilling: boolean;
  readonly drafts: number;
  readonly verifications: number;
  readonly preemptions: number;
  readonly table: readonly number[];
  readonly stored: number;
}

export interface SavedVllmScheduler {
  readonly schema: 'vllm-scheduler/1';
  readonly settings: VllmSettings;
  readonly step: number;
  /** What the last step scheduled and preempted: whether it was idle. */
  readonly idle: boolean;
  readonly pool: BlockPool;
  readonly byKey: readonly (readonly [BlockKey, ...number[]])[];
  readonly requests: readonly SavedRequest[];
  /** Indices, in list order and next one first. */
  readonly running: readonly number[];
  readonly waiting: readonly number[];
  /** Still to come. */
  readonly arrivals: readonly VllmRequest[];
  readonly departures: readonly Departure[];
  readonly resets: readonly number[];
}

const list = (values: ArrayLike<number> | null) => (values === null ? undefined : Array.from(values));

function saveRequest(state: RequestState): SavedRequest {
  const { id, priority, arrivalTime, maxTokens, salt, prompt, promptTokens } = state;
  const request: VllmRequest = {
    id,
    priority,
    arrival_time: arrivalTime,
    max_tokens: maxTokens,
    salt,
    prompt: list(prompt) ?? promptTokens,
    output: list(state.output),
    accept: list(state.accept),
  };
  const { status, length, computed, prefilling, drafts, verifications, preemptions, table, stored } = state;
  return {
    request,
    status,
    length,
    computed,
    prefilling,
    drafts,
    verifications,
    preemptions,
    table: table.slice(),
    stored,
  };
}

/** The state between two steps. What it returns shares nothing with the running scheduler. */
export function saveState(state: SchedulerState, timetable: Timetable): SavedVllmScheduler {
  const { step } = state;
  return {
    schema: 'vllm-scheduler/1',
    settings: state.settings,
    step: step.step,
    idle: step.scheduledTokens === 0 && step.preempted.length === 0,
    pool: cloneBlockPool(state.kv.pool),
    byKey: listPrefixMap(state.kv.byKey),
    requests: state.requests.map(saveRequest),
    running: state.running.map(({ index }) => index),
    waiting: state.waiting.list().map(({ index }) => index),
    arrivals: timetable.arrivals.slice(timetable.arrived).map((request) => ({
      ...request,
      prompt: typeof request.prompt === 'number' ? request.prompt : Array.from(request.prompt),
      output: request.output && Array.from(request.output),
      accept: request.accept && Array.from(request.accept),
    })),
    departures: timetable.departures.slice(timetable.departed),
    resets: timetable.resets.filter((reset) => reset > step.step),
  };
}

/** Throws `serving.savedState` on what is no saved state, or a pool that does not hold together. */
export function readState(saved: SavedVllmScheduler): { state: SchedulerState; timetable: Timetable } {
  ensure(saved?.schema === 'vllm-scheduler/1', 'serving.savedState', { schema: String(saved?.schema) });
  checkBlockPool(saved.pool);
  const state = createState(saved.settings);
  Object.assign(state.kv.pool, cloneBlockPool(saved.pool));
  for (const [key, found] of readPrefixMap(saved.byKey)) state.kv.byKey.set(key, found);
  saved.requests.forEach(({ request, table, ...rest }, index) => {
    state.requests.push(Object.assign(new RequestState(index, request), rest, { table: table.slice() }));
  });
  state.running.push(...saved.running.map((index) => state.requests[index]));
  for (const index of saved.waiting) state.waiting.push(state.requests[index]);
  state.unfinished = saved.running.length + saved.waiting.length;
  state.step.step = saved.step;
  // Only whether it was zero is ever asked.
  state.step.scheduledTokens = saved.idle ? 0 : 1;
  const timetable = createTimetable(saved.arrivals, saved.resets, saved.departures);
  return { state, timetable };
}
