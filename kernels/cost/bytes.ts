/**
 * Bytes of weights and of the KV cache. Models what must be stored, to the byte; layers with a sliding window keep at
 * most the window. Leaves out fragmentation, padding and the runtime's own buffers (see plan-memory.ts).
 * Source: shapes in content/data/models.json; formula 2 · layers · kv_heads · head_dim · bytes (MLA: latent + rope).
 */
import { type ModelRow, modelById } from '../catalog/models';
import { ensure } from '../errors';
import { bitsPerWeight } from './formats';
import { tokenLayers } from './layers';

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

/** Numbers that one token keeps in one layer. */
function kvElementsPerLayer({ mla, kv_heads, heads, head_dim }: ModelRow): number {
  if (mla) return mla.kv_lora_rank + mla.qk_rope_head_dim;
  return 2 * (kv_heads ?? heads) * head_dim;
}

/** Numbers that one token adds to the cache, in all layers. Worked: llama-3.1-70b, 2 · 80 · 8 · 128 = 163,840. */
export function kvElementsPerToken(model: ModelRef): number {
  const row = resolveModel(model);
  return row.layers * kvElementsPerLayer(row);
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
  /** Whether the engine keeps every token in every layer, whatever the model's window. Default false. */
  readonly ignoreWindow?: boolean;
}

/**
 * Bytes of the KV cache of `sequences` sequences of `tokens` tokens each, rounded up to whole bytes. Beyond a sliding
 * window only the global layers grow. Throws `BookError('kv.bad-count')` for negative or non-finite counts.
 * Worked: llama-3.1-70b, one token in bf16 is 327,680 bytes; 32 sequences of 8,192 tokens are 85,899,345,920.
 * gemma-3-12b keeps 872,415,232 bytes of 8,192 tokens; an engine that ignores its window, 3,221,225,472.
 */
export function kvCacheBytes(model: ModelRef, query: KvCacheQuery): number {
  const { tokens, sequences = 1 } = query;
  const bytesPerElement = query.bytesPerElement ?? bitsPerWeight(query.kvFormat ?? 'bf16') / 8;
  for (const [name, value] of Object.entries({ tokens, sequences, bytesPerElement })) {
    ensure(Number.isFinite(value) && value >= 0, 'kv.bad-count', { name, value });
  }
  const row = resolveModel(model);
  const kept = query.ignoreWindow ? row.layers * tokens : tokenLayers(row, tokens);
  return Math.ceil(kvElementsPerLayer(row) * kept * bytesPerElement * sequences);
}
