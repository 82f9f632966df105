/**
 * Bytes of the chapter on paging: a token's cache, reservations, blocks, tables, and how many sequences fit.
 * Leaves out memory of the runtime and of activations: all that the weights leave is called cache here.
 */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { blocksFor } from '../../serving/kv/block-table';
import { kvCacheBytes, weightBytes } from '../bytes';
import type { CalcDefinition, CalcResult, CalcTerm } from '../calc';
import { bitsPerWeight } from '../formats';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

const BLOCK_TOKENS = 16;
const TABLE_ENTRY_BYTES = 4;
/** The request of the question line. */
const SMALL_REQUEST_BYTES = 2e9;

/** Bytes that one token adds to the cache; of a longer sequence the mean, since windows keep only its end. */
const tokenBytes = (setup: Setup, tokens = 1) =>
  kvCacheBytes(modelOf(setup), { tokens, kvFormat: setup.kvFormat }) / tokens;
export const tokenTerm = (setup: Setup, tokens = 1): CalcTerm => ({
  symbol: 'k',
  value: tokenBytes(setup, tokens),
  unit: 'bytesBinary',
  source: modelOf(setup).id,
});
function bytesPerToken(setup: Setup): CalcResult {
  const model = modelOf(setup);
  const bytesEach = term('b', bitsPerWeight(setup.kvFormat) / 8, 'bytesBinary');
  // Latent attention keeps one narrow vector and its rotary part instead of keys and values.
  if (model.mla) {
    return {
      value: tokenBytes(setup),
      unit: 'bytesBinary',
      axis: 'memory',
      formula: '\\memory{k} = L \\cdot (d_c + d_r) \\cdot b',
      terms: [
        term('L', model.layers, 'count', model.id),
        term('d_c', model.mla.kv_lora_rank, 'count', model.id),
        term('d_r', model.mla.qk_rope_head_dim, 'count', model.id),
        bytesEach,
      ],
    };
  }
  return {
    value: tokenBytes(setup),
    unit: 'bytesBinary',
    axis: 'memory',
    formula: '\\memory{k} = 2 \\cdot L \\cdot h_{\\mathrm{kv}} \\cdot d_h \\cdot b',
    terms: [
      term('L', model.layers, 'count', model.id),
      term('h_{\\mathrm{kv}}', model.kv_heads ?? model.heads, 'count', model.id),
      term('d_h', model.head_dim, 'count', model.id),
      bytesEach,
    ],
  };
}

/** What the same model would store if every attention head kept keys and values of its own. */
function bytesPerTokenAllHeads(setup: Setup): CalcResult {
  const { layers, heads, head_dim: headDim, id } = modelOf(setup);
  const bytes = bitsPerWeight(setup.kvFormat) / 8;
  return {
    value: 2 * layers * heads * headDim * bytes,
    unit: 'bytesBinary',
    axis: 'memory',
    formula: '2 \\cdot L \\cdot h \\cdot d_h \\cdot b',
    terms: [
      term('L', layers, 'count', id),
      term('h', heads, 'count', id),
      term('d_h', headDim, 'count', id),
      term('b', bytes, 'bytesBinary'),
    ],
  };
}

/** Cache of `sequences` sequences of `tokens` tokens. */
const cache =
  (tokens: number | ((setup: Setup) => number), sequences = 1, unit: 'bytes' | 'bytesBinary' = 'bytes') =>
  (setup: Setup): CalcResult => {
    const length = typeof tokens === 'number' ? tokens : tokens(setup);
    return {
      value: kvCacheBytes(modelOf(setup), { tokens: length, sequences, kvFormat: setup.kvFormat }),
      unit,
      axis: 'memory',
      formula: sequences === 1 ? '\\memory{n \\cdot k}' : '\\memory{s \\cdot n \\cdot k}',
      terms: [
        ...(sequences === 1 ? [] : [term('s', sequences, 'count')]),
        term('n', length, 'tokens'),
        tokenTerm(setup, length),
      ],
    };
  };

export const longestContext = (setup: Setup) => modelOf(setup).context;
/** Tokens that each sequence of the Setup really holds. */
export const heldTokens = (setup: Setup) => setup.contextTokens;

function smallRequestTokens(setup: Setup): CalcResult {
  return {
    value: Math.floor(SMALL_REQUEST_BYTES / tokenBytes(setup)),
    unit: 'tokens',
    axis: 'memory',
    formula: '\\lfloor \\memory{C} / \\memory{k} \\rfloor',
    terms: [term('C', SMALL_REQUEST_BYTES, 'bytes'), tokenTerm(setup)],
  };
}

/** Tokens that fit beside the weights. */
function roomTokens(setup: Setup): number {
  const left =
    capacityBytes(setup.acceleratorId) * setup.devices - weightBytes(modelOf(setup), setup.weightFormat);
  return Math.max(0, Math.floor(left / tokenBytes(setup)));
}

function room(setup: Setup): CalcResult {
  return {
    value: roomTokens(setup),
    unit: 'tokens',
    axis: 'memory',
    formula: 'T = \\left\\lfloor \\dfrac{\\memory{D \\cdot C - W}}{\\memory{k}} \\right\\rfloor',
    terms: [
      term('D', setup.devices, 'count'),
      term('C', capacityBytes(setup.acceleratorId), 'bytes', acceleratorById(setup.acceleratorId).name),
      term('W', weightBytes(modelOf(setup), setup.weightFormat), 'bytes', modelOf(setup).id),
      tokenTerm(setup),
    ],
  };
}

/** Sequences that fit when each takes room for `tokens`. */
export const sequencesThatFit =
  (tokens: (setup: Setup) => number): CalcDefinition =>
  (setup) => ({
    value: Math.floor(roomTokens(setup) / tokens(setup)),
    unit: 'requests',
    axis: 'memory',
    formula: '\\lfloor \\memory{T} / \\memory{M} \\rfloor',
    terms: [term('T', roomTokens(setup), 'tokens'), term('M', tokens(setup), 'tokens')],
  });

/** Blocks of k answers to one prompt, the full blocks of the prompt shared or not. */
const forkBlocks =
  (shared: boolean): CalcDefinition =>
  () => {
    const [prompt, output, answers] = [500, 200, 4];
    const each = blocksFor(prompt + output, BLOCK_TOKENS);
    const full = shared ? Math.floor(prompt / BLOCK_TOKENS) : 0;
    return {
      value: full + answers * (each - full),
      unit: 'blocks',
      axis: 'memory',
      formula: shared
        ? '\\lfloor p/B \\rfloor + a \\left( \\lceil (p+o)/B \\rceil - \\lfloor p/B \\rfloor \\right)'
        : 'a \\, \\lceil (p+o)/B \\rceil',
      terms: [
        term('a', answers, 'count'),
        term('p', prompt, 'tokens'),
        term('o', output, 'tokens'),
        term('B', BLOCK_TOKENS, 'tokens'),
      ],
    };
  };

export const memoryCalcs: Readonly<Record<string, CalcDefinition>> = {
  'paging.kvBytesPerToken': bytesPerToken,
  'paging.kvBytesPerTokenAllHeads': bytesPerTokenAllHeads,
  'paging.requestBytes': cache(heldTokens),
  'paging.longestContext': (setup) => ({
    value: longestContext(setup),
    unit: 'tokens',
    axis: 'memory',
    formula: 'M',
    terms: [term('M', longestContext(setup), 'tokens', modelOf(setup).id)],
  }),
  'paging.reservationBytes': cache(longestContext),
  'paging.smallRequestTokens': smallRequestTokens,
  'paging.roomTokens': room,
  'paging.reservedFit': sequencesThatFit(longestContext),
  'paging.heldFit': sequencesThatFit(heldTokens),
  'paging.blockBytes': cache(BLOCK_TOKENS, 1, 'bytesBinary'),
  'paging.tableBytes': (setup) => ({
    value: blocksFor(setup.contextTokens, BLOCK_TOKENS) * TABLE_ENTRY_BYTES,
    unit: 'bytesBinary',
    axis: 'memory',
    formula: '\\lceil n/B \\rceil \\cdot b_{\\mathrm{id}}',
    terms: [
      term('n', setup.contextTokens, 'tokens'),
      term('B', BLOCK_TOKENS, 'tokens'),
      term('b_{\\mathrm{id}}', TABLE_ENTRY_BYTES, 'bytesBinary'),
    ],
  }),
  'paging.lastBlockWaste': () => ({
    value: (BLOCK_TOKENS - 1) / 2,
    unit: 'tokens',
    axis: 'memory',
    formula: '\\memory{\\bar w} = (B - 1)/2',
    terms: [term('B', BLOCK_TOKENS, 'tokens')],
  }),
  'paging.forkBlocksSeparate': forkBlocks(false),
  'paging.forkBlocksShared': forkBlocks(true),
  'paging.cacheOfThirtyTwo': cache(2048, 32),
  'paging.cacheOfHundredThousand': cache(100_000),
  'paging.cacheOfLongest': cache(longestContext, 1, 'bytesBinary'),
};
