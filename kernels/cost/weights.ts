/**
 * Parameters of a model by part, counted from its shape. Models decoder-only Transformers of the Llama family: gated
 * FFN, RMSNorm, grouped-query or latent attention, mixtures of experts. Leaves out rotary tables (computed, not
 * stored) and vision towers. Source: the configurations named in content/data/models.json; for latent attention the
 * DeepSeek-V2 paper, section 2.1 (arXiv 2405.04434).
 */
import type { ModelRow } from '../catalog/models';
import { type ModelRef, resolveModel } from './bytes';
import { bitsPerWeight, isBlockFormat } from './formats';

export interface WeightParts {
  /** Input embedding. */
  readonly embedding: number;
  /** Output head; 0 when it is the embedding. */
  readonly head: number;
  /** Matrices and biases of attention, all layers. */
  readonly attention: number;
  /** Dense FFN layers, and the shared experts that every token passes. */
  readonly ffn: number;
  /** Routed experts; 0 in a dense model. */
  readonly experts: number;
  /** Routers of the experts, and the gate of shared ones. */
  readonly router: number;
  readonly norms: number;
  readonly total: number;
  /** Of `experts`, those that one token passes. */
  readonly expertsPerToken: number;
}

/** Parameters of one layer's attention. Worked: llama-3.1-70b, 8192·8192·2 + 2·8192·1024 = 150,994,944. */
export function attentionParameters(model: ModelRow): number {
  const { hidden, heads, head_dim: width, mla } = model;
  if (mla) {
    const queryWidth = heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim);
    const query = mla.q_lora_rank
      ? hidden * mla.q_lora_rank + mla.q_lora_rank + mla.q_lora_rank * queryWidth
      : hidden * queryWidth;
    const down = hidden * (mla.kv_lora_rank + mla.qk_rope_head_dim) + mla.kv_lora_rank;
    const up = mla.kv_lora_rank * heads * (mla.qk_nope_head_dim + mla.v_head_dim);
    return query + down + up + heads * mla.v_head_dim * hidden;
  }
  const keyWidth = (model.kv_heads ?? heads) * width;
  const queryWidth = heads * width;
  let count = 2 * hidden * queryWidth + 2 * hidden * keyWidth;
  if (model.qkv_bias) count += queryWidth + 2 * keyWidth;
  if (model.attention_out_bias) count += hidden;
  if (model.attention_sinks) count += heads;
  if (model.qk_norm) count += 2 * width;
  return count;
}

/** Parameters by part. Worked: llama-3.1-70b counts 70,553,706,496 in all, 1,050,673,152 of them in the embedding. */
export function weightParts(model: ModelRef): WeightParts {
  const row = resolveModel(model);
  const { hidden, layers, moe } = row;
  const embedding = row.vocab * hidden;
  const head = row.tied_embeddings ? 0 : embedding;
  const attention = layers * attentionParameters(row);
  const norms = layers * (row.norms_per_layer ?? 2) * hidden + hidden;
  const dense = 3 * hidden * row.ffn_dim;
  let [ffn, experts, router, expertsPerToken] = [layers * dense, 0, 0, 0];
  if (moe) {
    const routed = layers - (moe.dense_layers ?? 0);
    const one = 3 * hidden * moe.moe_ffn + (moe.bias ? 2 * moe.moe_ffn + hidden : 0);
    ffn = (layers - routed) * dense + routed * moe.shared_experts * one;
    experts = routed * moe.experts * one;
    expertsPerToken = routed * moe.top_k * one;
    const gates = (moe.router_bias ? moe.experts : 0) + (moe.shared_gate ? hidden : 0);
    router = routed * (hidden * moe.experts + gates);
  }
  const total = embedding + head + attention + ffn + experts + router + norms;
  return { embedding, head, attention, ffn, experts, router, norms, total, expertsPerToken };
}

/** Parameters that one token passes, the input embedding counted whole. Worked: mixtral-8x7b 12,879,925,248. */
export function activeParameters(model: ModelRef): number {
  const { total, experts, expertsPerToken } = weightParts(model);
  return total - experts + expertsPerToken;
}

/**
 * Bytes of weights as engines keep them: a format below 16 bits applies to the matrices of attention, FFN and experts;
 * embedding, head, routers and norms stay in 16 bits. Block formats of ggml apply to everything, as their files do.
 * Worked: llama-3.1-70b in int4-g128 keeps 2 × 1.05 B parameters of embedding and head at 16 bits: 39,500,398,592 bytes.
 */
export function weightBytesKept(model: ModelRef, format: string): number {
  const bits = bitsPerWeight(format);
  const parts = weightParts(model);
  const whole = bits >= 16 || isBlockFormat(format);
  const quantized = whole ? parts.total : parts.attention + parts.ffn + parts.experts;
  return Math.ceil((quantized * bits + (parts.total - quantized) * 16) / 8);
}
