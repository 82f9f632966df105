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
/** About so wide is a character of a label, and a Chinese one. */
const CHARACTER = 6.6;
const WIDE_CHARACTER = 14;
/** How far beside the slope its name stands, and in pieces of what length it is kept free. */
const NAME_RISE = 7;
const PIECE = 8;

const widthOf = (text: string) =>
  [...text].reduce((sum, one) => sum + (one > '\u2e80' ? WIDE_CHARACTER : CHARACTER), 0);

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

interface Frame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly floor: number;
}

type LabelOf = (point: PlacedPoint['point']) => string;

/**
 * @param labelOf a point's name: its length says where there is room for it
 * @param slopeName what is written along the slope, which points' names keep clear of
 */
export function placesOf(
  own: Drawn,
  other: Drawn | undefined,
  width: number,
  labelOf: LabelOf,
  slopeName: string,
) {
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
  const slope = Math.atan2(rise, run);
  const nameFrom = xFrom * 1.3;
  const name = { x: x(nameFrom), y: y(nameFrom * bytesPerSecond) };
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
    slopeName: { ...name, angle: Math.round((slope * 180) / Math.PI), rise: NAME_RISE },
    points: placePoints(own, labelOf, { x, y, left, right, floor }, along(name, slope, widthOf(slopeName))),
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

/** A line of text that begins beside a point of the slope and follows it, as a row of boxes. */
function along(from: { readonly x: number; readonly y: number }, slope: number, length: number): Box[] {
  const above = NAME_RISE + LABEL / 3;
  return Array.from({ length: Math.ceil(length / PIECE) }, (_, piece) => {
    const far = (piece + 0.5) * PIECE;
    const centreX = from.x + far * Math.cos(slope) + above * Math.sin(slope);
    const centreY = from.y + far * Math.sin(slope) - above * Math.cos(slope);
    return { x: centreX - LABEL / 2, y: centreY - LABEL / 2, width: LABEL, height: LABEL };
  });
}

function placePoints(
  { roofline, decoding }: Drawn,
  labelOf: LabelOf,
  { x, y, left, right, floor }: Frame,
  names: readonly Box[],
): readonly PlacedPoint[] {
  const fp32 = roofline.roofs.find(({ format }) => format === 'fp32');
  const all = [
    ...roofline.points.map((point) => ({ point, boundBy: point.boundBy })),
    ...decoding.map((point) => ({
      point,
      boundBy: fp32 && point.intensity >= fp32.ridge ? ('compute' as const) : ('memory' as const),
    })),
  ].map((one) => ({ ...one, cx: x(one.point.intensity), cy: y(one.point.rate) }));
  const taken: Box[] = [
    ...names,
    ...all.map(({ cx, cy }) => ({ x: cx - 8, y: cy - 8, width: 16, height: 16 })),
  ];
  return all.map((one) => {
    const { point, cx, cy } = one;
    if ('benchmark' in point && point.benchmark !== 'matvec-q4') return one;
    const width = widthOf(labelOf(point));
    const places = [0, 1, -1, 2, -2, 3, -3].flatMap((line) => [
      { x: cx + 11, y: cy + 4 + line * LABEL, anchor: 'start' as const },
      { x: cx - 11, y: cy + 4 + line * LABEL, anchor: 'end' as const },
    ]);
    const boxOf = ({ x: at, y: base, anchor }: (typeof places)[number]): Box => ({
      x: anchor === 'start' ? at : at - width,
      y: base - LABEL + 3,
      width,
      height: LABEL - 1,
    });
    const inside = (box: Box) => box.x >= left && box.x + box.width <= right && box.y + box.height < floor;
    const label =
      places.find((place) => inside(boxOf(place)) && !taken.some((other) => overlap(boxOf(place), other))) ??
      places[0];
    taken.push(boxOf(label));
    return { ...one, label };
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
