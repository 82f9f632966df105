/**
 * Peak memory of reading a prompt, in six terms: the model behind the out-of-memory story of the chapter `bytes`.
 * Weights, tables of rotary positions and cache stay; scores exist while a layer's attention runs, logits after the
 * last layer, so the peak holds the larger of the two. Leaves out hidden states, masks and weights unpacked on the fly:
 * published AWQ rows lie 3–6 % above it. Sources: AutoAWQ issues 276 and 381 and pull request 656 (measured rows), its
 * attention at commit 68c727a (scores in fp16, cast to fp32, softmax in fp32), transformers 4.38 (rotary tables in every
 * layer, logits cast to fp32), AutoAWQ before pull request 656, commit 167c780 (examples/benchmark.py reserves a cache
 * for prompt and answer; awq/modules/fused/attn.py keeps 64-bit complex rotary factors for it in every layer). That
 * transformers ran fused attention in issue 381, and did not cast the logits in 656, is inferred from the fit.
 */
import type { ModelRow } from '../catalog/models';
import { kvCacheBytes, type ModelRef, resolveModel } from './bytes';
import { weightBytesKept } from './weights';

export const sixTermNames = ['weights', 'rotaryTables', 'kvCache', 'logits', 'logitsFp32', 'scores'] as const;
export type SixTermName = (typeof sixTermNames)[number];
export type SixTerms = Readonly<Record<SixTermName, number>>;

export interface PrefillRun {
  readonly model: ModelRef;
  readonly weightFormat: string;
  readonly batch: number;
  readonly tokens: number;
  /** Whether attention writes its scores to memory. */
  readonly materialised: boolean;
  /** Whether every layer keeps rotary tables for the model's whole context, or for the tokens reserved. */
  readonly rotaryTables: boolean | 'reserved';
  /** Tokens each sequence's cache is made for; those of the prompt when not given. */
  readonly reservedTokens?: number;
  /** Whether logits are cast to 32 bits; yes when not given. */
  readonly castLogits?: boolean;
}

function rotaryBytes(model: ModelRow, tables: PrefillRun['rotaryTables'], reserved: number): number {
  // Sine and cosine in 16 bits for every position and width; or half as many complex numbers of 8 bytes.
  if (tables === 'reserved') return model.layers * reserved * (model.head_dim / 2) * 8;
  return tables ? model.layers * 2 * model.context * model.head_dim * 2 : 0;
}

/** The six terms in bytes. Worked: mistral-7b in fp16, 5 × 4,096 tokens, fused: logits 1.31 GB and their cast 2.62 GB. */
export function sixTerms(run: PrefillRun): SixTerms {
  const model: ModelRow = resolveModel(run.model);
  const positions = run.batch * run.tokens;
  const reserved = run.reservedTokens ?? run.tokens;
  return {
    weights: weightBytesKept(model, run.weightFormat),
    rotaryTables: rotaryBytes(model, run.rotaryTables, reserved),
    kvCache: kvCacheBytes(model, {
      tokens: reserved,
      sequences: run.batch,
      bytesPerElement: 2,
      ignoreWindow: true,
    }),
    logits: 2 * positions * model.vocab,
    logitsFp32: run.castLogits === false ? 0 : 4 * positions * model.vocab,
    scores: run.materialised ? 10 * run.batch * model.heads * run.tokens ** 2 : 0,
  };
}

/**
 * Bytes at the peak: what stays, and the larger of scores and logits.
 * Worked: the AWQ run that died, 31.37 GiB; with fused attention 10.0.
 */
export function peakBytes(terms: SixTerms): number {
  const stays = terms.weights + terms.rotaryTables + terms.kvCache;
  return stays + Math.max(terms.scores, terms.logits + terms.logitsFp32);
}

/**
 * A prefill by AutoAWQ after it changed to fused attention, as its benchmark ran it: cache and rotary factors for prompt
 * and answer of equal length, logits of the whole prompt in 16 bits, no scores.
 */
export function afterFusedKernel(
  shape: Pick<PrefillRun, 'model' | 'batch' | 'tokens' | 'weightFormat'>,
): PrefillRun {
  return {
    ...shape,
    materialised: false,
    rotaryTables: 'reserved',
    reservedTokens: 2 * shape.tokens,
    castLogits: false,
  };
}

export interface LinearGrowth {
  readonly kvCache: number;
  readonly rotaryTables: number;
  readonly logits: number;
  /** The last layer's output, which the head reads. */
  readonly activations: number;
  readonly total: number;
  /** What materialised scores would have added. */
  readonly scoresAvoided: number;
}

/**
 * Growth from `from` to `to` tokens of a prefill after the change of kernel. Worked: llama-3.1-8b from 2,048 to 4,096:
 * cache for prompt and answer 0.50, rotary factors 0.06, 16-bit logits 0.49, last hidden states 0.02: 1.07 GiB of the
 * 1.09 published. Scores would have added 3.75.
 */
export function fusedGrowth(model: ModelRef, batch: number, from: number, to: number): LinearGrowth {
  const row = resolveModel(model);
  const at = (tokens: number) =>
    sixTerms(afterFusedKernel({ model: row, batch, tokens, weightFormat: 'int4-g128-zp' }));
  const [before, after] = [at(from), at(to)];
  const grown = (term: SixTermName) => after[term] - before[term];
  const parts = {
    kvCache: grown('kvCache'),
    rotaryTables: grown('rotaryTables'),
    logits: grown('logits'),
    activations: 2 * batch * (to - from) * row.hidden,
  };
  const total = parts.kvCache + parts.rotaryTables + parts.logits + parts.activations;
  return { ...parts, total, scoresAvoided: 10 * batch * row.heads * (to ** 2 - from ** 2) };
}
