/** Where things stand in the drawing of a measured roofline: two logarithmic scales, and labels that keep apart. */
import { logScale } from '@/components/charts/scales';
import type { DecodePoint } from '@/kernels/gpu/machine/decode-points';
import type { MachinePoint, MachineRoofline } from '@/kernels/gpu/machine/roofline';

/** Logarithms differ in their last bits from machine to machine, so places are rounded. */
const rounded = (domain: readonly [number, number], range: readonly [number, number]) => {
  const scale = logScale(domain, range);
  return (value: number) => Math.round(scale(value) * 10) / 10;
};

const LABEL = 15;

/** Everything that is drawn of one machine. */
export interface Drawn {
  readonly roofline: MachineRoofline;
  readonly decoding: readonly DecodePoint[];
}

export interface PlacedPoint {
  /** Of a kernel, or of decoding. */
  readonly point: MachinePoint | DecodePoint;
  readonly boundBy: 'memory' | 'compute';
  readonly cx: number;
  readonly cy: number;
  /** None for a product that is a ceiling itself: the ceiling has its name. */
  readonly label?: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' };
}

export function placesOf(own: Drawn, other: Drawn | undefined, width: number) {
  const narrow = width < 500;
  const [left, right, top, floor] = [48, width - 8, 30, narrow ? 300 : 330];
  const both = other ? [own, other] : [own];
  const intensities = both.flatMap(({ roofline, decoding }) => [
    ...roofline.roofs.map(({ ridge }) => ridge),
    ...[...roofline.points, ...decoding].map((point) => point.intensity),
  ]);
  const rates = both.flatMap(({ roofline, decoding }) => [
    ...roofline.roofs.map(({ rate }) => rate),
    ...[...roofline.points, ...decoding].map((point) => point.rate),
  ]);
  const xFrom = Math.min(0.2, ...intensities.map((one) => one / 2));
  const xTo = Math.max(64, ...intensities.map((one) => one * 2));
  const slopes = both.map(({ roofline }) => xFrom * roofline.bytesPerSecond);
  const tops = rates.length > 0 ? rates : both.map(({ roofline }) => xTo * roofline.bytesPerSecond);
  const yFrom = Math.min(...slopes, ...rates.map((one) => one / 2));
  const yTo = Math.max(...tops) * 3;
  const x = rounded([xFrom, xTo], [left, right]);
  const y = rounded([yFrom, yTo], [floor, top]);
  const { bytesPerSecond, roofs } = own.roofline;
  const rise = y(10 * xFrom * bytesPerSecond) - y(xFrom * bytesPerSecond);
  const run = x(10 * xFrom) - x(xFrom);
  return {
    x,
    y,
    xFrom,
    xTo,
    left,
    right,
    floor,
    height: floor + 40,
    xTicks: steps(xFrom, xTo),
    yTicks: steps(yFrom, yTo),
    /** The highest ceiling has its name above, the others below their lines. */
    roofLabels: apart(roofs.map(({ rate }, row) => y(rate) + (row === 0 ? -10 : 14))),
    slopeAngle: Math.round((Math.atan2(rise, run) * 180) / Math.PI),
    points: placePoints(own, x, y, right),
  };
}

/** Powers of ten; where there are few of them, 2 and 5 times each as well. */
function steps(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, at) => first + at);
  const digits = decades.length > 5 ? [1] : decades.length > 4 ? [1, 3] : [1, 2, 5];
  return decades
    .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
    .filter((value) => value >= low && value <= high);
}

/** From the top down, none nearer to the one above than a line of text. */
function apart(places: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return places.map((place) => {
    last = Math.max(place, last + LABEL);
    return last;
  });
}

function placePoints(
  { roofline, decoding }: Drawn,
  x: (value: number) => number,
  y: (value: number) => number,
  right: number,
): readonly PlacedPoint[] {
  const taken: { x: number; y: number }[] = [];
  const fp32 = roofline.roofs.find(({ format }) => format === 'fp32');
  const all = [
    ...roofline.points.map((point) => ({ point, boundBy: point.boundBy })),
    ...decoding.map((point) => ({
      point,
      boundBy: fp32 && point.intensity >= fp32.ridge ? ('compute' as const) : ('memory' as const),
    })),
  ];
  return all.map(({ point, boundBy }) => {
    const [cx, cy] = [x(point.intensity), y(point.rate)];
    if ('benchmark' in point && point.benchmark !== 'matvec-q4') return { point, boundBy, cx, cy };
    const anchor = cx > right - 170 ? 'end' : 'start';
    let at = cy + 4;
    while (taken.some((one) => Math.abs(one.y - at) < LABEL && Math.abs(one.x - cx) < 200)) at += LABEL;
    taken.push({ x: cx, y: at });
    return { point, boundBy, cx, cy, label: { x: cx + (anchor === 'end' ? -11 : 11), y: at, anchor } };
  });
}
