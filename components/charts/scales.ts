/**
 * The two scales a small figure needs, without the colours, dates and number formats that come along with d3-scale:
 * a chapter's first load counts every kilobyte. Same reading as d3's: a scale is a function from value to place.
 */
export interface Scale {
  (value: number): number;
  /** Round values within the domain, about `count` of them. */
  ticks(count: number): number[];
  /** The value at a place. */
  invert(place: number): number;
}

interface ScaleOptions {
  /** Values beyond the domain lie on its edge, and places beyond the range too. */
  readonly clamp?: boolean;
}

/** Worked: linearScale([0, 10], [0, 100])(2.5) is 25. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
  { clamp = false }: ScaleOptions = {},
): Scale {
  const [low, high] = domain;
  const [from, to] = range;
  // A domain of one value has its middle there.
  const within = (share: number) => {
    if (high === low || from === to) return 0.5;
    return clamp ? Math.min(1, Math.max(0, share)) : share;
  };
  const place = (value: number) => from + within((value - low) / (high - low)) * (to - from);
  const invert = (at: number) => low + within((at - from) / (to - from)) * (high - low);
  return Object.assign(place, { ticks: (count: number) => roundTicks(low, high, count), invert });
}

/** Domain above zero. Worked: logScale([1, 100], [0, 100])(10) is 50. */
export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain;
  const linear = linearScale([Math.log(low), Math.log(high)], range);
  const place = (value: number) => linear(Math.log(value));
  const decades = () => {
    const from = Math.ceil(Math.log10(low));
    const to = Math.floor(Math.log10(high));
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => 10 ** (from + at));
  };
  return Object.assign(place, { ticks: decades, invert: (at: number) => Math.exp(linear.invert(at)) });
}

/** Multiples of 1, 2 or 5 times a power of ten. Worked: (0, 32, 8) → 0, 5, 10 … 30. */
function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  // The factor nearest in proportion: the borders are the geometric means of 1, 2, 5 and 10.
  const factor = [Math.sqrt(50), Math.sqrt(10), Math.sqrt(2)].findIndex((border) => rough / power >= border);
  const step = power * ([10, 5, 2][factor] ?? 1);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  // Through text, so that 3 × 0.1 is 0.3.
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
