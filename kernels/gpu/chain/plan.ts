/**
 * A chain of decoder layers that stands for a large model: every weight matrix of a layer, read once for each token. The
 * shape is Llama 2 7B's; attention, norms and positions are left out, since they read no weights to speak of.
 * A layer is four products, as engines lay them together:
 * - `qkv`: rows of q, k and v, from the layer's input.
 * - `o`: from (q + k + v) / √3, which stands in for attention.
 * - `gateUp`: rows of gate and up by turns, from o; the answer is silu(gate) · up.
 * - `down`: from that; its answer is the next layer's input.
 */
import { ensure } from '../../errors';
import type { DecodeFormat } from '../machine/decode';

export interface ChainShape {
  /** Both multiples of 64, so that scales come in whole words. */
  readonly hidden: number;
  readonly inner: number;
}

/** huggingface.co/meta-llama/Llama-2-7b: hidden_size 4096, intermediate_size 11008, 32 layers. */
export const llama7b: ChainShape = { hidden: 4096, inner: 11008 };

export const chainStepIds = ['qkv', 'o', 'gateUp', 'down'] as const;
export type ChainStepId = (typeof chainStepIds)[number];

export interface ChainStep {
  readonly id: ChainStepId;
  /** Numbers that go into a row's sum. */
  readonly width: number;
  readonly rows: number;
  /** Numbers of the answer: half the rows where two make one. */
  readonly answers: number;
}

/** Weights that share a scale. */
export const GROUP = 32;

const wordBits: Readonly<Record<DecodeFormat, number>> = { fp32: 32, fp16: 16, q8: 8, q4: 4 };

export const isGrouped = (format: DecodeFormat) => format === 'q8' || format === 'q4';

/** Errors: `chain.bad-shape` {hidden, inner}. */
export function chainSteps({ hidden, inner }: ChainShape): readonly ChainStep[] {
  const fits = [hidden, inner].every((extent) => Number.isInteger(extent) && extent > 0 && extent % 64 === 0);
  ensure(fits, 'chain.bad-shape', { hidden, inner });
  return [
    { id: 'qkv', width: hidden, rows: 3 * hidden, answers: 3 * hidden },
    { id: 'o', width: hidden, rows: hidden, answers: hidden },
    { id: 'gateUp', width: hidden, rows: 2 * inner, answers: inner },
    { id: 'down', width: inner, rows: hidden, answers: hidden },
  ];
}

/** 32-bit words of one row's weights, and of its scales, two fp16 numbers to a word. Worked: q4, 4096 → 512 and 64. */
export function wordsPerRow(format: DecodeFormat, width: number): { weights: number; scales: number } {
  return { weights: (width * wordBits[format]) / 32, scales: isGrouped(format) ? width / GROUP / 2 : 0 };
}

/** Bytes of one layer's weights and scales. Worked: Llama 2 7B in q4 → 202,375,168 weights · 4.5 bits = 113,836,032. */
export function layerBytes(shape: ChainShape, format: DecodeFormat): number {
  return chainSteps(shape).reduce((sum, { width, rows }) => {
    const words = wordsPerRow(format, width);
    return sum + rows * (words.weights + words.scales) * 4;
  }, 0);
}

/** So many times the last-level cache a token must read, or part of it may still lie there from the token before. */
export const TIMES_THE_CACHE = 8;

export type PlannedChain =
  | { readonly layers: number; readonly bytes: number }
  /** Why there is none: bytes that would be needed. */
  | { readonly needed: number };

/**
 * As few whole layers as read eight times the cache; none where the memory does not suffice for them.
 * Worked: fp32, 96 MiB of cache → one layer of 809.5 MB; q4 → 8 layers, 910.7 MB.
 */
export function planChain(
  shape: ChainShape,
  format: DecodeFormat,
  { cacheBytes, memoryBytes }: { readonly cacheBytes: number; readonly memoryBytes: number },
): PlannedChain {
  const one = layerBytes(shape, format);
  const layers = Math.ceil((TIMES_THE_CACHE * cacheBytes) / one);
  const bytes = layers * one;
  return bytes <= memoryBytes ? { layers, bytes } : { needed: bytes };
}
