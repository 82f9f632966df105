/**
 * Where the cache overtakes the weights, and how much fits: closed forms of linear terms. Same models and omissions as
 * plan-memory.ts with engine `none`.
 */
import { capacityBytes } from '../catalog/accelerators';
import { kvCacheBytes } from './bytes';
import { cacheCopies } from './plan-memory';
import { modelOf, type Setup } from './setup';
import { weightBytesKept } from './weights';

export interface Crossover {
  /** Tokens of each sequence from which the cache is larger than the weights. */
  readonly tokens: number;
  /** Whether the model's context reaches that far. */
  readonly reached: boolean;
}

const perToken = (setup: Setup) =>
  kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat }) *
  cacheCopies(modelOf(setup), setup.devices);

/**
 * Length at which the cache of `sequences` sequences passes the weights.
 * Worked: the running example's model with 32 sequences, 13,458 tokens each; alone, 430,626, beyond its 131,072.
 */
export function cachePassesWeights(setup: Setup, sequences: number): Crossover {
  const model = modelOf(setup);
  const tokens = Math.ceil(weightBytesKept(model, setup.weightFormat) / (perToken(setup) * sequences));
  return { tokens, reached: tokens <= model.context };
}

/** Bytes that the weights leave; negative when they do not fit themselves. */
export function roomBytes(setup: Setup): number {
  return (
    capacityBytes(setup.acceleratorId) * setup.devices - weightBytesKept(modelOf(setup), setup.weightFormat)
  );
}

/** Most sequences of the Setup's length that fit beside the weights. Worked: the running example, 75. */
export function largestBatch(setup: Setup): number {
  const each = perToken(setup) * setup.contextTokens;
  return each > 0 ? Math.max(0, Math.floor(roomBytes(setup) / each)) : Number.POSITIVE_INFINITY;
}

/** Longest context that fits with the Setup's batch, in tokens, not capped by the model's own limit. */
export function longestContext(setup: Setup): number {
  const each = perToken(setup) * setup.batch;
  return each > 0 ? Math.max(0, Math.floor(roomBytes(setup) / each)) : Number.POSITIVE_INFINITY;
}
