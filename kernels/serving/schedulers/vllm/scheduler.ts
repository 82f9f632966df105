/**
 * vLLM's scheduler with its prefix cache, decision for decision: who computes how many tokens in each step, which
 * blocks hold them, who is preempted.
 * Models vLLM main 017e9f44 (2026-08-17) and tag v0.9.2, synchronous scheduling, full attention. Leaves out: images,
 * adapters, connectors, structured output, stop tokens. Time is not in here: a caller who has a cost model stamps
 * what `schedule` and `complete` return.
 */
import { BookError, ensure } from '../../../errors';
import { freeHolder, type KvCache, resetPrefixCache } from '../../kv/kv-cache';
import { advanceComputed, applyModelResult, retire } from './after-step';
import {
  anythingAhead,
  arrivalsAhead,
  arrivalsAt,
  createTimetable,
  departuresAt,
  type Timetable,
} from './arrivals';
import { type VllmConfig, vllmSettings } from './config';
import { impossibleRequest } from './impossible';
import { recordCompleted, recordScheduled } from './record';
import { createRequest, type RequestState, type VllmRequest } from './request';
import { scheduleRunning } from './running-phase';
import { readState, type SavedVllmScheduler, saveState } from './save';
import { createState, openStep, type SchedulerState, type VllmStep } from './state';
import { scheduleWaiting } from './waiting-phase';

export interface VllmScheduler {
  /** Lets a request in; it waits from now on. Returns its index, by which steps speak of it. */
  add(request: VllmRequest): number;
  /** The client leaves. False when the request is not there or has finished. */
  abort(id: string | number): boolean;
  /** Forgets all cached content; false, and nothing done, while any block is in use. */
  resetPrefixCache(): boolean;
  /** Arrivals due, then the decisions of one step. */
  schedule(): VllmStep;
  /** The model's result for the step that was scheduled. */
  complete(): VllmStep;
  /** `schedule` and `complete`. Null once nothing is left to do. */
  step(): VllmStep | null;
  /** Every request has finished and none is to come. */
  isDone(): boolean;
  /** The last step changed nothing, and nothing is to come that could: it will be so for ever. */
  isStuck(): boolean;
  /** Every request so far, by index. */
  readonly requests: readonly RequestState[];
  readonly running: readonly RequestState[];
  /** Requests that wait, next one first. */
  waiting(): RequestState[];
  /** Blocks, free queue and what can be found in them: to look at, not to change. */
  readonly kv: KvCache;
  /** Plain JSON from which `restoreVllmScheduler` goes on. Only between steps. */
  save(): SavedVllmScheduler;
}

/** What a run is made of: the settings and, if it is known beforehand, the traffic. */
export interface VllmRun extends VllmConfig {
  readonly requests?: readonly VllmRequest[];
  /** Steps before which the prefix cache is to be reset. */
  readonly reset_prefix_cache_at?: readonly number[];
}

/**
 * A scheduler at its first step.
 * Worked: 12 blocks of 4 tokens, a prompt of 9 and 3 tokens to say: steps of 9, 1 and 1 tokens, blocks 1, 2 and 3.
 */
export function createVllmScheduler(run: VllmRun): VllmScheduler {
  const timetable = createTimetable(run.requests ?? [], run.reset_prefix_cache_at ?? []);
  return schedulerOver(createState(vllmSettings(run)), timetable);
}

/** Goes on from a saved state as if nothing had been in between. */
export function restoreVllmScheduler(saved: SavedVllmScheduler): VllmScheduler {
  const { state, timetable } = readState(saved);
  return schedulerOver(state, timetable);
}

function schedulerOver(state: SchedulerState, timetable: Timetable): VllmScheduler {
  const byId = new Map(state.requests.map((request) => [request.id, request]));
  let open = false;

  const add = (request: VllmRequest): number => {
    ensure(!byId.has(request.id), 'serving.requestTwice', { id: request.id });
    const created = createRequest(state.requests.length, request);
    byId.set(request.id, created);
    state.requests.push(created);
    if (state.settings.refuse_impossible && impossibleRequest(state.settings, request)) {
      created.status = 'IMPOSSIBLE';
      return created.index;
    }
    state.unfinished++;
    state.waiting.push(created);
    return created.index;
  };

  const abort = (id: string | number): boolean => {
    const request = byId.get(id);
    if (!request) return false;
    const was = request.status;
    if (was !== 'RUNNING' && was !== 'WAITING' && was !== 'PREEMPTED') return false;
    request.status = 'FINISHED_ABORTED';
    if (was === 'RUNNING') state.running.splice(state.running.indexOf(request), 1);
    else state.waiting.leave();
    freeHolder(state.kv, request, 'abort');
    retire(state, request);
    return true;
  };

  const takeTimetable = (step: number): boolean | undefined => {
    for (const request of arrivalsAt(timetable, step)) add(request);
    for (const id of departuresAt(timetable, step)) abort(id);
    return timetable.resets.includes(step) ? resetPrefixCache(state.kv) : undefined;
  };

  const schedule = (): VllmStep => {
    if (open) throw new BookError('serving.stepOpen', { step: state.step.step });
    open = true;
    openStep(state);
    const { step, kv } = state;
    const resetDone = takeTimetable(step.step);
    scheduleRunning(state);
    if (step.preempted.length === 0) scheduleWaiting(state);
    step.usedBlocks = kv.pool.size - kv.pool.firstBlock - kv.pool.freeCount;
    step.waiting = state.waiting.size;
    if (step.record) {
      if (resetDone !== undefined) step.record.reset_ok = resetDone;
      recordScheduled(state, step.record);
    }
    advanceComputed(state);
    return step;
  };

  const complete = (): VllmStep => {
    if (!open) throw new BookError('serving.stepNotOpen', { step: state.step.step });
    open = false;
    applyModelResult(state);
    if (state.step.record) recordCompleted(state, state.step.record);
    return state.step;
  };

  const isDone = () => state.unfinished === 0 && !arrivalsAhead(timetable);

  return {
    add,
    abort,
    resetPrefixCache: () => resetPrefixCache(state.kv),
    schedule,
    complete,
    step() {
      if (isDone()) return null;
      schedule();
      return complete();
    },
    isDone,
    isStuck: () =>
      state.unfinished > 0 &&
      state.step.step >= 0 &&
      state.step.scheduledTokens === 0 &&
      state.step.preempted.length === 0 &&
      !anythingAhead(timetable, state.step.step),
    requests: state.requests,
    get running() {
      return state.running;
    },
    waiting: () => state.waiting.list(),
    kv: state.kv,
    save() {
      if (open) throw new BookError('serving.stepOpen', { step: state.step.step });
      return saveState(state, timetable);
    },
  };
}
