/**
 * What a quantized tensor costs to store: codes packed without gaps, one scale per group, and for affine codes one
 * zero point per group, as wide as the codes. Leaves out file headers and the padding of particular layouts.
 */
import type { RtnOptions, RtnQuantized } from './rtn';
import { groupSpan } from './rtn';

export interface StorageCost {
  /** Codes alone. */
  readonly payloadBytes: number;
  readonly scaleBytes: number;
  readonly zeroPointBytes: number;
  /** All three together, per weight. */
  readonly bitsPerWeight: number;
}

/**
 * Storage of a [rows, cols] matrix under the given options.
 * Worked: 256 × 256 at 4 bits, symmetric, groups of 32, fp16 scales: 32,768 + 4,096 bytes, 4.5 bits per weight;
 * affine adds 1,024 bytes of zero points: 4.625.
 */
export function rtnStorage(shape: readonly [rows: number, cols: number], options: RtnOptions): StorageCost {
  const { spans, groupsPerRow } = groupSpan(shape, options);
  const groups = spans * groupsPerRow;
  const weights = shape[0] * shape[1];
  const payloadBytes = Math.ceil((weights * options.bits) / 8);
  const scaleBytes = groups * (options.scaleFormat === 'fp16' ? 2 : 4);
  const zeroPointBytes = options.symmetric ? 0 : Math.ceil((groups * options.bits) / 8);
  const bitsPerWeight = ((payloadBytes + scaleBytes + zeroPointBytes) * 8) / weights;
  return { payloadBytes, scaleBytes, zeroPointBytes, bitsPerWeight };
}

/** Storage of a tensor already quantized. */
export function storageOf(q: RtnQuantized): StorageCost {
  return rtnStorage(q.shape, q);
}

/**
 * Effective bits per weight from the options alone, for rows that divide evenly: b + scale/g (+ b/g when affine).
 * Worked: (4 bits, group 128, fp16 scale) → 4.125.
 */
export function effectiveBits(bits: number, groupSize: number, scaleBits: number, zeroPointBits = 0): number {
  return bits + (scaleBits + zeroPointBits) / groupSize;
}

/** Packs codes of any width without gaps, lowest bits first; signed codes as two's complement of that width. */
export function packBits(codes: Int8Array | Uint8Array, bits: number): Uint8Array {
  const out = new Uint8Array(Math.ceil((codes.length * bits) / 8));
  const mask = (1 << bits) - 1;
  let bit = 0;
  for (let i = 0; i < codes.length; i++, bit += bits) {
    const value = (codes[i] & mask) << (bit & 7);
    out[bit >> 3] |= value;
    if ((bit & 7) + bits > 8) out[(bit >> 3) + 1] |= value >> 8;
  }
  return out;
}

/** The inverse of `packBits` for `count` codes. */
export function unpackBits(
  packed: Uint8Array,
  bits: number,
  count: number,
  signed: boolean,
): Int8Array | Uint8Array {
  const codes = signed ? new Int8Array(count) : new Uint8Array(count);
  const mask = (1 << bits) - 1;
  const half = 1 << (bits - 1);
  for (let i = 0, bit = 0; i < count; i++, bit += bits) {
    const pair = packed[bit >> 3] | ((packed[(bit >> 3) + 1] ?? 0) << 8);
    const value = (pair >> (bit & 7)) & mask;
    codes[i] = signed && value >= half ? value - 2 * half : value;
  }
  return codes;
}
