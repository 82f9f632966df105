/** Measures what a device's calls cost: steps by batch, prompts by tokens, repackings by bytes. */
import type { BatchSession } from '../runtime/batch-session';
import type { Pace } from '../runtime/pace';
import { tries } from '../runtime/tries';
import type { DeviceCosts, Point } from './costs';

const WARM_UP_SECONDS = 0.3;
/** Context of the steps that are timed, about that of the lab's requests. */
const CONTEXT_TOKENS = 24;

export async function calibrate(
  session: BatchSession,
  largestBatch: number,
  pace: Pace,
  onShare: (share: number) => void,
): Promise<DeviceCosts> {
  const batches = [1, 2, 4, 8, 16].filter((size) => size <= largestBatch);
  const decode: Point[] = [];
  const prefill: Point[] = [];
  const repack: Point[] = [];
  const rows = (count: number, tokens: number) =>
    Array.from({ length: count }, (_, id) => ({
      id,
      tokens: Array.from({ length: tokens }, (_, place) => 5 + place),
    }));
  await warmUp();
  for (const tokens of [4, CONTEXT_TOKENS]) {
    const seconds = await tries(pace, async () => {
      const start = pace.now();
      const { cohort } = await session.prefill(rows(1, tokens));
      const taken = pace.now() - start;
      cohort.release();
      return taken;
    });
    prefill.push({ amount: tokens, seconds });
  }
  onShare(0.2);
  for (const [index, size] of batches.entries()) {
    const start = pace.now();
    const made = await session.prefill(rows(size, CONTEXT_TOKENS));
    if (size > 1) prefill.push({ amount: size * CONTEXT_TOKENS, seconds: pace.now() - start });
    let { cohort } = made;
    const tokens = new Array<number>(size).fill(7);
    try {
      const seconds = await tries(pace, async () => {
        const before = pace.now();
        await cohort.step(tokens);
        return pace.now() - before;
      });
      decode.push({ amount: size, seconds });
      let amount = 0;
      const moved = await tries(pace, async () => {
        const packed = await session.repack([cohort], cohort.ids);
        if (packed.cohort) cohort = packed.cohort;
        amount = packed.bytes;
        return packed.seconds;
      });
      repack.push({ amount, seconds: moved });
    } finally {
      // A reader who cancels must not leave a cache behind.
      cohort.release();
    }
    onShare(0.2 + (0.8 * (index + 1)) / batches.length);
  }
  return { decode, prefill, repack };

  /** A runtime's first calls are slow: code is still being compiled for speed. */
  async function warmUp() {
    const { cohort } = await session.prefill(rows(largestBatch, CONTEXT_TOKENS));
    const tokens = new Array<number>(largestBatch).fill(7);
    const start = pace.now();
    try {
      do {
        await pace.breathe();
        await cohort.step(tokens);
      } while (pace.now() - start < WARM_UP_SECONDS && cohort.columns < 2 * CONTEXT_TOKENS);
    } finally {
      cohort.release();
    }
  }
}
