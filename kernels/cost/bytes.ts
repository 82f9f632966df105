/**
 * Bytes of weights and of the KV cache. Models what must be stored, to the byte; leaves out fragmentation, padding,
 * the runtime's own buffers, and the saving of sliding-window layers (every layer counted as full attention).
 * Source: shapes in content/data/models.json; formula 2 · layers · kv_heads · head_dim · bytes (MLA: latent + rope).
 */
import { type ModelRow, modelById } from '../catalog/models';
import { ensure } from '../errors';
import { bitsPerWeight } from './formats';

/** A catalogue row, or its id. */
export type ModelRef = ModelRow | string;

export function resolveModel(model: ModelRef): ModelRow {
  return typeof model === 'string' ? modelById(model) : model;
}

/**
 * Bytes that the weights occupy in a format, scales included, rounded up to whole bytes.
 * Worked: llama-3.1-70b in bf16 is 141,107,412,992 bytes.
 */
export function weightBytes(model: ModelRef, format: string): number {
  return Math.ceil((resolveModel(model).params_exact * bitsPerWeight(format)) / 8);
}

/**
 * Bytes of weights streamed from memory for one decoded token at batch 1: an untied input embedding is left out,
 * because only one row of it is read. Worked: llama-3.1-70b in bf16 is 139,006,066,688 bytes.
 */
export function weightBytesRead(model: ModelRef, format: string): number {
  return Math.ceil((resolveModel(model).params_read_per_token * bitsPerWeight(format)) / 8);
}

/** Numbers that one token adds to the cache. Worked: llama-3.1-70b, 2 · 80 · 8 · 128 = 163,840. */
export function kvElementsPerToken(model: ModelRef): number {
  const row = resolveModel(model);
  if (row.mla) return row.layers * (row.mla.kv_lora_rank + row.mla.qk_rope_head_dim);
  return 2 * row.layers * (row.kv_heads ?? row.heads) * row.head_dim;
}

export interface KvCacheQuery {
  /** Tokens held by each sequence. */
  readonly tokens: number;
  /** Sequences; 1 when not given. */
  readonly sequences?: number;
  /** Bytes per number; or give `kvFormat`. */
  readonly bytesPerElement?: number;
  /** Format id, e.g. `bf16`, `fp8`; `bf16` when neither is given. */
  readonly kvFormat?: string;
}

/**
 * Bytes of the KV cache of `sequences` sequences of `tokens` tokens each, rounded up to whole bytes.
 * Throws `BookError('kv.bad-count')` for negative or non-finite counts.
 * Worked: llama-3.1-70b, one token in bf16 is 327,680 bytes; 32 sequences of 8,192 tokens are 85,899,345,920.
 */
export function kvCacheBytes(model: ModelRef, query: KvCacheQuery): number {
  const { tokens, sequences = 1 } = query;
  const bytesPerElement = query.bytesPerElement ?? bitsPerWeight(query.kvFormat ?? 'bf16') / 8;
  for (const [name, value] of Object.entries({ tokens, sequences, bytesPerElement })) {
    ensure(Number.isFinite(value) && value >= 0, 'kv.bad-count', { name, value });
  }
  return Math.ceil(kvElementsPerToken(model) * bytesPerElement * tokens * sequences);
}
