/**
 * What a number in the prose is made of: the value, the formula with its terms, and where each term comes from.
 * Types only; the calculations of a chapter live in kernels/cost/calcs/<chapter>.ts.
 */
import type { Setup } from './setup';

/**
 * Base unit of a value. `percent` is a fraction (0.25 prints as 25 %), `ratio` prints as 3.2×;
 * `bytes` prints decimal (GB = 1e9), `bytesBinary` prints binary (GiB = 2^30), never both on one screen.
 * `money` is in the reader's own currency and prints as a plain number.
 */
export type CalcUnit =
  | 'bytes'
  | 'bytesBinary'
  | 'bits'
  | 'tokens'
  | 'blocks'
  | 'requests'
  | 'percent'
  | 'ratio'
  | 'seconds'
  | 'flops'
  | 'flopsPerByte'
  | 'count'
  | 'bitsPerWeight'
  | 'bytesPerSecond'
  | 'tokensPerSecond'
  | 'flopsPerSecond'
  | 'parameters'
  | 'watts'
  | 'joules'
  | 'grams'
  | 'money';

/** The three things a token costs; each owns one colour. */
export type CostAxis = 'memory' | 'compute' | 'latency';

export interface CalcTerm {
  /** TeX, as it stands in the formula. */
  readonly symbol: string;
  readonly value: number;
  readonly unit: CalcUnit;
  /** Id of a reference, a model or an accelerator. */
  readonly source?: string;
}

export interface CalcResult {
  readonly value: number;
  readonly unit: CalcUnit;
  readonly axis?: CostAxis;
  /** TeX, symbolic. */
  readonly formula: string;
  readonly terms: readonly CalcTerm[];
  /** Significant digits to print, when the default of three does not fit. */
  readonly digits?: number;
  /** Ids of references. */
  readonly sources?: readonly string[];
}

export type CalcDefinition = (setup: Setup) => CalcResult;
