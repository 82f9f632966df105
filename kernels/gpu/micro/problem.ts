/**
 * What a microbenchmark works on: seeded numbers, and beside them the plain formula for every place of the answer, in
 * float64 or exact integers. A variant is right when its answer agrees with that formula.
 */
import { BookError, ensure } from '../../errors';
import type { Numbers } from '../runner';
import type { MicroId } from './ids';

/** Extents by name, as the shaders and a report say them: `words`, or `rows`, `inner` and `columns`. */
export type MicroSize = Readonly<Record<string, number>>;

/** What one run has to do at least. */
export interface MicroWork {
  /** Bytes that must be read and written, each once. */
  readonly bytes: number;
  /** Multiplications and additions, each counted as one. 0 where only bytes move. */
  readonly operations: number;
}

export interface MicroProblem {
  readonly benchmark: MicroId;
  readonly size: MicroSize;
  readonly work: MicroWork;
  /** In the order of the bindings. */
  readonly inputs: readonly Numbers[];
  /** Numbers of 4 bytes. */
  readonly answerLength: number;
  readonly answerKind: 'f32' | 'i32' | 'u32';
  /**
   * The right number at a place of the answer, and the sum of the absolute values it is made of: rounding errors are
   * in proportion to that. Where `magnitude` is 0 the answer must be exact.
   */
  expected(index: number): { readonly value: number; readonly magnitude: number };
}

/** Largest error that a right variant may show, in units of `magnitude`. Rounding each product to fp16 gives 2^-11. */
export const toleranceOf = (benchmark: MicroId) => (benchmark === 'matmul-f16' ? 4e-3 : 1e-5);

/**
 * Largest error of an answer that begins at `from`, over at most `most` places spread evenly with both ends: in units of
 * `magnitude`; infinite where an exact number is missed or a number is none.
 * Worked: 1.5 for an expected 1 of magnitude 2 → 0.25.
 */
export function largestError(
  problem: Pick<MicroProblem, 'expected'>,
  answer: ArrayLike<number>,
  from = 0,
  most = Number.POSITIVE_INFINITY,
): number {
  const places = Math.min(most, answer.length);
  let largest = 0;
  for (let i = 0; i < places; i++) {
    const index = places === 1 ? 0 : Math.round((i * (answer.length - 1)) / (places - 1));
    const { value, magnitude } = problem.expected(from + index);
    const apart = Math.abs(answer[index] - value);
    const error = apart === 0 ? 0 : magnitude > 0 ? apart / magnitude : Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return largest;
}

/** The answer of a problem, place by place. For small problems. */
export function microReference(problem: MicroProblem): Float64Array {
  return Float64Array.from({ length: problem.answerLength }, (_, index) => problem.expected(index).value);
}

/** Errors: `micro.bad-size` {field, value} unless every extent is a positive multiple of what is asked. */
export function checkExtents(size: MicroSize, multiples: Readonly<Record<string, number>>): void {
  for (const [field, multiple] of Object.entries(multiples)) {
    const value = size[field];
    if (value === undefined) throw new BookError('micro.bad-size', { field, value: 'none' });
    const whole = Number.isInteger(value) && value > 0 && value % multiple === 0;
    ensure(whole && value < 2 ** 31, 'micro.bad-size', { field, value });
  }
}

/** Uniform 32-bit words, quickly: a linear congruential step, then a mix (the constants of Numerical Recipes and of MurmurHash3). */
export function fillWords(words: Uint32Array, seed: number): Uint32Array {
  let state = seed >>> 0;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    words[i] = mixed ^ (mixed >>> 13);
  }
  return words;
}

/** Uniform fp32 numbers in -1 … 1 of the same generator. */
export function fillUniform(length: number, seed: number): Float32Array {
  const words = fillWords(new Uint32Array(length), seed);
  return Float32Array.from(words, (word) => word / 2 ** 31 - 1);
}
