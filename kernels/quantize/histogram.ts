/**
 * Looking at one quantized tensor: how its weights are distributed, where the grid lies, what rounding did.
 * A grid belongs to a scale; a tensor quantized in groups has as many grids as groups.
 */
import { ensure } from '../errors';
import type { RtnQuantized } from './rtn';

export interface Histogram {
  /** The bins cut [low, high] evenly; the last one includes `high`. */
  readonly low: number;
  readonly high: number;
  readonly counts: Uint32Array;
}

export interface QuantizationError {
  /** Largest |w − ŵ|. */
  readonly maxAbs: number;
  /** Root of the mean squared error. */
  readonly rms: number;
  /** Signal over noise, 10 · log10(Σ w² / Σ (w − ŵ)²); Infinity when nothing was lost. */
  readonly sqnrDecibel: number;
}

/**
 * Counts values in equal bins over their range (or a given one; values outside are left out).
 * Worked: [0, 1, 2, 4] in 4 bins: 1, 1, 1, 1.
 */
export function histogram(values: Float32Array, bins: number, range?: readonly [number, number]): Histogram {
  ensure(Number.isInteger(bins) && bins >= 1 && bins <= 65536, 'histogram.bad-bins', { bins });
  let [low, high] = range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (!range) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (values.length === 0) [low, high] = [0, 0];
  }
  const counts = new Uint32Array(bins);
  const width = (high - low) / bins;
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    counts[width > 0 ? Math.min(bins - 1, Math.floor((value - low) / width)) : 0]++;
  }
  return { low, high, counts };
}

/** The values that one group's codes can stand for, ascending. Worked: 2 bits symmetric, scale ½: −½, 0, ½. */
export function gridLevels(q: RtnQuantized, group: number): Float32Array {
  ensure(group >= 0 && group < q.scales.length, 'quantize.bad-group', { groupSize: group });
  const lowest = q.symmetric ? 1 - 2 ** (q.bits - 1) : 0;
  const count = q.symmetric ? 2 ** q.bits - 1 : 2 ** q.bits;
  const scale = q.scales[group];
  return Float32Array.from({ length: count }, (_, i) => (lowest + i - q.zeroPoints[group]) * scale);
}

/** First and past-the-last index of a group's weights in storage order. */
export function groupRange(q: RtnQuantized, group: number): [from: number, to: number] {
  if (q.granularity === 'tensor') return [0, q.codes.length];
  const cols = q.shape[1];
  const row = Math.floor(group / q.groupsPerRow);
  const from = (group % q.groupsPerRow) * q.groupSize;
  return [row * cols + from, row * cols + Math.min(cols, from + q.groupSize)];
}

/** What rounding did to a tensor. Worked: [3, 4] → [3, 3]: maxAbs 1, rms √½, 10 · log10(25) = 13.98 dB. */
export function quantizationError(original: Float32Array, restored: Float32Array): QuantizationError {
  ensure(original.length === restored.length && original.length > 0, 'quantize.bad-shape', {
    rows: original.length,
    cols: restored.length,
    values: original.length,
  });
  let maxAbs = 0;
  let noise = 0;
  let signal = 0;
  for (let i = 0; i < original.length; i++) {
    const error = original[i] - restored[i];
    noise += error * error;
    signal += original[i] * original[i];
    if (Math.abs(error) > maxAbs) maxAbs = Math.abs(error);
  }
  const sqnrDecibel = noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
  return { maxAbs, rms: Math.sqrt(noise / original.length), sqnrDecibel };
}
