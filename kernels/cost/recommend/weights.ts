/**
 * The weights of a model in a format, as an engine keeps and reads them: what `weightBytesKept` leaves in 16 bits is
 * read in 16 bits too, which the floor of a step (times.ts) does not charge. A model published in MXFP4 has its
 * experts in it and attention in 16 bits. Leaves out padding and repacking.
 */
import type { ModelRow } from '../../catalog/models';
import { bitsPerWeight, isBlockFormat } from '../formats';
import { weightBytesKept, weightParts } from '../weights';
import { nativeFormat } from './quality';

export interface FormatWeights {
  readonly format: string;
  /** Bytes in memory, once. */
  readonly kept: number;
  /** Of them, those beyond `weightBytesKept`. */
  readonly beyondPlan: number;
  /** Input embedding and output head; they lie on the first and on the last stage of a pipeline. */
  readonly embedding: number;
  readonly head: number;
  /** Bytes that every step reads, routed experts apart. */
  readonly denseRead: number;
}

/** Worked: llama-3.1-8b in int4-g128-zp keeps 5.73 GB and reads 4.68, 1.05 of them the 16-bit head. */
export function formatWeights(model: ModelRow, format: string): FormatWeights {
  const parts = weightParts(model);
  const bits = bitsPerWeight(format);
  const wideBits = bits >= 16 || isBlockFormat(format) ? bits : 16;
  const attentionBits = format === nativeFormat(model) ? 16 : bits;
  const beyondPlan = (parts.attention * (attentionBits - bits)) / 8;
  const wideRead = model.params_read_per_token - parts.expertsPerToken - parts.attention - parts.ffn;
  return {
    format,
    kept: weightBytesKept(model, format) + beyondPlan,
    beyondPlan,
    embedding: (parts.embedding * wideBits) / 8,
    head: (parts.head * wideBits) / 8,
    denseRead: (parts.attention * attentionBits + parts.ffn * bits + wideRead * wideBits) / 8,
  };
}
