import { describe, expect, it } from 'vitest';
import type { IterationRecord, RequestRecord, ScheduledItem } from '@/kernels/serving/request';
import { SEGMENT_KINDS, type Timeline, timelineOf } from '@/kernels/serving/timeline/timeline';

const record = (id: number, arrivalSeconds: number, more: Partial<RequestRecord> = {}): RequestRecord => ({
  id,
  arrivalSeconds,
  startSeconds: null,
  firstTokenSeconds: null,
  finishSeconds: null,
  outputTokens: 4,
  preemptions: 0,
  status: 'finished',
  ...more,
});
const item = (request: number, kind: ScheduledItem['kind'], newTokens = 1): ScheduledItem => ({
  request,
  kind,
  newTokens,
  contextTokens: 0,
});
const step = (
  startSeconds: number,
  durationSeconds: number,
  items: ScheduledItem[],
  more: Partial<IterationRecord> = {},
): IterationRecord => ({
  startSeconds,
  durationSeconds,
  items,
  preempted: [],
  waiting: 0,
  usedBlocks: 0,
  ...more,
});

/** The stretches of a row as words: `decode 2-5`. */
function words(timeline: Timeline, row: number): string[] {
  const all: string[] = [];
  for (let at = timeline.offsets[row]; at < timeline.offsets[row + 1]; at++)
    all.push(`${SEGMENT_KINDS[timeline.kinds[at]]} ${timeline.from[at]}-${timeline.to[at]}`);
  return all;
}

describe('the timeline of a run', () => {
  it('joins iterations of one kind, and says what lies between', () => {
    const timeline = timelineOf(
      [record(7, 0, { firstTokenSeconds: 2, finishSeconds: 6 }), record(3, 1, { finishSeconds: 4 })],
      [
        step(1, 1, [item(7, 'prefill', 9)]),
        step(2, 1, [item(7, 'decode')]),
        step(3, 1, [item(3, 'prefill', 5)]),
        step(4, 1, [item(7, 'decode'), item(3, 'decode')]),
        step(5, 1, [item(7, 'decode')]),
      ],
    );
    expect(words(timeline, 0)).toEqual([
      'waiting 0-1',
      'prefill 1-2',
      'decode 2-3',
      'stalled 3-4',
      'decode 4-6',
    ]);
    expect(words(timeline, 1)).toEqual(['waiting 1-3', 'prefill 3-4', 'decode 4-5']);
    expect(timeline.endSeconds).toBe(6);
    expect(Array.from(timeline.ids)).toEqual([7, 3]);
  });

  it('marks a preemption and the wait behind it', () => {
    const timeline = timelineOf(
      [record(0, 0, { finishSeconds: 5, preemptions: 1 })],
      [
        step(0, 1, [item(0, 'prefill')]),
        step(1, 1, [item(0, 'decode')]),
        step(2, 1, [], { preempted: [0] }),
        step(3, 1, [item(0, 'prefill')]),
        step(4, 1, [item(0, 'decode')]),
      ],
    );
    expect(words(timeline, 0)).toEqual([
      'prefill 0-1',
      'decode 1-2',
      'again 2-3',
      'prefill 3-4',
      'decode 4-5',
    ]);
    expect(Array.from(timeline.preemptedAt)).toEqual([2]);
  });

  it('keeps the places of a static batch taken until its last request is done', () => {
    const timeline = timelineOf(
      [
        record(0, 0, { finishSeconds: 2 }),
        record(1, 0, { finishSeconds: 4 }),
        record(2, 0, { finishSeconds: 6 }),
      ],
      [
        step(0, 2, [item(0, 'prefill'), item(1, 'prefill')]),
        step(2, 2, [item(1, 'decode')]),
        step(4, 2, [item(2, 'prefill')]),
      ],
      { wholeBatches: true },
    );
    expect(words(timeline, 0)).toEqual(['prefill 0-2', 'held 2-4']);
    expect(words(timeline, 1)).toEqual(['prefill 0-2', 'decode 2-4']);
    expect(words(timeline, 2)).toEqual(['waiting 0-4', 'prefill 4-6']);
  });

  it('shows the way from one worker to another, and those who are not done', () => {
    const timeline = timelineOf(
      [
        record(0, 0, { status: 'running' }),
        record(1, 1, { status: 'waiting' }),
        record(2, 1, { status: 'impossible' }),
      ],
      [step(0, 1, [item(0, 'prefill')], { worker: 0 }), step(2, 3, [item(0, 'decode')], { worker: 1 })],
    );
    expect(words(timeline, 0)).toEqual(['prefill 0-1', 'moving 1-2', 'decode 2-5']);
    expect(words(timeline, 1)).toEqual(['waiting 1-5']);
    expect(words(timeline, 2)).toEqual([]);
  });
});
