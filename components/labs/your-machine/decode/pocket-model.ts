/** Pocket in the formats that are measured: its graph, the answers that it must give, and the bytes of a token. */

import type { PocketFormat } from '@/kernels/gpu/machine/decode';
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import { dequantizeModel, type QuantizedModel, quantizeModel } from '@/kernels/quantize/plan';
import { createReference } from '@/kernels/transformer/forward';
import type { LlamaWeights } from '@/kernels/transformer/weights';

const GROUP = 32;
const bitsOf: Readonly<Record<PocketFormat, number | undefined>> = { fp32: undefined, q8: 8, q4: 4 };

export interface PocketModel {
  readonly graph: Uint8Array;
  /** Logits [T, vocab] of a text in float64 arithmetic, of exactly these weights. */
  expected(tokens: readonly number[]): Float32Array;
  /** Weights that one token reads: all of them, since the embedding is the output matrix too. */
  readonly weightBytes: number;
}

/** The layers' matrices are packed, with an fp32 scale per 32; embedding and norms stay fp32 in every format. */
export function pocketModel(
  weights: LlamaWeights,
  format: PocketFormat,
  attention: 'gqa' | 'plain',
): PocketModel {
  const bits = bitsOf[format];
  const quantized =
    bits === undefined
      ? undefined
      : quantizeModel(weights, {
          bits,
          symmetric: true,
          granularity: 'group',
          groupSize: GROUP,
          tensors: 'linear',
        });
  const graph = quantized
    ? buildLlamaOnnx(weights, { format: 'nbits', quantized, attention })
    : buildLlamaOnnx(weights, { format: 'fp32', attention });
  return {
    graph,
    weightBytes: weightBytes(weights, quantized, bits),
    expected: (tokens) =>
      createReference(quantized ? dequantizeModel(weights, quantized) : weights).forward(tokens),
  };
}

function weightBytes(weights: LlamaWeights, quantized: QuantizedModel | undefined, bits = 32): number {
  let bytes = 0;
  for (const [name, { values }] of weights.tensors) {
    const packed = quantized?.tensors.has(name);
    bytes += packed ? (values.length * bits) / 8 + (values.length / GROUP) * 4 : values.length * 4;
  }
  return bytes;
}

/** Keys and values in fp32 that a token reads when `length` tokens are there. Worked: Pocket, 32 → 65,536. */
export function cacheBytes({ config }: LlamaWeights, length: number): number {
  return 2 * config.layers * config.kvHeads * config.headDim * 4 * length;
}
