/**
 * Round-to-nearest quantization, one rule per line: the yardstick of the fast version in rtn.ts.
 * Symmetric: s = max|w| / (2^(b−1) − 1), codes within ±(2^(b−1) − 1), zero point 0.
 * Affine: the range is widened to contain 0, s = (max − min) / (2^b − 1), z = round(−min / s), codes 0 … 2^b − 1.
 * Every step is one fp32 operation; division is true division; ties go to even. A range of zero has scale 1.
 */
import { roundHalfEven } from '../numbers/rounding';
import { checkRtn, groupSpan, type RtnOptions, type RtnQuantized, roundScale } from './rtn';

const f32 = Math.fround;

/** As `quantizeRtn`, slowly. */
export function quantizeRtnReference(
  w: Float32Array,
  shape: readonly [rows: number, cols: number],
  options: RtnOptions,
): RtnQuantized {
  checkRtn(w, shape, options);
  const { bits, symmetric } = options;
  const groups = groupsOf(w, shape, options).map((group) => quantizeGroup(group, bits, symmetric, options));
  const codes = groups.flatMap((group) => group.codes);
  const { groupSize, groupsPerRow } = groupSpan(shape, options);
  return {
    codes: symmetric ? Int8Array.from(codes) : Uint8Array.from(codes),
    scales: Float32Array.from(groups, (group) => group.scale),
    zeroPoints: Uint8Array.from(groups, (group) => group.zero),
    shape,
    bits,
    symmetric,
    granularity: options.granularity,
    groupSize,
    groupsPerRow,
    scaleFormat: options.scaleFormat ?? 'fp32',
  };
}

/** The weights that share a scale, in storage order. A row's last group may be shorter. */
function groupsOf(w: Float32Array, [rows, cols]: readonly [number, number], options: RtnOptions): number[][] {
  if (options.granularity === 'tensor') return [Array.from(w)];
  const size = options.granularity === 'channel' ? cols : (options.groupSize as number);
  const groups: number[][] = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col += size) {
      groups.push(Array.from(w.subarray(row * cols + col, row * cols + Math.min(cols, col + size))));
    }
  }
  return groups;
}

function quantizeGroup(group: readonly number[], bits: number, symmetric: boolean, options: RtnOptions) {
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  if (symmetric) {
    const most = 2 ** (bits - 1) - 1;
    const largest = group.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
    const scale = roundScale(f32(largest / most), options);
    const codes = group.map((x) => clamp(roundHalfEven(f32(x / scale)), -most, most));
    return { codes, scale, zero: 0 };
  }
  const most = 2 ** bits - 1;
  const low = group.reduce((min, x) => Math.min(min, x), 0);
  const high = group.reduce((max, x) => Math.max(max, x), 0);
  const scale = roundScale(f32(f32(high - low) / most), options);
  const zero = clamp(roundHalfEven(f32(-low / scale)), 0, most);
  const codes = group.map((x) => clamp(roundHalfEven(f32(x / scale)) + zero, 0, most));
  return { codes, scale, zero };
}
