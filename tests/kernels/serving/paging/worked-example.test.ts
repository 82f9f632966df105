import { describe, expect, it } from 'vitest';
import { freeBlocks } from '@/kernels/serving/kv/block-pool';
import { type Allocator, piecesOf } from '@/kernels/serving/paging/allocator';
import { growAllocator, grownRoom } from '@/kernels/serving/paging/grow';
import { emptyLane, type Lane, stepLane } from '@/kernels/serving/paging/lane';
import { pagedAllocator } from '@/kernels/serving/paging/paged';
import type { PagingSetup } from '@/kernels/serving/paging/params';
import { reserveAllocator } from '@/kernels/serving/paging/reserve';
import type { Request } from '@/kernels/serving/paging/workload';
import type { SimulatorEvent } from '@/kernels/simulator';

const setup = (changes: Partial<PagingSetup> = {}): PagingSetup => ({
  blockTokens: 4,
  arrivalsPerSecond: 1,
  poolTokens: 32,
  maxModelTokens: 16,
  requests: 2,
  promptTokens: 5,
  outputTokens: 3,
  forkShare: 0,
  sharedPromptTokens: 0,
  ...changes,
});
const request = (promptTokens: number, outputTokens: number, secondOutputTokens = 0): Request => ({
  arrivalSeconds: 0,
  promptTokens,
  outputTokens,
  secondOutputTokens,
});

/** Steps a lane with all requests waiting at the door, and keeps what was said. */
function runner<M>(allocator: Allocator<M>, at: PagingSetup, requests: Request[]) {
  const events: SimulatorEvent[] = [];
  let lane = emptyLane(allocator.create(at));
  return {
    events,
    step(): Lane<M> {
      const emit = (event: SimulatorEvent) => events.push(event);
      lane = stepLane(allocator, lane, { setup: at, requests, arrived: requests.length, emit });
      return lane;
    },
  };
}
const stored = (lane: Lane<unknown>) =>
  lane.running.map((sequence) => [sequence.id, sequence.stored, sequence.outputs]);

describe('two requests, by hand: 5 prompt + 3 answer tokens, and 3 + 2', () => {
  const requests = [request(5, 3), request(3, 2)];

  it('reserve: 16 tokens each, to the end', () => {
    const { step } = runner(reserveAllocator, setup(), requests);
    let lane = step();
    expect(stored(lane)).toEqual([
      [0, 5, 1],
      [2, 3, 1],
    ]);
    expect(lane.memory.spans).toEqual([
      { owner: 0, start: 0, size: 16 },
      { owner: 2, start: 16, size: 16 },
    ]);
    lane = step();
    // The second has its two answer tokens: the first came out of the prompt. Its last token is never stored.
    expect(stored(lane)).toEqual([[0, 6, 2]]);
    lane = step();
    expect(stored(lane)).toEqual([]);
    expect(lane.finished).toBe(2);
    expect(lane.memory.spans).toEqual([]);
  });

  it('paged: two blocks and one block of four', () => {
    const { step } = runner(pagedAllocator, setup(), requests);
    let lane = step();
    expect(lane.memory.tables).toEqual({ 0: [1, 2], 2: [3] });
    expect(piecesOf(pagedAllocator, lane.memory, setup(), 0, 5)).toEqual([
      { start: 0, size: 4, used: 4, owners: 1, block: 1 },
      { start: 4, size: 4, used: 1, owners: 1, block: 2 },
    ]);
    lane = step();
    expect(lane.memory.tables).toEqual({ 0: [1, 2] });
    expect(freeBlocks(lane.memory.pool)).toEqual([3, 4, 5, 6, 7, 8]);
    lane = step();
    expect(freeBlocks(lane.memory.pool)).toEqual([2, 1, 3, 4, 5, 6, 7, 8]);
  });
});

describe('growth, by hand', () => {
  const at = setup({ poolTokens: 64, maxModelTokens: 32 });

  it('asks for powers of two up to the maximum', () => {
    expect([1, 16, 17, 33, 300].map((tokens) => grownRoom(tokens, setup({ maxModelTokens: 48 })))).toEqual([
      16, 16, 32, 48, 300,
    ]);
  });

  it('moves to a bigger hole when a neighbour is in the way', () => {
    const { step, events } = runner(growAllocator, at, [request(15, 4), request(14, 9)]);
    step();
    expect(step().memory.spans).toEqual([
      { owner: 0, start: 0, size: 16 },
      { owner: 2, start: 16, size: 16 },
    ]);
    // Token 17 of the first: [16, 32) is taken, the hole at 32 has the 32 tokens it asks for.
    const lane = step();
    expect(lane.memory.spans).toEqual([
      { owner: 2, start: 16, size: 16 },
      { owner: 0, start: 32, size: 32 },
    ]);
    expect(events).toContainEqual({ kind: 'move', lane: 'grow', sequence: 0, request: 0, tokens: 16 });
    expect(lane.copiedTokens).toBe(16);
  });

  it('grows in place when there is room behind', () => {
    const { step, events } = runner(growAllocator, at, [request(15, 4)]);
    step();
    step();
    expect(step().memory.spans).toEqual([{ owner: 0, start: 0, size: 32 }]);
    expect(events.some((event) => event.kind === 'move')).toBe(false);
  });

  it('cannot use two holes of 16 for 32: the hole is free and useless', () => {
    const memory = {
      spans: [
        { owner: 0, start: 16, size: 16 },
        { owner: 2, start: 48, size: 16 },
      ],
    };
    expect(growAllocator.unusableHoles(memory, at, 20)).toEqual([
      { start: 0, size: 16 },
      { start: 32, size: 16 },
    ]);
    expect(growAllocator.unusableHoles(memory, at, 16)).toEqual([]);
  });
});

describe('preemption, by hand: four blocks of four for two growing sequences', () => {
  it('throws the last one out, and it starts again from its prompt and answer', () => {
    const { step, events } = runner(pagedAllocator, setup({ poolTokens: 16 }), [
      request(7, 9),
      request(7, 9),
    ]);
    step();
    let lane = step();
    expect(stored(lane)).toEqual([
      [0, 8, 2],
      [2, 8, 2],
    ]);
    // Both need a third block and none is free.
    lane = step();
    expect(events.filter((event) => event.kind === 'preempt')).toEqual([
      { kind: 'preempt', lane: 'paged', sequence: 2, request: 1, tokens: 8 },
    ]);
    expect(stored(lane)).toEqual([[0, 9, 3]]);
    expect(lane.returned.map((sequence) => [sequence.id, sequence.stored, sequence.outputs])).toEqual([
      [2, 0, 2],
    ]);
    // One block is free now; prompt and answer so far need three.
    for (let count = 0; count < 6; count++) lane = step();
    expect(lane.finished).toBe(1);
    expect(lane.running).toEqual([]);
    lane = step();
    expect(stored(lane)).toEqual([[2, 9, 3]]);
  });
});

describe('fork, by hand: a prompt of six answered twice', () => {
  it('pages: shares both blocks, the first writer copies the half-full one', () => {
    const { step, events } = runner(pagedAllocator, setup(), [request(6, 4, 3)]);
    let lane = step();
    expect(lane.memory.tables).toEqual({ 0: [1, 2], 1: [1, 2] });
    expect(pagedAllocator.sharedTokens(lane.memory, setup(), () => 6)).toBe(6);
    lane = step();
    expect(lane.memory.tables).toEqual({ 0: [1, 3], 1: [1, 2] });
    expect(events).toContainEqual({ kind: 'copy', lane: 'paged', sequence: 0, request: 0, tokens: 2 });
    expect(pagedAllocator.sharedTokens(lane.memory, setup(), () => 7)).toBe(4);
  });

  it('reserve: the second answer needs a reservation of its own', () => {
    const { step } = runner(reserveAllocator, setup(), [request(6, 4, 3), request(6, 4)]);
    let lane = step();
    // Both reservations are taken before the fork, so the second answer waits at the head of the queue.
    expect(lane.returned.map((sequence) => sequence.id)).toEqual([1]);
    while (lane.finished < 2) lane = step();
    lane = step();
    expect(lane.running.map((sequence) => sequence.id)).toEqual([1]);
  });
});
