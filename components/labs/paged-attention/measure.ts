/** The lab itself, without a page: correctness first, then times. Device, clock and way out are handed in. */
import { createPagedAttention } from '@/kernels/gpu/paged-attention/host';
import { attentionVariants } from '@/kernels/gpu/paged-attention/ids';
import { type AttentionProblem, keyValueBytes, type Layout } from '@/kernels/gpu/paged-attention/problem';
import { attendReference } from '@/kernels/gpu/paged-attention/reference';
import type { ParamValues } from '@/kernels/simulator';
import { largestDifference } from '../runtime/gpu-check';
import type { Pace } from '../runtime/pace';
import { problemKey } from './params';
import { problemOf } from './problem';
import type { AttentionResult, KernelResult, Times } from './types';

export interface MeasureOptions {
  readonly values: ParamValues;
  /** Without a device the reference alone runs, in this thread. */
  readonly device?: GPUDevice;
  readonly adapter?: string;
  readonly pace: Pace;
  readonly onResult: (result: AttentionResult, share: number) => void;
}

const layouts: readonly Layout[] = ['contiguous', 'paged'];
/** Seconds that both layouts of one kernel may be timed for. */
const BUDGET_SECONDS = 1.5;
const MOST_REPEATS = 15;
const FEWEST_REPEATS = 3;
const MOST_RUNS_IN_ONE = 64;
/** One timing takes at least so long, since clocks tick coarsely: a GPU's in steps of 0.1 ms, a queue's with delays. */
const LEAST_SECONDS = { device: 0.004, queue: 0.02, processor: 0 };

/** A coarser answer than this is wrong, and its time of no interest. */
const TOLERANCE = 1e-5;

export async function measureAttention(options: MeasureOptions): Promise<AttentionResult> {
  const { values, device, adapter = '', pace, onResult } = options;
  const problem = problemOf(values);
  const { shape, lengths, paged } = problem;
  const attention = device && createPagedAttention(device, problem);
  const clock = attention ? (attention.hasTimestamps ? 'device' : 'queue') : 'processor';
  const slots = lengths.reduce((sum, length) => sum + Math.ceil(length / shape.blockTokens), 0);
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = keyValueBytes(problem);
  let result: AttentionResult = {
    key: problemKey(values),
    adapter,
    clock,
    lengths: [...lengths],
    keyValueBytes: bytes,
    tableBytes: paged.places.byteLength,
    spareBytes: (bytes / tokens) * (slots * shape.blockTokens - tokens),
    kernels: [],
  };
  const add = (kernel: KernelResult) => {
    result = { ...result, kernels: [...result.kernels, kernel] };
    onResult(result, result.kernels.length / (attention ? attentionVariants.length + 1 : 1));
  };
  try {
    await pace.breathe();
    const reference = await measureReference(problem, pace);
    add(reference.kernel);
    for (const id of attention ? attentionVariants : []) {
      await pace.breathe();
      add(await measureVariant(id, reference.answer));
    }
  } finally {
    attention?.destroy();
  }
  return result;

  async function measureVariant(id: (typeof attentionVariants)[number], expected: Float32Array) {
    const ready = attention as NonNullable<typeof attention>;
    let answers: Float32Array[];
    try {
      answers = [await ready.run(id, 'contiguous'), await ready.run(id, 'paged')];
    } catch (error) {
      const { id: reason, data } = error as { id?: string; data?: { limit?: string } };
      if (reason === 'gpu.limit') return { kernel: id, tooLarge: data?.limit ?? '' };
      throw error;
    }
    const difference = largestDifference(answers[1], answers[0]);
    const fromReference = largestDifference(answers[1], expected);
    const right = difference <= TOLERANCE && fromReference <= TOLERANCE;
    if (!right) return { kernel: id, difference, fromReference };
    const inOne = { contiguous: 1, paged: 1 };
    for (const layout of layouts) {
      // Warm-up, and a first idea of how many runs make a timing long enough to trust.
      await ready.time(id, layout, 1, pace.now);
      const once = await ready.time(id, layout, 1, pace.now);
      inOne[layout] = Math.min(MOST_RUNS_IN_ONE, Math.ceil(LEAST_SECONDS[clock] / Math.max(once, 1e-6)));
    }
    const times = await takeTurns(
      (layout) => ready.time(id, layout, inOne[layout], pace.now).then((all) => all / inOne[layout]),
      pace,
    );
    return { kernel: id, ...times, difference, fromReference };
  }
}

async function measureReference(problem: AttentionProblem, pace: Pace) {
  const answers: Partial<Record<Layout, Float32Array>> = {};
  const times = await takeTurns(async (layout) => {
    const start = pace.now();
    answers[layout] = attendReference(problem, layout);
    return pace.now() - start;
  }, pace);
  const { contiguous = new Float32Array(0), paged = new Float32Array(0) } = answers;
  const difference = largestDifference(paged, contiguous);
  const kernel: KernelResult = { kernel: 'cpu', ...times, difference, fromReference: 0 };
  return { kernel, answer: contiguous };
}

/** Both layouts by turns, so that whatever else the machine does meets both alike. The first round only warms up. */
async function takeTurns(once: (layout: Layout) => Promise<number>, pace: Pace) {
  const taken: Record<Layout, number[]> = { contiguous: [], paged: [] };
  const start = pace.now();
  for (let round = 0; round <= MOST_REPEATS; round++) {
    if (round > FEWEST_REPEATS && pace.now() - start > BUDGET_SECONDS) break;
    for (const layout of layouts) {
      await pace.breathe();
      const seconds = await once(layout);
      if (round > 0) taken[layout].push(seconds);
    }
  }
  return { contiguous: summary(taken.contiguous), paged: summary(taken.paged) };
}

/** Median and quartiles. Worked: 1, 2, 3, 4, 5 → 3, between 2 and 4. */
export function summary(values: readonly number[]): Times {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.ceil(place);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), repeats: sorted.length };
}
