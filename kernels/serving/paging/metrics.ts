/** The numbers of one cache: where its memory went, and how its queue stands. */
import type { Allocator, Hole } from './allocator';
import { headOfQueue, type Lane, lengthOf } from './lane';
import { BYTES_PER_TOKEN } from './params';
import type { PagingState } from './simulator';

export interface LaneMetrics {
  /** Bytes holding tokens over bytes handed out; 0 when nothing is handed out. */
  readonly usedShare: number;
  readonly heldBytes: number;
  readonly usedBytes: number;
  /** Internal fragmentation: handed out, and empty. */
  readonly internalBytes: number;
  /** External fragmentation: free, in holes too small for the request at the head of the queue. */
  readonly externalBytes: number;
  readonly poolBytes: number;
  /** What sharing saves: bytes that forks would have stored a second time. */
  readonly sharedBytes: number;
  readonly copiedBytes: number;
  readonly running: number;
  readonly waiting: number;
  /** Answers finished. A forked request gives two. */
  readonly finished: number;
  readonly preemptions: number;
}

/** The share of four parts of the pool, in tokens; they add up to `poolTokens`. */
export interface MemoryParts {
  readonly usedTokens: number;
  readonly internalTokens: number;
  readonly externalTokens: number;
  readonly freeTokens: number;
  readonly sharedTokens: number;
}

/** External fragmentation: free stretches that the request at the head of the queue cannot use. None when nobody waits. */
export function unusableHoles<M>(allocator: Allocator<M>, lane: Lane<M>, state: PagingState): Hole[] {
  const head = headOfQueue(lane, state.requests, state.arrived);
  return head ? allocator.unusableHoles(lane.memory, state.setup, lengthOf(head)) : [];
}

/** Where the pool's tokens are. Tokens that two sequences share are counted once, where they are stored. */
export function memoryParts<M>(allocator: Allocator<M>, lane: Lane<M>, state: PagingState): MemoryParts {
  const { setup } = state;
  let logical = 0;
  for (const sequence of lane.running) logical += sequence.stored;
  const sharedTokens =
    lane.forks > 0
      ? allocator.sharedTokens(
          lane.memory,
          setup,
          (owner) => lane.running.find((sequence) => sequence.id === owner)?.stored ?? 0,
        )
      : 0;
  const usedTokens = logical - sharedTokens;
  const held = allocator.heldTokens(lane.memory, setup);
  const externalTokens = unusableHoles(allocator, lane, state).reduce((sum, hole) => sum + hole.size, 0);
  return {
    usedTokens,
    internalTokens: held - usedTokens,
    externalTokens,
    freeTokens: setup.poolTokens - held - externalTokens,
    sharedTokens,
  };
}

export function laneMetrics<M>(allocator: Allocator<M>, lane: Lane<M>, state: PagingState): LaneMetrics {
  const parts = memoryParts(allocator, lane, state);
  const held = parts.usedTokens + parts.internalTokens;
  return {
    usedShare: held > 0 ? parts.usedTokens / held : 0,
    heldBytes: held * BYTES_PER_TOKEN,
    usedBytes: parts.usedTokens * BYTES_PER_TOKEN,
    internalBytes: parts.internalTokens * BYTES_PER_TOKEN,
    externalBytes: parts.externalTokens * BYTES_PER_TOKEN,
    poolBytes: state.setup.poolTokens * BYTES_PER_TOKEN,
    sharedBytes: parts.sharedTokens * BYTES_PER_TOKEN,
    copiedBytes: lane.copiedTokens * BYTES_PER_TOKEN,
    running: lane.running.length,
    waiting: lane.returned.length + state.arrived - lane.nextRequest,
    finished: lane.finished,
    preemptions: lane.preemptions,
  };
}
