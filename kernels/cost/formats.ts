/**
 * Names of number formats and how many bits each weight takes in them, scales included.
 * Models storage only: what a format does to values lives in kernels/formats and kernels/quantize.
 * Sources: content/data/quant-formats.json (block formats read from ggml-common.h).
 */
import { nearNames } from '../catalog/find';
import { blockBitsPerWeight as blockBits } from '../catalog/quant-formats';
import { BookError } from '../errors';

const plainBits: Readonly<Record<string, number>> = {
  fp32: 32,
  fp16: 16,
  bf16: 16,
  fp8: 8,
  fp8_e4m3fn: 8,
  fp8_e5m2: 8,
  int8: 8,
  int6: 6,
  int5: 5,
  int4: 4,
  int3: 3,
  int2: 2,
  fp4_e2m1: 4,
  // 32 values share one 8-bit scale; 16 values share one 8-bit scale; 64 values share one fp32 scale.
  mxfp4: 4 + 8 / 32,
  nvfp4: 4 + 8 / 16,
  nf4: 4 + 32 / 64,
};

/** `int<bits>-g<size>`, with `-zp` when there are zero points. */
const groupPattern = /^int([2-8])-g(\d{1,5})(-zp)?$/;

/**
 * Bits one weight takes in a format, its share of the scales included.
 * Plain formats (`bf16`, `int4`), ggml blocks (`Q4_K`) and groups: `int4-g128` is 4-bit codes with one fp16 scale
 * per 128 weights, `int4-g128-zp` adds one 4-bit zero point per group. Throws `BookError('format.unknown')`.
 * Worked: bf16 16 · Q4_K 4.5 · int4-g128 4.125 · int4-g128-zp 4.15625.
 */
export function bitsPerWeight(format: string): number {
  if (Object.hasOwn(plainBits, format)) return plainBits[format];
  if (Object.hasOwn(blockBits, format)) return blockBits[format];
  const group = groupPattern.exec(format);
  if (group && Number(group[2]) > 0) {
    const bits = Number(group[1]);
    return bits + (16 + (group[3] ? bits : 0)) / Number(group[2]);
  }
  const names = [...Object.keys(plainBits), ...Object.keys(blockBits), 'int4-g128'];
  throw new BookError('format.unknown', {
    format: String(format).slice(0, 40),
    near: nearNames(format, names).join(', '),
  });
}

/** Whether a format is one of ggml's blocks, e.g. `Q4_K`. */
export function isBlockFormat(format: string): boolean {
  return Object.hasOwn(blockBits, format);
}

/** Names that `bitsPerWeight` knows besides the `int<bits>-g<size>` family. */
export const formatNames: readonly string[] = [...Object.keys(plainBits), ...Object.keys(blockBits)];
