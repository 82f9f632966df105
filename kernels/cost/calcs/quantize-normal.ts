/**
 * What rounding does to weights that follow a normal distribution: where clipping pays, and how much two bits leave.
 * Models independent N(0, 1) weights and the narrow symmetric grid −m … m. Real rows have heavier tails, so these are
 * figures to think with; the lab shows the real ones. Integrals by Simpson's rule, accurate to 1e-9 here.
 */

import type { CalcDefinition, CalcTerm } from '../calc';
import { modelOf } from '../setup';

const sigma = (symbol: string, value: number): CalcTerm => ({ symbol, value, unit: 'count' });

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

function simpson(f: (x: number) => number, from: number, to: number, pieces: number): number {
  const h = (to - from) / pieces;
  let sum = f(from) + f(to);
  for (let i = 1; i < pieces; i++) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2);
  return (sum * h) / 3;
}

/** P(|x| ≤ a) for a standard normal x. Worked: a = 1 → 0.6827. */
export function shareWithin(a: number): number {
  return 2 * simpson(density, 0, a, 400);
}

/** The size that one weight in n exceeds, which is about the largest of n. Worked: n = 32 → 2.154. */
export function typicalPeak(n: number): number {
  let low = 0;
  let high = 10;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (1 - shareWithin(middle) > 1 / n) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean squared error of a grid of codes −m … m that reaches to `clip`. Integrated code by code: f has a jump between. */
export function gridError(clip: number, bits: number): number {
  const most = 2 ** (bits - 1) - 1;
  const step = clip / most;
  let sum = 0;
  for (let code = 0; code <= most; code++) {
    const from = code === 0 ? 0 : (code - 0.5) * step;
    const to = code === most ? Math.max(10, clip + 10) : (code + 0.5) * step;
    sum += simpson((x) => (x - code * step) ** 2 * density(x), from, to, code === most ? 600 : 60);
  }
  return 2 * sum;
}

/** The clip of least mean squared error, by ternary search (the error has one minimum). Worked: 4 bits → 2.47. */
export function bestClip(bits: number): number {
  let low = 0.5;
  let high = 6;
  for (let i = 0; i < 60; i++) {
    const a = low + (high - low) / 3;
    const b = high - (high - low) / 3;
    if (gridError(a, bits) < gridError(b, bits)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

const peak =
  (count: (hidden: number) => number): CalcDefinition =>
  (setup) => {
    const n = count(modelOf(setup).hidden);
    return {
      value: typicalPeak(n),
      unit: 'count',
      formula: 'P(|w| > p\\,\\sigma) = 1/n',
      terms: [{ symbol: 'n', value: n, unit: 'count' }],
    };
  };

/** How many times the squared error falls when the grid stops at the best clip instead of at the largest weight. */
const clipGain =
  (bits: number, count: (hidden: number) => number): CalcDefinition =>
  (setup) => {
    const reach = typicalPeak(count(modelOf(setup).hidden));
    const clip = bestClip(bits);
    return {
      value: gridError(reach, bits) / gridError(clip, bits),
      unit: 'ratio',
      digits: 2,
      formula: '\\dfrac{E(p)}{E(c)}, \\quad E(a) = \\mathbb{E}\\,(\\hat w_a - w)^2',
      terms: [sigma('p', reach), sigma('c', clip), { symbol: 'b', value: bits, unit: 'bits' }],
    };
  };

export const normalCalcs: Readonly<Record<string, CalcDefinition>> = {
  'quantize.clipFourBits': () => ({
    value: bestClip(4),
    unit: 'count',
    formula: 'c = \\operatorname*{arg\\,min}_a \\mathbb{E}\\,(\\hat w_a - w)^2',
    terms: [{ symbol: 'b', value: 4, unit: 'bits' }],
  }),
  'quantize.peakGroup': peak(() => 32),
  'quantize.peakChannel': peak((hidden) => hidden),
  'quantize.clipGainChannel': clipGain(4, (hidden) => hidden),
  'quantize.clipGainTwoBits': clipGain(2, () => 32),
  'quantize.zeroedTwoBits': () => {
    const reach = typicalPeak(32);
    return {
      value: shareWithin(reach / 2),
      unit: 'percent',
      digits: 2,
      formula: 'P(|w| \\le s/2), \\quad s = p\\,\\sigma',
      terms: [sigma('p', reach)],
    };
  },

  // Narrowing 8-bit codes to 4 bits: one code in 16 lies exactly between; half-up moves each of those by +1/2.
  'quantize.halfUpDrift': (setup) => {
    const n = modelOf(setup).hidden;
    return {
      value: (n * (1 / 16)) / 2,
      unit: 'count',
      formula: 'n \\cdot \\dfrac{1}{16} \\cdot \\dfrac{1}{2}',
      terms: [{ symbol: 'n', value: n, unit: 'count', source: modelOf(setup).id }],
    };
  },
  'quantize.roundingWalk': (setup) => {
    const n = modelOf(setup).hidden;
    return {
      value: Math.sqrt(n / 12),
      unit: 'count',
      digits: 2,
      formula: '\\sqrt{n / 12}',
      terms: [{ symbol: 'n', value: n, unit: 'count', source: modelOf(setup).id }],
    };
  },
};
