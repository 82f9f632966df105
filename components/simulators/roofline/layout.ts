/** Where things stand in the drawing: two logarithmic scales, the roof above, the rails below. */
import { scaleLog } from 'd3-scale';
import type { PointId, RooflineResult } from '@/kernels/cost/roofline/compute';

/** A logarithmic scale whose places are rounded: logarithms differ in their last bits from machine to machine. */
export interface LogScale {
  (value: number): number;
  readonly from: number;
  readonly to: number;
  readonly powersOfTen: readonly number[];
  invert(place: number): number;
}

function logScale(domain: readonly [number, number], range: readonly [number, number]): LogScale {
  const scale = scaleLog().domain(domain).range(range);
  const powersOfTen = scale.ticks().filter((value) => Math.abs(Math.log10(value) % 1) < 1e-9);
  return Object.assign((value: number) => Math.round(scale(value) * 10) / 10, {
    from: domain[0],
    to: domain[1],
    powersOfTen,
    invert: (place: number) => scale.invert(place),
  });
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Foot of the roof's own axis. */
  readonly floor: number;
  readonly x: LogScale;
  readonly y: LogScale;
  /** Heights of the rails. */
  readonly rails: Readonly<Record<PointId, number>>;
}

export const pointIds: readonly PointId[] = ['weights', 'step', 'attention', 'prefill'];

/** Room for the axis of intensity under the rails. */
export const AXIS_ROOM = 44;

const LEAST_INTENSITY = 0.5;
const MOST_INTENSITY = 16_384;
const RAIL = 44;

export function layoutOf(result: RooflineResult, width: number): Layout {
  const narrow = width < 500;
  const [left, right, top, floor] = [narrow ? 48 : 52, width - 10, 30, narrow ? 250 : 280];
  const intensities = pointIds.map((id) => result.points[id].intensity).filter(Number.isFinite);
  const highest = Math.max(result.roofs[0]?.rate ?? 0, ...pointIds.map((id) => result.points[id].rate));
  const x = logScale(
    [
      Math.min(LEAST_INTENSITY, ...intensities.map((one) => one / 1.2)),
      Math.max(MOST_INTENSITY, ...intensities.map((one) => one * 1.5)),
    ],
    [left, right],
  );
  const y = logScale([x.from * result.bytesPerSecond, highest * 2.2], [floor, top]);
  const rails = {
    weights: floor + RAIL,
    step: floor + 2 * RAIL,
    attention: floor + 3 * RAIL,
    prefill: floor + 3 * RAIL,
  };
  return { width, height: rails.attention + 60, left, right, top, floor, x, y, rails };
}

/** Shapes of the points, so that colour may say what they wait for. */
export const outlines: Readonly<Record<PointId, string>> = {
  weights: 'M-5-5h10v10h-10z',
  attention: 'M0-6.5L6 4.6H-6z',
  step: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z',
  prefill: 'M0-7L7 0L0 7L-7 0z',
};
