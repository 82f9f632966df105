/** What calls cost on a device: a few measured points, read off between them. */

export interface Point {
  /** Rows of a step, tokens of a prefill, or bytes of a repacking. */
  readonly amount: number;
  readonly seconds: number;
}

export interface DeviceCosts {
  readonly decode: readonly Point[];
  readonly prefill: readonly Point[];
  readonly repack: readonly Point[];
}

/**
 * Straight lines between the points; before the first and after the last the nearest two go on, but never below 0.
 * Worked: (2, 10 s) and (4, 14 s) give 12 s at 3 and 18 s at 6.
 */
export function readOff(points: readonly Point[], amount: number): number {
  if (points.length === 0) return 0;
  if (points.length === 1) return points[0].seconds;
  const after = points.findIndex((point) => point.amount >= amount);
  const at = after < 0 ? points.length - 1 : Math.max(1, after);
  const [a, b] = [points[at - 1], points[at]];
  const slope = (b.seconds - a.seconds) / (b.amount - a.amount);
  return Math.max(0, a.seconds + slope * (amount - a.amount));
}

export const decodeSeconds = (costs: DeviceCosts, rows: number) => readOff(costs.decode, rows);
export const prefillSeconds = (costs: DeviceCosts, tokens: number) => readOff(costs.prefill, tokens);
export const repackSeconds = (costs: DeviceCosts, bytes: number) => readOff(costs.repack, bytes);

/**
 * How much of a step costs the same whatever the batch: the line through the smallest and the largest batch, at no
 * rows. Worked: 1.0 s for 1 row and 1.7 s for 8 → 0.9 s.
 */
export function fixedShare({ decode }: DeviceCosts): number {
  if (decode.length < 2) return 0;
  const first = decode[0];
  const last = decode[decode.length - 1];
  const perRow = (last.seconds - first.seconds) / (last.amount - first.amount);
  return Math.min(1, Math.max(0, (first.seconds - perRow * first.amount) / first.seconds));
}
