/**
 * Round-to-nearest (RTN) quantization at 2–8 bits: symmetric or affine; one scale per tensor, per row (channel) or
 * per group of columns. The rules stand in rtn-reference.ts; here they run in one pass per group without allocating.
 * Leaves out calibration and error compensation: nothing is moved to make up for what rounding lost.
 * Source: the arithmetic of ONNX QuantizeLinear / DynamicQuantizeLinear; narrow symmetric range as in GPTQ and AWQ code.
 */
import { BookError, ensure } from '../errors';
import { decodeFp16Value, encodeFp16Value } from '../formats/half';

export type Granularity = 'tensor' | 'channel' | 'group';

export interface RtnOptions {
  /** 2 … 8. */
  readonly bits: number;
  /** Codes around zero without a zero point; or affine, with one. */
  readonly symmetric: boolean;
  /** What shares a scale: the tensor, a row, or `groupSize` neighbours of a row. */
  readonly granularity: Granularity;
  readonly groupSize?: number;
  /** How scales are stored. With `fp16` a scale is rounded before the codes are computed. Default `fp32`. */
  readonly scaleFormat?: 'fp32' | 'fp16';
}

export interface RtnQuantized {
  /** One code per weight, row-major: −m … m (symmetric) or 0 … 2^bits − 1 (affine). */
  readonly codes: Int8Array | Uint8Array;
  /** One per group, groups in row order. */
  readonly scales: Float32Array;
  /** One per group; all zero when symmetric. */
  readonly zeroPoints: Uint8Array;
  readonly shape: readonly [rows: number, cols: number];
  readonly bits: number;
  readonly symmetric: boolean;
  readonly granularity: Granularity;
  /** Weights per scale (a row's last group may hold fewer). */
  readonly groupSize: number;
  readonly groupsPerRow: number;
  readonly scaleFormat: 'fp32' | 'fp16';
}

const MAGIC = 6755399441055744;
const MOST = 3.4028234663852886e38;

/**
 * Quantizes a row-major matrix. Errors: `quantize.bad-shape`, `quantize.bad-bits`, `quantize.bad-group`,
 * `quantize.not-finite`.
 * Worked: [−1, 0, 0.4, 1] at 3 bits, symmetric, per tensor: scale ⅓, codes [−3, 0, 1, 3].
 * [−1, 0, 0.4, 2.5] at 3 bits, affine: scale ½, zero point 2, codes [0, 2, 3, 7].
 */
export function quantizeRtn(
  w: Float32Array,
  shape: readonly [rows: number, cols: number],
  options: RtnOptions,
): RtnQuantized {
  checkRtn(w, shape, options);
  const { bits, symmetric } = options;
  const { groupSize, groupsPerRow, spans, rowLength } = groupSpan(shape, options);
  const codes = symmetric ? new Int8Array(w.length) : new Uint8Array(w.length);
  const scales = new Float32Array(spans * groupsPerRow);
  const zeroPoints = new Uint8Array(scales.length);
  let group = 0;
  for (let start = 0; start < w.length; start += rowLength) {
    for (let from = start; from < start + rowLength; from += groupSize) {
      const to = Math.min(from + groupSize, start + rowLength);
      if (symmetric) {
        scales[group] = symmetricGroup(w, codes as Int8Array, from, to, bits, options);
      } else {
        affineGroup(w, codes as Uint8Array, from, to, bits, options, scales, zeroPoints, group);
      }
      group++;
    }
  }
  return {
    codes,
    scales,
    zeroPoints,
    shape,
    bits,
    symmetric,
    granularity: options.granularity,
    groupSize,
    groupsPerRow,
    scaleFormat: options.scaleFormat ?? 'fp32',
  };
}

/** The weights a code stands for: (q − z) · s in fp32. Worked: codes [0, 2, 3, 7], z = 2, s = ½ → [−1, 0, ½, 2½]. */
export function dequantizeRtn(q: RtnQuantized): Float32Array {
  const { codes, scales, zeroPoints, groupSize } = q;
  const rowLength = q.granularity === 'tensor' ? codes.length : q.shape[1];
  const w = new Float32Array(codes.length);
  let group = 0;
  for (let start = 0; start < codes.length; start += rowLength) {
    for (let from = start; from < start + rowLength; from += groupSize) {
      const to = Math.min(from + groupSize, start + rowLength);
      const scale = scales[group];
      const zero = zeroPoints[group++];
      for (let i = from; i < to; i++) w[i] = (codes[i] - zero) * scale;
    }
  }
  return w;
}

/**
 * ONNX DynamicQuantizeLinear: affine, 8 bits, one scale for the whole vector.
 * Worked: [−1, 0, 1.55] → scale 0.01, zero point 100, codes [0, 100, 255].
 */
export function dynamicQuantizeLinear(x: Float32Array) {
  const q = quantizeRtn(x, [1, x.length], { bits: 8, symmetric: false, granularity: 'tensor' });
  return { codes: q.codes as Uint8Array, scale: q.scales[0] ?? 1, zeroPoint: q.zeroPoints[0] ?? 0 };
}

function symmetricGroup(
  w: Float32Array,
  codes: Int8Array,
  from: number,
  to: number,
  bits: number,
  options: RtnOptions,
): number {
  const most = 2 ** (bits - 1) - 1;
  let largest = 0;
  for (let i = from; i < to; i++) {
    const size = Math.abs(w[i]);
    // Written so that NaN fails the test as infinity does.
    if (!(size <= MOST)) throw new BookError('quantize.not-finite', { index: i });
    if (size > largest) largest = size;
  }
  const scale = roundScale(Math.fround(largest / most), options);
  for (let i = from; i < to; i++) {
    // An fp64 quotient rounded to fp32 is the fp32 quotient; adding MAGIC rounds to the nearest, ties to even.
    const code = Math.fround(w[i] / scale) + MAGIC - MAGIC;
    codes[i] = code > most ? most : Math.max(code, -most);
  }
  return scale;
}

function affineGroup(
  w: Float32Array,
  codes: Uint8Array,
  from: number,
  to: number,
  bits: number,
  options: RtnOptions,
  scales: Float32Array,
  zeroPoints: Uint8Array,
  group: number,
): void {
  const most = 2 ** bits - 1;
  let low = 0;
  let high = 0;
  for (let i = from; i < to; i++) {
    const x = w[i];
    if (!(x <= MOST && x >= -MOST)) throw new BookError('quantize.not-finite', { index: i });
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const scale = roundScale(Math.fround(Math.fround(high - low) / most), options);
  const zero = Math.min(most, Math.fround(-low / scale) + MAGIC - MAGIC);
  scales[group] = scale;
  zeroPoints[group] = zero;
  for (let i = from; i < to; i++) {
    const code = Math.fround(w[i] / scale) + MAGIC - MAGIC + zero;
    codes[i] = code > most ? most : Math.max(code, 0);
  }
}

/** A scale as it is stored; 1 where it would be 0 (all weights zero, or too small for any scale). */
export function roundScale(scale: number, options: Pick<RtnOptions, 'scaleFormat'>): number {
  if (options.scaleFormat !== 'fp16') return scale === 0 ? 1 : scale;
  const stored = decodeFp16Value(encodeFp16Value(Math.min(scale, 65504)));
  if (stored !== 0) return stored;
  return scale === 0 ? 1 : 2 ** -24;
}

/** How a shape falls into groups: `spans` stretches of `rowLength` weights, each cut every `groupSize`. */
export function groupSpan([rows, cols]: readonly [number, number], options: RtnOptions) {
  if (options.granularity === 'tensor') {
    const all = rows * cols;
    return { groupSize: all, groupsPerRow: 1, spans: 1, rowLength: all };
  }
  const groupSize = options.granularity === 'channel' ? cols : (options.groupSize as number);
  return { groupSize, groupsPerRow: Math.ceil(cols / groupSize), spans: rows, rowLength: cols };
}

export function checkRtn(
  w: Float32Array,
  [rows, cols]: readonly [number, number],
  options: RtnOptions,
): void {
  const whole = Number.isInteger(rows) && Number.isInteger(cols) && rows > 0 && cols > 0;
  ensure(whole && rows * cols === w.length, 'quantize.bad-shape', { rows, cols, values: w.length });
  const { bits, granularity, groupSize } = options;
  ensure(Number.isInteger(bits) && bits >= 2 && bits <= 8, 'quantize.bad-bits', { bits });
  ensure(['tensor', 'channel', 'group'].includes(granularity), 'quantize.bad-granularity', {
    granularity: String(granularity),
  });
  if (granularity === 'group') {
    const good = Number.isInteger(groupSize) && (groupSize as number) >= 1;
    ensure(good, 'quantize.bad-group', { groupSize: Number(groupSize) });
  }
}
