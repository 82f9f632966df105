/**
 * One run of the simulator as a scrubber needs it: any step at once, forwards and backwards, with the memory shares
 * of every step seen so far. Keeps whole states (they share structure) at a stride that doubles as the run grows, and
 * recomputes the few steps between.
 */
import { ALLOCATOR_IDS } from '@/kernels/serving/paging/allocator';
import { memoryParts } from '@/kernels/serving/paging/metrics';
import {
  allocatorOf,
  isDone,
  laneOf,
  type PagingState,
  pagingSimulator,
} from '@/kernels/serving/paging/simulator';
import type { ParamValues, SimulatorEvent } from '@/kernels/simulator';
import type { HeadStart } from './head-start';

/** Used, internal and external share of the pool, three lanes, for each step. */
export const SERIES_WIDTH = 9;
const MAX_KEPT = 128;
/** Kinds worth stopping at; tokens and copies happen all the time. */
const NOTABLE = new Set(['arrive', 'admit', 'preempt', 'finish', 'fork', 'move']);

export interface Run {
  readonly state: PagingState;
  /** The earliest step it can show: 0, or where its head start was. */
  readonly firstStep: number;
  /** The furthest step computed so far. */
  readonly horizon: number;
  /** The last step of the run, once it is known. */
  readonly lastStep: number | undefined;
  /** Row `step` holds SERIES_WIDTH shares; rows from the first step to the horizon are filled. */
  readonly series: Float32Array;
  /** Goes towards `step` for at most `budgetMs`; true once there (or at the run's end). */
  seek(step: number, budgetMs?: number): boolean;
  /** Steps until something happens to a request; returns what. */
  nextEvent(): SimulatorEvent | undefined;
}

/** @param head a later state to begin at, so that it need not be computed; nothing before it can be shown. */
export function createRun(
  params: ParamValues,
  seed: number,
  clock: () => number = () => performance.now(),
  head?: HeadStart,
): Run {
  let state: PagingState = { ...pagingSimulator.init(params, seed), ...head };
  const firstStep = state.stepCount;
  let series = new Float32Array(SERIES_WIDTH * 1024);
  let horizon = firstStep;
  let lastStep: number | undefined;
  let stride = 8;
  let kept: PagingState[] = [state];

  const record = () => {
    horizon = state.stepCount;
    if (series.length < (horizon + 1) * SERIES_WIDTH) {
      const longer = new Float32Array(series.length * 2);
      longer.set(series);
      series = longer;
    }
    const pool = state.setup.poolTokens;
    let at = horizon * SERIES_WIDTH;
    for (const id of ALLOCATOR_IDS) {
      const parts = memoryParts(allocatorOf(id), laneOf(state, id), state);
      series[at++] = parts.usedTokens / pool;
      series[at++] = parts.internalTokens / pool;
      series[at++] = parts.externalTokens / pool;
    }
    if ((horizon - firstStep) % stride === 0) kept.push(state);
    if (kept.length > MAX_KEPT) {
      kept = kept.filter((_, index) => index % 2 === 0);
      stride *= 2;
    }
    if (isDone(state)) lastStep = horizon;
  };
  const forward = (): SimulatorEvent[] => {
    const next = pagingSimulator.step(state);
    if (next.state === state) {
      lastStep = state.stepCount;
      return [];
    }
    state = next.state;
    if (state.stepCount > horizon) record();
    return next.events;
  };

  return {
    get state() {
      return state;
    },
    firstStep,
    get horizon() {
      return horizon;
    },
    get lastStep() {
      return lastStep;
    },
    get series() {
      return series;
    },
    seek(step, budgetMs = Number.POSITIVE_INFINITY) {
      const wanted = Math.max(firstStep, Math.min(Math.round(step), lastStep ?? Number.POSITIVE_INFINITY));
      const nearest = kept[Math.min(kept.length - 1, Math.floor((wanted - firstStep) / stride))];
      if (wanted < state.stepCount || nearest.stepCount > state.stepCount) state = nearest;
      const end = clock() + budgetMs;
      while (state.stepCount < wanted) {
        const before = state;
        forward();
        if (state === before) return true;
        if (state.stepCount % 16 === 0 && clock() > end) return state.stepCount >= wanted;
      }
      return true;
    },
    nextEvent() {
      for (;;) {
        const before = state;
        const notable = forward().find((event) => NOTABLE.has(event.kind));
        if (notable || state === before) return notable;
      }
    },
  };
}
