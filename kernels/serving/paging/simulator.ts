/**
 * The paging simulator: the same traffic over three caches of the same size, one step of 50 ms at a time.
 * States are never changed: a step returns a new one that shares every part that stayed the same, so keeping a state
 * for a scrubber costs next to nothing.
 */
import { BookError, ensure } from '../../errors';
import type { Description, Simulator, SimulatorEvent, SimulatorState } from '../../simulator';
import { ALLOCATOR_IDS, type Allocator, type AllocatorId } from './allocator';
import type { ContiguousMemory } from './contiguous';
import { growAllocator } from './grow';
import { checkLane } from './invariants';
import { emptyLane, type Lane, stepLane } from './lane';
import { type LaneMetrics, laneMetrics } from './metrics';
import { type PagedMemory, pagedAllocator } from './paged';
import { type PagingSetup, pagingParams, pagingPresets, pagingSetup, STEPS_PER_SECOND } from './params';
import { reserveAllocator } from './reserve';
import { makeTraffic, type Request } from './workload';

export interface PagingState extends SimulatorState {
  readonly stepCount: number;
  readonly setup: PagingSetup;
  readonly requests: readonly Request[];
  /** Requests that have arrived. */
  readonly arrived: number;
  readonly lanes: {
    readonly reserve: Lane<ContiguousMemory>;
    readonly grow: Lane<ContiguousMemory>;
    readonly paged: Lane<PagedMemory>;
  };
}

export type PagingMetrics = Readonly<Record<AllocatorId, LaneMetrics>> & { readonly nowSeconds: number };

/** The allocator of a lane. Which memory goes with which is known to the state, not to the compiler. */
export function allocatorOf(id: AllocatorId): Allocator<unknown> {
  const all = { reserve: reserveAllocator, grow: growAllocator, paged: pagedAllocator };
  return all[id] as Allocator<unknown>;
}

export function laneOf(state: PagingState, id: AllocatorId): Lane<unknown> {
  return state.lanes[id];
}

/** Every request has been answered, in all three caches. */
export function isDone(state: PagingState): boolean {
  return ALLOCATOR_IDS.every((id) => {
    const lane = state.lanes[id];
    return lane.nextRequest === state.requests.length && lane.running.length + lane.returned.length === 0;
  });
}

export const pagingSimulator: Simulator<PagingState, PagingMetrics> = {
  id: 'paging',
  params: pagingParams,
  presets: pagingPresets,

  init(params, seed) {
    const setup = pagingSetup(params);
    ensure(Number.isInteger(seed) && seed >= 0, 'serving.seed', { seed });
    return {
      nowSeconds: 0,
      stepCount: 0,
      setup,
      requests: makeTraffic(setup, seed),
      arrived: 0,
      lanes: {
        reserve: emptyLane(reserveAllocator.create(setup)),
        grow: emptyLane(growAllocator.create(setup)),
        paged: emptyLane(pagedAllocator.create(setup)),
      },
    };
  },

  step(state) {
    if (isDone(state)) return { state, events: [] };
    const events: SimulatorEvent[] = [];
    const { setup, requests, lanes } = state;
    const stepCount = state.stepCount + 1;
    // Divided, not summed: twenty steps make exactly one second.
    const nowSeconds = stepCount / STEPS_PER_SECOND;
    let { arrived } = state;
    while (arrived < requests.length && requests[arrived].arrivalSeconds <= nowSeconds) {
      events.push({ kind: 'arrive', request: arrived });
      arrived++;
    }
    const world = { setup, requests, arrived, emit: (event: SimulatorEvent) => events.push(event) };
    return {
      state: {
        nowSeconds,
        stepCount,
        setup,
        requests,
        arrived,
        lanes: {
          reserve: stepLane(reserveAllocator, lanes.reserve, world),
          grow: stepLane(growAllocator, lanes.grow, world),
          paged: stepLane(pagedAllocator, lanes.paged, world),
        },
      },
      events,
    };
  },

  metrics(state) {
    const of = (id: AllocatorId) => laneMetrics(allocatorOf(id), laneOf(state, id), state);
    return { nowSeconds: state.nowSeconds, reserve: of('reserve'), grow: of('grow'), paged: of('paged') };
  },

  invariants(state) {
    for (const id of ALLOCATOR_IDS) {
      try {
        checkLane(allocatorOf(id), laneOf(state, id), state);
      } catch (error) {
        if (error instanceof BookError) throw new BookError(error.id, { ...error.data, lane: id });
        throw error;
      }
    }
  },

  describe(state): Description {
    const { reserve, grow, paged } = state.lanes;
    const values = {
      seconds: state.nowSeconds,
      arrived: state.arrived,
      requests: state.requests.length,
      reserve: reserve.running.length,
      grow: grow.running.length,
      paged: paged.running.length,
      waiting: paged.returned.length + state.arrived - paged.nextRequest,
      finished: paged.finished,
    };
    if (state.stepCount === 0) return { messageId: 'empty', values };
    return { messageId: isDone(state) ? 'done' : 'running', values };
  },
};
