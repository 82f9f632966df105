import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../kernels/numbers/wilson';

describe('the interval of a share', () => {
  it('is that of the tables', () => {
    expect(wilsonInterval(8, 10).low).toBeCloseTo(0.4902, 4);
    expect(wilsonInterval(8, 10).high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(22, 22).low).toBeCloseTo(0.8513, 4);
    expect(wilsonInterval(22, 22).high).toBe(1);
    expect(wilsonInterval(0, 5).low).toBe(0);
  });

  it('holds the share that was seen, and narrows with the trials', () => {
    for (const trials of [1, 5, 22, 100, 10_000]) {
      for (const share of [0, 0.2, 0.5, 1]) {
        const successes = Math.round(share * trials);
        const { low, high } = wilsonInterval(successes, trials);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials - 1e-12);
      }
    }
    const width = (trials: number) => {
      const { low, high } = wilsonInterval(trials / 2, trials);
      return high - low;
    };
    expect(width(22)).toBeGreaterThan(0.35);
    expect(width(10_000)).toBeLessThan(0.02);
  });

  it('refuses counts that cannot be', () => {
    for (const [successes, trials] of [
      [0, 0],
      [3, 2],
      [-1, 2],
    ])
      expect(() => wilsonInterval(successes, trials)).toThrow(/wilson.counts/);
  });
});
