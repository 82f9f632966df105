/**
 * What must lie in device memory to serve `batch` sequences of `contextTokens` tokens: six terms and the capacity.
 * Models the pass over the prompts while every sequence's cache is reserved at full length. Terms are added, though
 * scores and logits need not be alive at once: the total is what surely suffices (six-term.ts follows the peak instead).
 * Leaves out allocator behaviour beyond a half-empty last block, and communication buffers.
 */
import { type AcceleratorRow, acceleratorById, capacityBytes } from '../catalog/accelerators';
import type { ModelRow } from '../catalog/models';
import { BookError } from '../errors';
import { kvCacheBytes, type ModelRef, resolveModel } from './bytes';
import { type EngineId, engineIds, engines } from './engines';
import { weightBytesKept } from './weights';

export interface MemoryQuery {
  readonly model: ModelRef;
  readonly accelerator: AcceleratorRow | string;
  /** Devices the model is split over (tensor parallel). Default 1. */
  readonly devices?: number;
  readonly weightFormat?: string;
  readonly kvFormat?: string;
  readonly batch?: number;
  readonly contextTokens: number;
  /** Default `none`. */
  readonly engine?: EngineId;
}

/** Why a plan fits or does not; worded by the view. */
export interface PlanReason {
  readonly id: 'fits' | 'weights-alone' | 'over' | 'largest' | 'cache-copied' | 'heads-do-not-divide';
  readonly values: Readonly<Record<string, string | number>>;
}

/** Bytes over all devices. */
export interface MemoryPlan {
  readonly weights: number;
  readonly kvCache: number;
  readonly activations: number;
  readonly logits: number;
  readonly scores: number;
  readonly overhead: number;
  readonly fragmentation: number;
  readonly total: number;
  readonly capacity: number;
  /** `total` on one device. */
  readonly perDevice: number;
  readonly fits: boolean;
  readonly reasons: readonly PlanReason[];
}

export const planTerms = [
  'weights',
  'kvCache',
  'activations',
  'logits',
  'scores',
  'overhead',
  'fragmentation',
] as const;
export type PlanTerm = (typeof planTerms)[number];

/**
 * Copies of the cache when heads cannot be split further: one latent, or fewer KV heads than devices.
 * Worked: 8 KV heads over 4 devices, 1; 4 KV heads over 8 devices, 2; a latent over 8 devices, 8.
 */
export function cacheCopies(model: ModelRow, devices: number): number {
  const heads = model.mla ? 1 : (model.kv_heads ?? model.heads);
  return Math.max(1, devices / heads);
}

/** 16-bit numbers alive at once for one token in the widest part of a layer. */
function liveElements(model: ModelRow): number {
  const ffn = model.moe ? model.moe.moe_ffn * (model.moe.top_k + model.moe.shared_experts) : model.ffn_dim;
  const keyWidth = model.mla ? model.mla.kv_lora_rank : 2 * (model.kv_heads ?? model.heads) * model.head_dim;
  // Residual, its normed copy, and either gate and up or query, key, value.
  return 2 * model.hidden + Math.max(2 * ffn, model.heads * model.head_dim + keyWidth);
}

/**
 * The plan. Worked: llama-3.1-70b in bf16 on four a100-80-sxm, 32 × 8,192 tokens, engine `none`:
 * 141.1 + 85.9 = 227.0 GB of 343.6. Throws `BookError` `plan.bad-count` and `plan.unknown-engine`, and those of the catalogue.
 */
export function planMemory(query: MemoryQuery): MemoryPlan {
  const {
    devices = 1,
    weightFormat = 'bf16',
    kvFormat = 'bf16',
    batch = 1,
    contextTokens,
    engine = 'none',
  } = query;
  for (const [name, value] of Object.entries({ devices, batch, contextTokens })) {
    if (!Number.isFinite(value) || value < 0 || (name === 'devices' && value < 1))
      throw new BookError('plan.bad-count', { name, value: String(value) });
  }
  if (!Object.hasOwn(engines, engine))
    throw new BookError('plan.unknown-engine', {
      engine: String(engine).slice(0, 40),
      near: engineIds.join(', '),
    });
  const model = resolveModel(query.model);
  const accelerator =
    typeof query.accelerator === 'string' ? acceleratorById(query.accelerator) : query.accelerator;
  const how = engines[engine];
  const capacity = capacityBytes(accelerator) * devices;
  const copies = cacheCopies(model, devices);
  const cacheOf = (tokens: number) => kvCacheBytes(model, { tokens, sequences: batch, kvFormat }) * copies;

  const passTokens = Math.min(how.chunkTokens, contextTokens * batch);
  const logitRows = how.allLogits ? passTokens : how.chunkTokens > 0 ? batch : 0;
  const terms = {
    weights: weightBytesKept(model, weightFormat),
    kvCache: cacheOf(contextTokens),
    activations: 2 * passTokens * liveElements(model),
    // Made in 16 bits and cast to 32 for sampling.
    logits: 6 * logitRows * model.vocab,
    scores: how.materialisesScores ? 10 * batch * model.heads * contextTokens ** 2 : 0,
    overhead: capacity * how.reservedShare + how.contextBytes * devices,
    fragmentation: cacheOf(how.blockTokens / 2),
  };
  const total = planTerms.reduce((sum, term) => sum + terms[term], 0);
  const fits = total <= capacity;
  return {
    ...terms,
    total,
    capacity,
    perDevice: total / devices,
    fits,
    reasons: reasonsOf(terms, total, capacity, model, devices, copies),
  };
}

function reasonsOf(
  terms: Readonly<Record<PlanTerm, number>>,
  total: number,
  capacity: number,
  model: ModelRow,
  devices: number,
  copies: number,
): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (terms.weights > capacity) {
    reasons.push({ id: 'weights-alone', values: { weights: terms.weights, capacity } });
  } else if (total > capacity) {
    const largest = planTerms
      .filter((term) => term !== 'weights')
      .reduce((a, b) => (terms[a] >= terms[b] ? a : b));
    reasons.push({ id: 'over', values: { by: total - capacity } });
    reasons.push({ id: 'largest', values: { term: largest, bytes: terms[largest] } });
  } else reasons.push({ id: 'fits', values: { free: capacity - total } });
  if (copies > 1) reasons.push({ id: 'cache-copied', values: { copies } });
  if (model.heads % devices !== 0)
    reasons.push({ id: 'heads-do-not-divide', values: { heads: model.heads, devices } });
  return reasons;
}
