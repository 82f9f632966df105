/**
 * Peak memory of reading a prompt, in six terms: the model behind the out-of-memory story of the chapter `bytes`.
 * Weights, tables of rotary positions and cache stay; scores exist while a layer's attention runs, logits after the
 * last layer, so the peak holds the larger of the two. Leaves out hidden states, masks and weights unpacked on the fly:
 * published AWQ rows lie 3–6 % above it. Sources: AutoAWQ issues 276 and 381 (measured rows), its attention at commit
 * 68c727a (scores in fp16, cast to fp32, softmax in fp32), transformers 4.38 (rotary tables in every layer, logits cast
 * to fp32). That transformers ran fused attention in issue 381 is inferred from the fit.
 */
import { type MemoryMeasurement, memoryMeasurements } from '../catalog/measurements';
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
  /** Whether every layer keeps rotary tables for the model's whole context. */
  readonly rotaryTables: boolean;
}

/** The six terms in bytes. Worked: mistral-7b in fp16, 5 × 4,096 tokens, fused: logits 1.31 GB and their cast 2.62 GB. */
export function sixTerms(run: PrefillRun): SixTerms {
  const model: ModelRow = resolveModel(run.model);
  const positions = run.batch * run.tokens;
  return {
    weights: weightBytesKept(model, run.weightFormat),
    rotaryTables: run.rotaryTables ? model.layers * 2 * model.context * model.head_dim * 2 : 0,
    kvCache: kvCacheBytes(model, { tokens: run.tokens, sequences: run.batch, bytesPerElement: 2 }),
    logits: 2 * positions * model.vocab,
    logitsFp32: 4 * positions * model.vocab,
    scores: run.materialised ? 10 * run.batch * model.heads * run.tokens ** 2 : 0,
  };
}

/** Bytes at the peak: what stays, and the larger of scores and logits. */
export function peakBytes(terms: SixTerms): number {
  const stays = terms.weights + terms.rotaryTables + terms.kvCache;
  return stays + Math.max(terms.scores, terms.logits + terms.logitsFp32);
}

export interface PublishedRun {
  readonly row: MemoryMeasurement;
  readonly run: PrefillRun;
  readonly terms: SixTerms;
  readonly peak: number;
  /** Reported bytes; undefined for the run that did not fit. */
  readonly reported?: number;
  /** Whether the six terms claim to describe it: the rows after the change of kernel keep other things. */
  readonly hasFormula: boolean;
}

const GIB = 2 ** 30;

/** A published row as a run of the model. */
function publishedRun(row: MemoryMeasurement): PublishedRun {
  const model = row.setup.startsWith('Mistral')
    ? 'mistral-7b'
    : row.setup.startsWith('Llama-3.1-8B')
      ? 'llama-3.1-8b'
      : 'llama-2-7b';
  const awq = row.setup.includes('AWQ');
  const hasFormula = row.formula !== 'linear in S';
  const run: PrefillRun = {
    model,
    weightFormat: awq ? 'int4-g128-zp' : 'fp16',
    batch: row.batch,
    tokens: row.prefill_tokens,
    materialised: awq && hasFormula,
    rotaryTables: !awq,
  };
  const terms = sixTerms(run);
  const reported = typeof row.reported_peak_gib === 'number' ? row.reported_peak_gib * GIB : undefined;
  return { row, run, terms, peak: peakBytes(terms), reported, hasFormula };
}

/** All published prefill rows, in the order of the file. */
export const publishedRuns: readonly PublishedRun[] = memoryMeasurements.map(publishedRun);

export interface LinearGrowth {
  readonly kvCache: number;
  readonly logits: number;
  readonly activations: number;
  readonly total: number;
  /** What materialised scores would have added. */
  readonly scoresAvoided: number;
}

/**
 * Growth of a fused prefill from `from` to `to` tokens: cache, 16-bit logits, and what a layer holds per token
 * (residual, its norm, gate and up). Worked: llama-3.1-8b from 2,048 to 4,096 grows by 0.88 GiB of the 1.09 published
 * (a 32-bit cast of the logits would add 0.98 more, so it was not alive at the peak); scores would have added 3.75.
 */
export function fusedGrowth(model: ModelRef, batch: number, from: number, to: number): LinearGrowth {
  const row = resolveModel(model);
  const positions = batch * (to - from);
  const kvCache = kvCacheBytes(row, { tokens: to - from, sequences: batch, bytesPerElement: 2 });
  const logits = 2 * positions * row.vocab;
  const activations = 2 * positions * (2 * row.hidden + 2 * row.ffn_dim);
  const scoresAvoided = 10 * batch * row.heads * (to ** 2 - from ** 2);
  return { kvCache, logits, activations, total: kvCache + logits + activations, scoresAvoided };
}
