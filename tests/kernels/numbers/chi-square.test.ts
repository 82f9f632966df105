import { describe, expect, it } from 'vitest';
import { chiSquareTest, upperGamma } from '../../../kernels/numbers/chi-square';
import { createRandom } from '../../../kernels/numbers/random';

describe('chi-square', () => {
  it('by hand: 60 and 40 of a fair coin', () => {
    const test = chiSquareTest([60, 40], [0.5, 0.5]);
    expect(test).toMatchObject({ statistic: 4, degreesOfFreedom: 1, cells: 2 });
    expect(test.pValue).toBeCloseTo(0.04550026, 7);
  });

  it('knows the tail: e to the −x, and values from tables', () => {
    for (const x of [0.1, 1, 3, 20]) expect(upperGamma(1, x)).toBeCloseTo(Math.exp(-x), 12);
    // 5 % points of the distribution with 1, 5, 10, 50 and 100 degrees of freedom.
    for (const [degrees, point] of [
      [1, 3.841459],
      [5, 11.070498],
      [10, 18.307038],
      [50, 67.504807],
      [100, 124.342113],
    ]) {
      expect(upperGamma(degrees / 2, point / 2)).toBeCloseTo(0.05, 6);
    }
  });

  it('merges cells that expect fewer than five, and rejects what cannot be', () => {
    expect(chiSquareTest([50, 46, 1, 1, 2], [0.5, 0.46, 0.01, 0.01, 0.02]).cells).toBe(3);
    expect(chiSquareTest([50, 50, 1], [0.5, 0.5, 0]).pValue).toBe(0);
    expect(chiSquareTest([100], [1]).pValue).toBe(1);
  });

  it('gives p values that are spread evenly when the hypothesis holds', () => {
    const random = createRandom(3);
    const small = Array.from({ length: 400 }, () => {
      const counts = [0, 0, 0, 0, 0, 0];
      for (let draw = 0; draw < 600; draw++) counts[random.integer(0, 5)]++;
      return chiSquareTest(counts, new Array(6).fill(1 / 6)).pValue;
    }).filter((p) => p < 0.1);
    expect(small.length).toBeGreaterThan(20);
    expect(small.length).toBeLessThan(62);
  });
});
