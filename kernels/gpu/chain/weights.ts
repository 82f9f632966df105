/**
 * Seeded random weights that any place of can be known without making the others: word i is a mix of i and a seed, so a
 * GPU fills gigabytes by itself and the reference looks up the few rows that it checks.
 * Every fp32 and fp16 number, scales too, is ±(0.5 … 1) by fixing sign and exponent bits; codes are uniform, q8 in
 * −128 … 127, q4 in −8 … 7. The amplitude that keeps sums near 1 is applied to a finished sum, once.
 */
import { decodeFp16 } from '../../formats/half';
import type { DecodeFormat } from '../machine/decode';
import { type ChainStepId, chainStepIds, GROUP, isGrouped, wordsPerRow } from './plan';

/** Kept bits and set bits of a random word. */
export interface Mask {
  readonly and: number;
  readonly or: number;
}

const anything: Mask = { and: 0xffffffff, or: 0 };

export const weightMasks: Readonly<Record<DecodeFormat, Mask>> = {
  fp32: { and: 0x807fffff, or: 0x3f000000 },
  fp16: { and: 0x83ff83ff, or: 0x38003800 },
  q8: anything,
  q4: anything,
};

/** Two positive fp16 numbers. */
export const scaleMask: Mask = { and: 0x03ff03ff, or: 0x38003800 };

/** A seed for each matrix of each layer; scales have the next one. */
export const seedOf = (seed: number, layer: number, step: ChainStepId) =>
  (seed * 0x10001 + (layer * chainStepIds.length + chainStepIds.indexOf(step)) * 2) >>> 0;

/** Word `index` of a seed: a Weyl step, then the finalizer of MurmurHash3. */
export function wordAt(index: number, seed: number): number {
  let x = (Math.imul(index, 0x9e3779b9) + Math.imul(seed, 0x85ebca77)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Fills `words` from place 0 of a seed on. */
export function fillMasked(words: Uint32Array, seed: number, { and, or }: Mask): Uint32Array {
  const start = Math.imul(seed, 0x85ebca77);
  for (let i = 0; i < words.length; i++) {
    let x = (Math.imul(i, 0x9e3779b9) + start) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    words[i] = ((x ^ (x >>> 16)) & and) | or;
  }
  return words;
}

/** Root mean square of a weight before the amplitude. Worked: fp32 → √(7/12) = 0.764. */
function rootMeanSquare(format: DecodeFormat): number {
  const unit = 7 / 12;
  if (!isGrouped(format)) return Math.sqrt(unit);
  const levels = format === 'q8' ? 256 : 16;
  return Math.sqrt(unit * ((levels * levels - 1) / 12 + 0.25));
}

/** Of silu(a) · b for standard normal a and b; down's input has it. */
const GATED_RMS = 0.5965;

/** What a row's sum is multiplied by, so that answers stay near 1 however long the chain. */
export function amplitudeOf(format: DecodeFormat, step: ChainStepId, width: number): number {
  return 1 / (rootMeanSquare(format) * Math.sqrt(width) * (step === 'down' ? GATED_RMS : 1));
}

/** One row as numbers, before the amplitude: the reference's own reading. */
export function rowOf(format: DecodeFormat, width: number, row: number, seed: number): Float64Array {
  const count = wordsPerRow(format, width);
  const words = wordsAt(row * count.weights, count.weights, seed, weightMasks[format]);
  if (format === 'fp32') return Float64Array.from(new Float32Array(words.buffer));
  if (format === 'fp16') return Float64Array.from(decodeFp16(new Uint16Array(words.buffer)));
  const scales = decodeFp16(
    new Uint16Array(wordsAt(row * count.scales, count.scales, seed + 1, scaleMask).buffer),
  );
  const bytes = new Int8Array(words.buffer);
  return Float64Array.from({ length: width }, (_, k) => {
    const code = format === 'q8' ? bytes[k] : ((bytes[k >> 1] >> (4 * (k & 1))) & 15) - 8;
    return scales[Math.floor(k / GROUP)] * code;
  });
}

const wordsAt = (from: number, length: number, seed: number, { and, or }: Mask) =>
  Uint32Array.from({ length }, (_, i) => (wordAt(from + i, seed) & and) | or);
