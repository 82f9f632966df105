import { describe, expect, it } from 'vitest';
import { linearScale, logScale } from '@/components/charts/scales';

describe('scales', () => {
  it('place values in proportion, also on a falling range', () => {
    expect(linearScale([0, 10], [0, 100])(2.5)).toBe(25);
    expect(linearScale([0, 1], [300, 20])(1)).toBe(20);
    expect(logScale([1, 100], [0, 100])(10)).toBeCloseTo(50, 12);
  });

  it('find the value at a place, and stay within bounds where asked to', () => {
    const free = linearScale([10, 20], [300, 100]);
    const held = linearScale([10, 20], [300, 100], { clamp: true });
    expect([free.invert(250), free(25), free.invert(400)]).toEqual([12.5, 0, 5]);
    expect([held.invert(250), held(25), held(0), held.invert(400)]).toEqual([12.5, 100, 300, 10]);
    expect(logScale([1, 100], [0, 100]).invert(50)).toBeCloseTo(10, 12);
    expect(linearScale([0, 0], [0, 100])(0)).toBe(50);
  });

  it('have round ticks inside the domain', () => {
    expect(linearScale([0, 32], [0, 1]).ticks(8)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(linearScale([0, 0.32], [0, 1]).ticks(4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearScale([0, 85], [0, 1]).ticks(4)).toEqual([0, 20, 40, 60, 80]);
    expect(linearScale([2, 2], [0, 1]).ticks(4)).toEqual([2]);
    expect(logScale([0.8, 110], [0, 1]).ticks(3)).toEqual([1, 10, 100]);
  });
});
