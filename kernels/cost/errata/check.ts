/**
 * How a claim of the notes is checked by machine: the figures that its correction prints, each computed, some with
 * what the note says in their place. A claim's verdict must agree with the comparison; a test sees to it.
 * Models nothing itself: the numbers come from the catalogue and from the cost kernels.
 */
import type { CalcUnit } from '../calc';

export interface CheckedFigure {
  /** In the base unit of `unit`. */
  readonly value: number;
  readonly unit: CalcUnit;
  readonly digits?: number;
  /** What the note says instead, in the same unit. */
  readonly said?: number;
  /** How the note's figure is meant: about this, at least this, at most this. `about` when not given. */
  readonly meant?: 'about' | 'atLeast' | 'atMost';
  /** Relative rounding granted to an `about`: two printed digits by default. */
  readonly within?: number;
}

/** The figures of one claim, by the name that `{computed:name}` uses in its texts. */
export type ClaimCheck = Readonly<Record<string, CheckedFigure>>;

export type ClaimChecks = Readonly<Record<string, () => ClaimCheck>>;

type Options = Omit<CheckedFigure, 'value' | 'unit'>;

/** One figure. Worked: figure(275.9e9, 'bytes', { said: 280e9 }) agrees, since 280 rounds what 275.9 is. */
export function figure(value: number, unit: CalcUnit, options: Options = {}): CheckedFigure {
  return { value, unit, ...options };
}

const TWO_DIGITS = 0.02;

/** Whether the note's figure stands beside the computed one; undefined when the note gives none. */
export function agrees(checked: CheckedFigure): boolean | undefined {
  const { value, said, meant = 'about', within = TWO_DIGITS } = checked;
  if (said === undefined) return undefined;
  if (meant === 'atLeast') return value >= said;
  if (meant === 'atMost') return value <= said;
  return Math.abs(said - value) <= within * Math.abs(value);
}
