/** A run of the lab as the timeline that the book's other figures draw. */
import type { IterationRecord } from '@/kernels/serving/request';
import { type Timeline, timelineOf } from '@/kernels/serving/timeline/timeline';
import type { PolicyRun } from './drive';

/** A lane is about so many pixels wide: shorter pauses are not seen. */
const PIXELS = 900;

/**
 * Within a step, rows that run are decoded first, then prompts are read, then the cache is repacked: the timeline gets
 * the first two as iterations of their own, so that a row is seen to stand still while another's prompt is read.
 */
export function laneTimeline({ policy, iterations, requests, totalSeconds }: PolicyRun): Timeline {
  const record = (
    startSeconds: number,
    durationSeconds: number,
    ids: readonly number[],
    kind: 'prefill' | 'decode',
  ): IterationRecord => ({
    startSeconds,
    durationSeconds,
    items: ids.map((request) => ({ request, newTokens: 1, contextTokens: 0, kind })),
    preempted: [],
    waiting: 0,
    usedBlocks: 0,
  });
  const records = iterations.flatMap(({ startSeconds, decodeSeconds, prefillSeconds, decode, prefill }) => [
    record(startSeconds, decodeSeconds, decode, 'decode'),
    record(startSeconds + decodeSeconds, prefillSeconds, prefill, 'prefill'),
  ]);
  return timelineOf(
    requests.map((request) => ({ ...request, preemptions: 0, status: 'finished' })),
    records.filter(({ items }) => items.length > 0),
    { wholeBatches: policy === 'static', resolutionSeconds: totalSeconds / PIXELS },
  );
}
