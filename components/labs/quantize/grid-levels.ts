/** The values that codes can stand for, from the bounds of a group: what the histogram draws under the weights. */
import type { Grid } from './params';

/** Worked: 2 bits symmetric over [−1, 0.5]: −1, 0, 1. 2 bits affine over [−1, 0.5]: −1, −½, 0, ½. */
export function levelsOf(grid: Pick<Grid, 'bits' | 'scheme'>, range: readonly [number, number]): number[] {
  const [low, high] = [Math.min(0, range[0]), Math.max(0, range[1])];
  if (grid.scheme === 'symmetric') {
    const most = 2 ** (grid.bits - 1) - 1;
    const step = Math.max(-low, high) / most;
    return Array.from({ length: 2 * most + 1 }, (_, i) => (i - most) * step);
  }
  const codes = 2 ** grid.bits;
  const step = (high - low) / (codes - 1);
  const zero = step > 0 ? Math.round(-low / step) : 0;
  return Array.from({ length: codes }, (_, i) => (i - zero) * step);
}

export function stepOf(grid: Pick<Grid, 'bits' | 'scheme'>, range: readonly [number, number]): number {
  const levels = levelsOf(grid, range);
  return levels[1] - levels[0];
}
