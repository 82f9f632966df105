/** All cores of the processor at once, each in a worker of its own. Called from the lab's worker. */
import * as Comlink from 'comlink';
import { type CoresResult, together } from '@/kernels/gpu/machine/core';
import { cacheGuess } from '@/kernels/gpu/machine/processor';
import type { CoreWorker } from './core.worker';

/** More workers than this take memory and hardly add bandwidth. */
const MOST_CORES = 16;
const SECONDS = 0.6;
/** Starting, filling the memory and both rounds; whoever needs longer is left out. */
export const CORES_SECONDS = 4;
const LEAST_WORDS = 2 ** 22;

/** Undefined where there is one core, where workers cannot be had, or where it takes too long. */
export async function measureCores(
  logicalProcessors: number,
  signal: AbortSignal,
): Promise<CoresResult | undefined> {
  const count = Math.min(MOST_CORES, logicalProcessors);
  if (!(count > 1)) return undefined;
  const words = Math.max(LEAST_WORDS, Math.ceil((8 * cacheGuess(logicalProcessors)) / 4 / count / 16) * 16);
  const threads: Worker[] = [];
  let end: () => void = () => {};
  const ended = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined);
  });
  const timer = setTimeout(end, CORES_SECONDS * 1000);
  signal.addEventListener('abort', end);
  const work = async (): Promise<CoresResult> => {
    const cores = Array.from({ length: count }, () => {
      const thread = new Worker(new URL('./core.worker.ts', import.meta.url), { type: 'module' });
      thread.addEventListener('error', end);
      threads.push(thread);
      return Comlink.wrap<CoreWorker>(thread);
    });
    await Promise.all(cores.map((core) => core.open(words)));
    const read = together(await Promise.all(cores.map((core) => core.read(SECONDS))));
    const fp32 = together(await Promise.all(cores.map((core) => core.multiply(SECONDS))));
    return {
      count,
      read: { bytes: read.work, seconds: read.seconds },
      fp32: { operations: fp32.work, seconds: fp32.seconds },
    };
  };
  try {
    return await Promise.race([work().catch(() => undefined), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    for (const thread of threads) thread.terminate();
  }
}
