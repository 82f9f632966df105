/**
 * The batching simulator's dials as a command sets them: requests at once, tokens of a step, tokens of the cache, longest
 * sequence. The simulator runs one fixed model in a page, so that large servers are bent to its range, and it is said which.
 */
import { batchingParams } from '../serving/batching/params';
import { parseParams } from '../simulator';
import type { ParsedCommand } from './command-line';

export interface BatchingDials {
  /** By the simulator's own keys; empty where the command sets none of them. */
  readonly params: Readonly<Record<string, number>>;
  /** What the command says where the simulator cannot follow. */
  readonly bent: Readonly<Record<string, number>>;
}

const flags = {
  vllm: {
    maxBatch: '--max-num-seqs',
    chunkTokens: '--max-num-batched-tokens',
    maxModelTokens: '--max-model-len',
    poolTokens: '',
  },
  sglang: {
    maxBatch: '--max-running-requests',
    chunkTokens: '--chunked-prefill-size',
    maxModelTokens: '--context-length',
    poolTokens: '--max-total-tokens',
  },
  'llama.cpp': {
    maxBatch: '--parallel',
    chunkTokens: '--batch-size',
    maxModelTokens: '',
    poolTokens: '--ctx-size',
  },
} as const;

/** Worked: `vllm serve m --max-num-seqs 64 --max-model-len 65536` is 64 requests at once and, bent, 32,768 tokens. */
export function batchingDials({ engine, flags: given }: ParsedCommand, cacheTokens?: number): BatchingDials {
  if (engine === 'unknown') return { params: {}, bent: {} };
  const last = new Map(given.map(({ flag, value }) => [flag.name, value]));
  const said: Record<string, number> = {};
  for (const [key, name] of Object.entries(flags[engine])) {
    const value = last.get(name);
    if (typeof value === 'number' && value > 0) said[key] = value;
  }
  if (cacheTokens && said.poolTokens === undefined) said.poolTokens = cacheTokens;
  const specs = batchingParams.filter(({ key }) => said[key] !== undefined);
  const text = Object.fromEntries(specs.map(({ key }) => [key, String(said[key])]));
  const { values } = parseParams(specs, text);
  const params = Object.fromEntries(specs.map(({ key }) => [key, Number(values[key])]));
  // A step of the dial is no bend.
  const bent = specs.filter(({ key, step = 1 }) => Math.abs(params[key] - said[key]) > step / 2);
  return { params, bent: Object.fromEntries(bent.map(({ key }) => [key, said[key]])) };
}
