/** What each place of a step's answer must be, in float64 and one weight at a time, from the step's own input. */
import type { DecodeFormat } from '../machine/decode';
import type { ChainStep } from './plan';
import { amplitudeOf, rowOf } from './weights';

export interface Expected {
  readonly value: number;
  /** The sum of the absolute values that it is made of: rounding errors are in proportion to that. */
  readonly magnitude: number;
}

/** The numbers that a step multiplies: its input, or the mean of q, k and v. */
export function stepInput(step: ChainStep, input: ArrayLike<number>): Float64Array {
  if (step.id !== 'o') return Float64Array.from(input);
  const { width } = step;
  return Float64Array.from(
    { length: width },
    (_, i) => (input[i] + input[i + width] + input[i + 2 * width]) / Math.sqrt(3),
  );
}

const silu = (x: number) => x / (1 + Math.exp(-x));

/** @param input as `stepInput` gives it · @param seed of the matrix, as `seedOf` gives it. */
export function expectedAnswer(
  format: DecodeFormat,
  step: ChainStep,
  seed: number,
  input: ArrayLike<number>,
  index: number,
): Expected {
  const amplitude = amplitudeOf(format, step.id, step.width);
  const sum = (row: number): Expected => {
    const weights = rowOf(format, step.width, row, seed);
    let value = 0;
    let magnitude = 0;
    for (let k = 0; k < step.width; k++) {
      value += weights[k] * input[k];
      magnitude += Math.abs(weights[k] * input[k]);
    }
    return { value: value * amplitude, magnitude: magnitude * amplitude };
  };
  if (step.id !== 'gateUp') return sum(index);
  const [gate, up] = [sum(2 * index), sum(2 * index + 1)];
  // |silu'| is at most 1.1.
  const magnitude = 1.1 * gate.magnitude * Math.abs(up.value) + Math.abs(silu(gate.value)) * up.magnitude;
  return { value: silu(gate.value) * up.value, magnitude };
}

/**
 * Largest error that a right chain may show, in units of `magnitude`: sums in fp32, or with x in 16-bit integers, where a
 * number of x is wrong by up to half a 32767th of the largest.
 */
export const chainTolerance = { fp32: 1e-5, integers: 1e-4 } as const;

/** Largest error of a step's answer at `places` spread evenly with both ends; infinite where a number is none. */
export function stepError(
  format: DecodeFormat,
  step: ChainStep,
  seed: number,
  input: ArrayLike<number>,
  answer: ArrayLike<number>,
  places: number,
): number {
  const numbers = stepInput(step, input);
  let largest = 0;
  for (let i = 0; i < places; i++) {
    const index = places === 1 ? 0 : Math.round((i * (step.answers - 1)) / (places - 1));
    const { value, magnitude } = expectedAnswer(format, step, seed, numbers, index);
    const error = Math.abs(answer[index] - value) / magnitude;
    largest = Math.max(largest, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return largest;
}
