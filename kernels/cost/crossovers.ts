/**
 * Where the cache overtakes the weights, and how much fits: closed forms of terms that are linear up to a sliding window
 * and linear beyond it. Same model and omissions as plan-memory.ts with engine `none`.
 */
import { capacityBytes } from '../catalog/accelerators';
import { kvCacheBytes, kvElementsPerToken } from './bytes';
import { bitsPerWeight } from './formats';
import { layersBySight } from './layers';
import { cacheCopies } from './plan-memory';
import { modelOf, type Setup } from './setup';
import { weightBytesKept } from './weights';

export interface Crossover {
  /** Tokens of each sequence from which the cache is larger than the weights; infinite when windows cap it before. */
  readonly tokens: number;
  /** Whether the model's context reaches that far. */
  readonly reached: boolean;
}

/** Tokens, not rounded, at which the cache of `sequences` sequences takes so many bytes. The inverse of `kvCacheBytes`. */
function tokensTaking(setup: Setup, sequences: number, bytes: number): number {
  const model = modelOf(setup);
  const { global, local, window } = layersBySight(model);
  const perToken = (kvElementsPerToken(model) * bitsPerWeight(setup.kvFormat)) / 8;
  const perLayer = (perToken * cacheCopies(model, setup.devices) * sequences) / model.layers;
  if (perLayer <= 0) return Number.POSITIVE_INFINITY;
  const tokenLayers = bytes / perLayer;
  if (local === 0 || tokenLayers <= model.layers * window) return tokenLayers / model.layers;
  return global === 0 ? Number.POSITIVE_INFINITY : (tokenLayers - local * window) / global;
}

/**
 * Length at which the cache of `sequences` sequences passes the weights.
 * Worked: the running example's model with 32 sequences, 13,458 tokens each; alone, 430,626, beyond its 131,072.
 */
export function cachePassesWeights(setup: Setup, sequences: number): Crossover {
  const model = modelOf(setup);
  const tokens = Math.ceil(tokensTaking(setup, sequences, weightBytesKept(model, setup.weightFormat)));
  return { tokens, reached: tokens <= model.context };
}

/** Bytes that the weights leave; negative when they do not fit themselves. Worked: the running example, 202,489,970,688. */
export function roomBytes(setup: Setup): number {
  return (
    capacityBytes(setup.acceleratorId) * setup.devices - weightBytesKept(modelOf(setup), setup.weightFormat)
  );
}

/** Most sequences of the Setup's length that fit beside the weights. Worked: the running example, 75. */
export function largestBatch(setup: Setup): number {
  const model = modelOf(setup);
  const { contextTokens: tokens, kvFormat } = setup;
  const each = kvCacheBytes(model, { tokens, kvFormat }) * cacheCopies(model, setup.devices);
  return each > 0 ? Math.max(0, Math.floor(roomBytes(setup) / each)) : Number.POSITIVE_INFINITY;
}

/**
 * Longest context that fits with the Setup's batch, in tokens, not capped by the model's own limit.
 * Worked: the running example, 19,310 tokens in each of its 32 sequences.
 */
export function longestContext(setup: Setup): number {
  return Math.max(0, Math.floor(tokensTaking(setup, setup.batch, Math.max(0, roomBytes(setup)))));
}
