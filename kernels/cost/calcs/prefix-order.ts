/**
 * What vLLM's free queue is worth: the same traffic through its scheduler with the order of version 0.9.2, in which
 * every freed block goes to the back, and with today's, in which blocks that nobody could find go to the front.
 */
import { createVllmScheduler } from '../../serving/schedulers/vllm/scheduler';
import type { CalcDefinition } from '../calc';
import { term } from './term';

const BLOCK_TOKENS = 16;
/** Beside the null block. */
const POOL_BLOCKS = 64;
const SYSTEM_TOKENS = 512;
const QUESTION_TOKENS = 20;
const LONG_REQUESTS = 20;
/** Between two long requests, so many that never fill a block. */
const SHORT_REQUESTS = 48;
const SHORT_TOKENS = 8;
const ANSWER_TOKENS = 4;

/** Share of the long requests' prompt tokens that was found. One request at a time; the first finds nothing. */
function foundShare(version: 'v1' | 'v0.9.2'): number {
  const scheduler = createVllmScheduler({
    num_blocks: POOL_BLOCKS + 1,
    block_size: BLOCK_TOKENS,
    version,
  });
  let [id, found] = [0, 0];
  const serve = (prompt: number[] | number) => {
    scheduler.add({ id, prompt, max_tokens: ANSWER_TOKENS });
    id += 1;
    for (let step = scheduler.step(); step !== null; step = scheduler.step()) found += step.hitTokens;
  };
  const system = Array.from({ length: SYSTEM_TOKENS }, (_, at) => at);
  for (let round = 1; round <= LONG_REQUESTS; round += 1) {
    const question = Array.from({ length: QUESTION_TOKENS }, (_, at) => round * SYSTEM_TOKENS + at);
    serve([...system, ...question]);
    for (let short = 0; short < SHORT_REQUESTS; short += 1) serve(SHORT_TOKENS);
  }
  return found / (LONG_REQUESTS * (SYSTEM_TOKENS + QUESTION_TOKENS));
}

const found =
  (version: 'v1' | 'v0.9.2'): CalcDefinition =>
  () => ({
    value: foundShare(version),
    unit: 'percent',
    axis: 'memory',
    formula: '\\dfrac{\\sum_i c_i}{\\sum_i p_i}',
    terms: [
      term('N', POOL_BLOCKS, 'blocks'),
      term('B', BLOCK_TOKENS, 'tokens'),
      term('s', SYSTEM_TOKENS, 'tokens'),
      term('p', SYSTEM_TOKENS + QUESTION_TOKENS, 'tokens'),
      term('q', SHORT_REQUESTS, 'requests'),
    ],
    sources: ['vllmv1'],
  });

export const prefixOrderCalcs: Readonly<Record<string, CalcDefinition>> = {
  'prefix.orderOld': found('v0.9.2'),
  'prefix.orderNew': found('v1'),
  'prefix.orderBlocks': () => ({
    value: POOL_BLOCKS,
    unit: 'blocks',
    axis: 'memory',
    formula: 'N',
    terms: [term('N', POOL_BLOCKS, 'blocks')],
  }),
  'prefix.orderShort': () => ({
    value: SHORT_REQUESTS,
    unit: 'requests',
    formula: 'q',
    terms: [term('q', SHORT_REQUESTS, 'requests')],
  }),
};
