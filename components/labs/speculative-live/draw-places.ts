/** The distribution test over all places: drawn with and without speculation, in slices a page does not feel. */
import { chiSquarePValue } from '@/kernels/numbers/chi-square';
import { acceptanceRate } from '@/kernels/speculative/acceptance';
import {
  type CorrectionRule,
  type DistributionTest,
  drawPlain,
  testDistribution,
} from '@/kernels/speculative/distribution-test';
import type { PrefixRow } from './types';

export interface DrawSettings {
  /** At each place. */
  readonly draws: number;
  readonly seed: number;
  readonly rule: CorrectionRule;
}

export interface DrawnPlace {
  readonly place: PrefixRow;
  readonly overlap: number | null;
  readonly plain: DistributionTest;
  readonly speculated: DistributionTest;
}

export interface Sum {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface DrawnTest extends DrawSettings {
  readonly places: readonly DrawnPlace[];
  readonly plain: Sum;
  readonly speculated: Sum;
}

/** A p-value below this is called caught. */
export const SUSPICIOUS = 0.01;

export async function drawPlaces(
  places: readonly PrefixRow[],
  { draws, seed, rule }: DrawSettings,
  rest: () => Promise<void> = async () => {},
): Promise<DrawnTest> {
  const drawn: DrawnPlace[] = [];
  for (const [index, place] of places.entries()) {
    const { target, draft } = place;
    await rest();
    const own = seed * 64 + index * 4;
    const plain = drawPlain(target, draws, own);
    await rest();
    // Where there is no guess the target is sampled alone, which is what a draft equal to it does.
    const query = { target, draft: draft ?? target, draws, seed: own + 1, rule };
    drawn.push({
      place,
      overlap: draft && acceptanceRate(target, draft),
      plain,
      speculated: testDistribution(query),
    });
  }
  const sum = (side: 'plain' | 'speculated'): Sum => {
    const tests = drawn.map((one) => one[side].test);
    const chiSquare = tests.reduce((total, { statistic }) => total + statistic, 0);
    const degreesOfFreedom = tests.reduce((total, test) => total + test.degreesOfFreedom, 0);
    return { chiSquare, degreesOfFreedom, pValue: chiSquarePValue(chiSquare, degreesOfFreedom) };
  };
  return { draws, seed, rule, places: drawn, plain: sum('plain'), speculated: sum('speculated') };
}

/** How far each cell lies from its expected count, in standard deviations; the small cells as one, as in the test. */
export function deviations(
  counts: ArrayLike<number>,
  target: readonly number[],
  draws: number,
  least = 5,
): number[] {
  const out: number[] = [];
  let count = 0;
  let share = 0;
  const add = (observed: number, p: number) => {
    const spread = Math.sqrt(draws * p * (1 - p));
    if (spread > 0) out.push((observed - draws * p) / spread);
  };
  target.forEach((p, cell) => {
    if (p * draws >= least) add(counts[cell], p);
    else {
      count += counts[cell];
      share += p;
    }
  });
  if (share > 0) add(count, share);
  return out;
}
