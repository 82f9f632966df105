/**
 * The weight layout of onnxruntime's MatMulNBits: W[K, N] stored by column as B[N, ⌈K/block⌉, block·bits/8], lowest
 * bits first and consecutive; scales [N, ⌈K/block⌉]; zero points packed the same way, byte-aligned per column.
 * dequantized = (q − z) · s, with z = 2^(bits−1) when there are no zero points. What pads the last block of a column
 * belongs to no weight: codes are 0 there, zero points 2^(bits−1), as onnxruntime's own quantizer leaves them.
 * The quantizer follows MLAS: symmetric scale = −(signed extreme) / 2^(bits−1), so it may be negative; affine range
 * includes 0; codes by reciprocal multiplication, ties away from zero. Every step is one fp32 operation.
 * Source: onnxruntime q4_dq.cpp, contrib operator MatMulNBits.
 */
import { ensure } from '../errors';
import { roundHalfAway } from '../numbers/rounding';

export interface MatMulNBitsOptions {
  /** 2, 4 or 8. */
  readonly bits: number;
  /** A power of two, at least 16. */
  readonly blockSize: number;
  readonly zeroPoints: boolean;
}

export interface MatMulNBits {
  readonly B: Uint8Array;
  readonly scales: Float32Array;
  readonly zeroPoints?: Uint8Array;
  readonly K: number;
  readonly N: number;
  readonly bits: number;
  readonly blockSize: number;
}

const f32 = Math.fround;

/**
 * Quantizes and packs W[K, N] (row-major). Errors: `matmulnbits.bad-bits`, `matmulnbits.bad-block`,
 * `quantize.bad-shape`, `quantize.not-finite`.
 * Worked: one column holding 1 and then zeros, 4 bits: the extreme is +1, scale −1/8, so 1 is code 0 and 0 is code 8.
 */
export function packMatMulNBits(
  w: Float32Array,
  K: number,
  N: number,
  options: MatMulNBitsOptions,
): MatMulNBits {
  return pack(w, K, N, options, N, 1);
}

/** The same for a weight stored [N, K] (out, in), as checkpoints store them. */
export function packMatMulNBitsRows(
  w: Float32Array,
  N: number,
  K: number,
  options: MatMulNBitsOptions,
): MatMulNBits {
  return pack(w, K, N, options, 1, K);
}

function pack(
  w: Float32Array,
  K: number,
  N: number,
  options: MatMulNBitsOptions,
  strideK: number,
  strideN: number,
): MatMulNBits {
  const { bits, blockSize } = options;
  checkLayout(K, N, bits, blockSize);
  ensure(w.length === K * N, 'quantize.bad-shape', { rows: K, cols: N, values: w.length });
  const { blocks, B, scales, zeroPoints } = allocate(K, N, bits, blockSize, options.zeroPoints);
  const most = 2 ** bits - 1;
  for (let n = 0; n < N; n++) {
    for (let block = 0; block < blocks; block++) {
      const from = block * blockSize;
      const to = Math.min(K, from + blockSize);
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let k = from; k < to; k++) {
        const x = w[k * strideK + n * strideN];
        ensure(Number.isFinite(x), 'quantize.not-finite', { index: k * strideK + n * strideN });
        if (x < low) low = x;
        if (x > high) high = x;
      }
      const { scale, zero } = options.zeroPoints
        ? affineRange(low, high, bits)
        : symmetricRange(low, high, bits);
      const index = n * blocks + block;
      scales[index] = scale;
      const reciprocal = scale === 0 ? 0 : f32(1 / scale);
      for (let k = from; k < to; k++) {
        const x = w[k * strideK + n * strideN];
        const code = roundHalfAway(f32(f32(x * reciprocal) + zero));
        // 0 · ∞ (a scale too small to invert) is NaN, which C converts to code 0.
        writeCode(B, index * blockSize + (k - from), bits, code > 0 ? Math.min(most, code) : 0);
      }
      if (zeroPoints) writeCode(zeroPoints, zeroPointIndex(n, block, blocks, bits), bits, zero);
    }
    if (zeroPoints) padZeroPoints(zeroPoints, n, blocks, bits);
  }
  return { B, scales, ...(zeroPoints ? { zeroPoints } : {}), K, N, bits, blockSize };
}

function symmetricRange(low: number, high: number, bits: number) {
  const extreme = Math.abs(high) > Math.abs(low) ? high : low;
  const zero = 2 ** (bits - 1);
  return { scale: f32(extreme / -zero), zero };
}

function affineRange(low: number, high: number, bits: number) {
  const most = 2 ** bits - 1;
  const bottom = Math.min(low, 0);
  const scale = f32(f32(Math.max(high, 0) - bottom) / most);
  const zero = scale === 0 ? 0 : Math.min(most, Math.max(0, roundHalfAway(f32(-f32(bottom / scale)))));
  return { scale, zero };
}

/** W[K, N] (row-major) that a packed matrix stands for. Works for any packing, also a repacked one. */
export function dequantizeMatMulNBits(packed: MatMulNBits): Float32Array {
  const { B, scales, zeroPoints, K, N, bits, blockSize } = packed;
  checkLayout(K, N, bits, blockSize);
  const blocks = Math.ceil(K / blockSize);
  const w = new Float32Array(K * N);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      const block = Math.floor(k / blockSize);
      const index = n * blocks + block;
      const zero = zeroPoints
        ? readCode(zeroPoints, zeroPointIndex(n, block, blocks, bits), bits)
        : 2 ** (bits - 1);
      const code = readCode(B, index * blockSize + (k % blockSize), bits);
      w[k * N + n] = (code - zero) * scales[index];
    }
  }
  return w;
}

/** Empty arrays of the right sizes. */
export function allocate(K: number, N: number, bits: number, blockSize: number, withZeroPoints: boolean) {
  const blocks = Math.ceil(K / blockSize);
  return {
    blocks,
    B: new Uint8Array((N * blocks * blockSize * bits) / 8),
    scales: new Float32Array(N * blocks),
    zeroPoints: withZeroPoints ? new Uint8Array(N * Math.ceil((blocks * bits) / 8)) : undefined,
  };
}

export function checkLayout(K: number, N: number, bits: number, blockSize: number): void {
  ensure(bits === 2 || bits === 4 || bits === 8, 'matmulnbits.bad-bits', { bits });
  const power = Number.isInteger(blockSize) && blockSize >= 16 && Number.isInteger(Math.log2(blockSize));
  ensure(power && blockSize <= 1 << 20, 'matmulnbits.bad-block', { blockSize });
  const whole = Number.isInteger(K) && Number.isInteger(N) && K > 0 && N > 0;
  ensure(whole, 'quantize.bad-shape', { rows: K, cols: N, values: K * N });
}

/** Place of a zero point in units of codes: each column starts on a fresh byte. */
export function zeroPointIndex(n: number, block: number, blocks: number, bits: number): number {
  return (n * Math.ceil((blocks * bits) / 8) * 8) / bits + block;
}

/** Fills what a column's zero points leave of their last byte with 2^(bits−1). */
export function padZeroPoints(zeroPoints: Uint8Array, n: number, blocks: number, bits: number): void {
  const perByte = 8 / bits;
  for (let block = blocks; block % perByte !== 0; block++) {
    writeCode(zeroPoints, zeroPointIndex(n, block, blocks, bits), bits, 2 ** (bits - 1));
  }
}

/** Writes one code of 2, 4 or 8 bits; the place must be zero. Worked: codes 5 and 9 at 4 bits make the byte 0x95. */
export function writeCode(bytes: Uint8Array, index: number, bits: number, code: number): void {
  const bit = index * bits;
  bytes[bit >> 3] |= code << (bit & 7);
}

export function readCode(bytes: Uint8Array, index: number, bits: number): number {
  const bit = index * bits;
  return (bytes[bit >> 3] >> (bit & 7)) & (2 ** bits - 1);
}
