/**
 * Bytes of the chapter on shared prefixes: what a system prompt takes once and in copies, how many more requests fit
 * when it is kept once, and what keeping it once per tenant takes.
 */
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition, CalcResult } from '../calc';
import { modelOf, type Setup } from '../setup';
import { heldTokens, memoryCalcs, sequencesThatFit, tokenTerm } from './paging-memory';
import { term } from './term';

/** The system prompt of the chapter, in tokens: about two printed pages with their tools. */
export const SYSTEM_TOKENS = 2048;
/** Tenants of a shared server, as in the discussion of vLLM's salts. */
const TENANTS = 256;
/** vLLM's design page: SHA-256 takes 100 to 200 ns per token; the upper end. */
const HASH_SECONDS_PER_TOKEN = 200e-9;

const room = (setup: Setup) => memoryCalcs['paging.roomTokens'](setup).value;
const bytesOf = (setup: Setup, tokens: number) =>
  kvCacheBytes(modelOf(setup), { tokens, kvFormat: setup.kvFormat });

/** The system prompt's cache, kept once or once for each of some. */
const copies =
  (symbol: string, count: (setup: Setup) => number, unit: 'requests' | 'count'): CalcDefinition =>
  (setup) => ({
    value: count(setup) * bytesOf(setup, SYSTEM_TOKENS),
    unit: 'bytes',
    axis: 'memory',
    formula: `\\memory{${symbol} \\cdot n \\cdot k}`,
    terms: [
      term(symbol, count(setup), unit),
      term('n', SYSTEM_TOKENS, 'tokens'),
      tokenTerm(setup, SYSTEM_TOKENS),
    ],
  });

/** Requests of the Setup's length that fit when all of them share one copy of the system prompt. */
function fitShared(setup: Setup): CalcResult {
  const shared = Math.min(SYSTEM_TOKENS, setup.contextTokens - 1);
  return {
    value: Math.max(0, Math.floor((room(setup) - shared) / (setup.contextTokens - shared))),
    unit: 'requests',
    axis: 'memory',
    formula: '\\left\\lfloor \\dfrac{\\memory{T - s}}{\\memory{n - s}} \\right\\rfloor',
    terms: [
      term('T', room(setup), 'tokens'),
      term('s', shared, 'tokens'),
      term('n', setup.contextTokens, 'tokens'),
    ],
  };
}

export const prefixBytesCalcs: Readonly<Record<string, CalcDefinition>> = {
  'prefix.systemTokens': () => ({
    value: SYSTEM_TOKENS,
    unit: 'tokens',
    formula: 's',
    terms: [term('s', SYSTEM_TOKENS, 'tokens')],
  }),
  'prefix.systemBytes': (setup) => ({
    value: bytesOf(setup, SYSTEM_TOKENS),
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{n \\cdot k}',
    terms: [term('n', SYSTEM_TOKENS, 'tokens'), tokenTerm(setup, SYSTEM_TOKENS)],
  }),
  'prefix.copiesBytes': copies('r', ({ batch }) => batch, 'requests'),
  'prefix.fitSeparate': sequencesThatFit(heldTokens),
  'prefix.fitShared': fitShared,
  'prefix.tenantBytes': copies('m', () => TENANTS, 'count'),
  'prefix.tenantShare': (setup) => ({
    value: (TENANTS * SYSTEM_TOKENS) / room(setup),
    unit: 'percent',
    axis: 'memory',
    formula: '\\dfrac{\\memory{m \\cdot s}}{\\memory{T}}',
    terms: [
      term('m', TENANTS, 'count', 'vllm37961'),
      term('s', SYSTEM_TOKENS, 'tokens'),
      term('T', room(setup), 'tokens'),
    ],
    sources: ['vllm37961'],
  }),
  'prefix.hashSeconds': (setup) => ({
    value: setup.contextTokens * HASH_SECONDS_PER_TOKEN,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t} = n \\cdot t_1',
    terms: [
      term('n', setup.contextTokens, 'tokens'),
      term('t_1', HASH_SECONDS_PER_TOKEN, 'seconds', 'vllmprefixdesign'),
    ],
    sources: ['vllmprefixdesign'],
  }),
};
