/** Where things stand in the drawing of a measured roofline: two logarithmic scales, and labels that keep apart. */
import { logScale } from '@/components/charts/scales';
import type { MachineRoofline } from '@/kernels/gpu/machine/roofline';

/** Logarithms differ in their last bits from machine to machine, so places are rounded. */
const rounded = (domain: readonly [number, number], range: readonly [number, number]) => {
  const scale = logScale(domain, range);
  return Object.assign((value: number) => Math.round(scale(value) * 10) / 10, { ticks: scale.ticks });
};

const LABEL = 15;
/** Characters of a label are about so wide. */
const CHARACTER = 7;

export function placesOf(roofline: MachineRoofline, other: MachineRoofline | undefined, width: number) {
  const narrow = width < 500;
  const [left, right, top, floor] = [48, width - 8, 30, narrow ? 290 : 320];
  const both = other ? [roofline, other] : [roofline];
  const intensities = both.flatMap(({ roofs, points }) => [
    ...roofs.map(({ ridge }) => ridge),
    ...points.map((point) => point.intensity),
  ]);
  const rates = both.flatMap(({ roofs, points }) => [
    ...roofs.map(({ rate }) => rate),
    ...points.map((point) => point.rate),
  ]);
  const xFrom = Math.min(0.2, ...intensities.map((one) => one / 2));
  const xTo = Math.max(64, ...intensities.map((one) => one * 2));
  const slopes = both.map(({ bytesPerSecond }) => xFrom * bytesPerSecond);
  const tops = rates.length > 0 ? rates : both.map(({ bytesPerSecond }) => xTo * bytesPerSecond);
  const yFrom = Math.min(...slopes, ...rates.map((one) => one / 2));
  const yTo = Math.max(...tops) * 3;
  const x = rounded([xFrom, xTo], [left, right]);
  const y = rounded([yFrom, yTo], [floor, top]);
  const { bytesPerSecond } = roofline;
  const rise = y(10 * xFrom * bytesPerSecond) - y(xFrom * bytesPerSecond);
  const run = x(10 * xFrom) - x(xFrom);
  return {
    x,
    y,
    xFrom,
    xTo,
    left,
    right,
    top,
    floor,
    height: floor + 40,
    xTicks: x.ticks(8),
    yTicks: every(y.ticks(8), 8),
    labels: {
      roofs: apart(roofline.roofs.map(({ rate }) => y(rate) - 10)),
      points: pointLabels(roofline, x, y, right),
      slopeAngle: Math.round((Math.atan2(rise, run) * 180) / Math.PI),
    },
  };
}

/** At most so many of them, evenly. */
const every = (values: readonly number[], most: number) =>
  values.filter((_, at) => at % Math.ceil(values.length / most) === 0);

/** From the top down, none nearer to the one above than a line of text. */
function apart(places: readonly number[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return places.map((place) => {
    last = Math.max(place, last + LABEL);
    return last;
  });
}

function pointLabels(
  { points }: MachineRoofline,
  x: (value: number) => number,
  y: (value: number) => number,
  right: number,
) {
  const taken: { x: number; y: number }[] = [];
  return points.map(({ intensity, rate, boundBy }) => {
    const [px, py] = [x(intensity), y(rate)];
    // On the slope there is room at the right, under a ceiling there is room below.
    const below = boundBy === 'compute';
    const near = px > right - 12 * CHARACTER;
    const anchor: 'start' | 'middle' | 'end' = near ? 'end' : below ? 'middle' : 'start';
    let at = py + (below || near ? 20 : 4);
    while (taken.some((one) => Math.abs(one.y - at) < LABEL && Math.abs(one.x - px) < 150)) at += LABEL;
    taken.push({ x: px, y: at });
    return { x: px + (near ? 8 : below ? 0 : 11), y: at, anchor };
  });
}
