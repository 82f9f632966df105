/**
 * The shapes shared by problem generators, grading and the views of the study part.
 * Types only; no reader's words live here.
 */
import type { CalcUnit } from '../cost/calc';
import type { Random } from '../numbers/random';

/** Numbers of one variant of an exercise. Units are base units (bytes, seconds, fractions). */
export interface GeneratorResult {
  /** Values for the `{name}` placeholders of prompt, hints and solution. Strings are printed as they are. */
  readonly values: Readonly<Record<string, number | string>>;
  /** In the base unit of `unit`: bytes, seconds, a fraction for percent. */
  readonly answer: number;
  readonly unit?: CalcUnit;
  /** Relative; 0 asks for the exact value. Default 0.01. */
  readonly tolerance?: number;
}

/** Draws one variant. The same seed gives the same numbers on every machine. */
export type Generator = (random: Random) => GeneratorResult;

export const DEFAULT_TOLERANCE = 0.01;
/** The seed of the numbers in the static page: what a reader sees without JavaScript, and on paper. */
export const DEFAULT_SEED = 1;
