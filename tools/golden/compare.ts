/** Comparing computed values with golden ones. Each function returns null, or where and how they first differ. */
import type { GoldenCase, GoldenTensor, Numbers } from './family-file';

export type Mismatch = string | null;

/** A pass with something to say, such as an error that was measured and is small enough. */
export interface Note {
  readonly note: string;
}

/** What a check computed: an array to be equal to, or one with a tolerance, or one with places that do not count. */
export interface Computed {
  readonly values: ArrayLike<number>;
  /** Largest allowed absolute difference; 0 when not given. */
  readonly tolerance?: number;
  /** Applied to both sides before they are compared. */
  readonly keep?: (value: number, index: number) => number;
}

/** Compares every expected result with the computed one of the same name; one that was not computed is a miss. */
export function compareAll(golden: GoldenCase, computed: Readonly<Record<string, Computed>>): Mismatch {
  for (const [name, expected] of golden.expect) {
    if (!Object.hasOwn(computed, name)) return `${name} is not computed`;
    const mismatch = compareOne(name, expected, computed[name]);
    if (mismatch) return mismatch;
  }
  return null;
}

function compareOne(name: string, expected: GoldenTensor | number, computed: Computed): Mismatch {
  const { values, tolerance = 0, keep = (value: number) => value } = computed;
  const wanted: ArrayLike<number> | Numbers = typeof expected === 'number' ? [expected] : expected.values;
  if (values.length !== wanted.length) return `${name}: ${values.length} values, expected ${wanted.length}`;
  for (let i = 0; i < wanted.length; i++) {
    if (!same(keep(values[i], i), keep(wanted[i], i), tolerance)) {
      return `${name}[${i}] = ${values[i]}, expected ${wanted[i]}`;
    }
  }
  return null;
}

/** −0 equals 0 and NaN equals NaN; otherwise exactly equal, or within the tolerance. */
function same(a: number, b: number, tolerance: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= tolerance;
}
