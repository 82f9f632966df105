/**
 * One core's part when all of a processor's cores work at once: each reads memory of its own and multiplies matrices of
 * its own, with the kernels that one core alone ran fastest. What comes of it is added up by the caller.
 */
import { makeMicroProblem } from '../micro/meta';
import { openWasm } from './wasm-kernels';

/** All cores together. */
export interface CoresResult {
  readonly count: number;
  readonly read: { readonly bytes: number; readonly seconds: number };
  readonly fp32: { readonly operations: number; readonly seconds: number };
}

/** What one core got done, and how long it took. */
export interface CoreDone {
  readonly work: number;
  readonly seconds: number;
}

export interface Core {
  /** Reads for about so many seconds. */
  read(seconds: number): CoreDone;
  /** Multiplies matrices for about so many seconds. */
  multiply(seconds: number): CoreDone;
}

const EDGE = 256;

/**
 * @param words to read, a multiple of 16 · @param now seconds
 * Errors: `gpu.feature` {feature} where the engine has no vectors, RangeError for too much memory.
 */
export function openCore(words: number, now: () => number): Core {
  const open = (benchmark: 'read' | 'matmul-f32', size: Readonly<Record<string, number>>) => {
    const { inputs, work } = makeMicroProblem(benchmark, size, 1);
    return { run: openWasm(benchmark, 'v3', inputs, size).run, work };
  };
  const reading = open('read', { words });
  const product = open('matmul-f32', { rows: EDGE, inner: EDGE, columns: EDGE });
  const spend = (run: () => void, each: number, seconds: number): CoreDone => {
    run();
    const start = now();
    let runs = 0;
    do {
      run();
      runs++;
    } while (now() - start < seconds);
    return { work: runs * each, seconds: now() - start };
  };
  return {
    read: (seconds) => spend(reading.run, reading.work.bytes, seconds),
    multiply: (seconds) => spend(product.run, product.work.operations, seconds),
  };
}

/** The parts as a whole: all work over the longest time. Worked: 1 GB in 1 s and 1 GB in 2 s → 2 GB in 2 s. */
export function together(parts: readonly CoreDone[]): CoreDone {
  return {
    work: parts.reduce((sum, { work }) => sum + work, 0),
    seconds: Math.max(...parts.map(({ seconds }) => seconds)),
  };
}
