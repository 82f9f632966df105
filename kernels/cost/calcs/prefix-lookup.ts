/** Worked lookups of the chapter on shared prefixes, and what a published benchmark should have hit. No Setup enters. */
import type { CalcDefinition } from '../calc';
import { term } from './term';

const BLOCK_TOKENS = 16;
const FULL_PROMPT = 4096;
const PART = { prompt: 600, shared: 500 } as const;
const LARGE_BLOCK_TOKENS = 256;
/** vLLM 9972: every prompt is sent twice, 256 to 512 tokens long; 8.57 s without the cache, 4.83 s with it. */
const BENCHMARK = {
  shortest: 256,
  longest: 512,
  withoutSeconds: 8.57,
  withSeconds: 4.83,
  hitRate: 0.49,
} as const;

/** Tokens found of a prompt whose first `shared` are in the cache: whole blocks, and never the whole prompt. */
const hitTokens = (prompt: number, shared: number, block: number) =>
  block * Math.min(Math.floor(shared / block), Math.floor((prompt - 1) / block));

const lookup =
  (prompt: number, shared: number, block: number, missed = false): CalcDefinition =>
  () => {
    const hit = hitTokens(prompt, shared, block);
    return {
      value: missed ? prompt - hit : hit,
      unit: 'tokens',
      axis: 'compute',
      formula: `${missed ? 'p - ' : ''}B \\cdot \\min\\left( \\left\\lfloor \\dfrac{s}{B} \\right\\rfloor, \\left\\lfloor \\dfrac{p-1}{B} \\right\\rfloor \\right)`,
      terms: [term('p', prompt, 'tokens'), term('s', shared, 'tokens'), term('B', block, 'tokens')],
    };
  };

/** Share of tokens that the benchmark's second sending can hit, every length between its ends equally often. */
function benchmarkHitRate(): number {
  let [hit, sent] = [0, 0];
  for (let length = BENCHMARK.shortest; length <= BENCHMARK.longest; length += 1) {
    hit += hitTokens(length, length, BLOCK_TOKENS);
    sent += 2 * length;
  }
  return hit / sent;
}

const seconds =
  (value: number): CalcDefinition =>
  () => ({
    value,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t}',
    terms: [term('t', value, 'seconds', 'vllm9972')],
    sources: ['vllm9972'],
  });

export const prefixLookupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'prefix.fullHit': lookup(FULL_PROMPT, FULL_PROMPT, BLOCK_TOKENS),
  'prefix.fullMissed': lookup(FULL_PROMPT, FULL_PROMPT, BLOCK_TOKENS, true),
  'prefix.partHit': lookup(PART.prompt, PART.shared, BLOCK_TOKENS),
  'prefix.partHitLarge': lookup(PART.prompt, PART.shared, LARGE_BLOCK_TOKENS),
  'prefix.benchmarkHit': () => ({
    value: benchmarkHitRate(),
    unit: 'percent',
    digits: 3,
    formula: '\\dfrac{\\sum_p B \\lfloor (p-1)/B \\rfloor}{2 \\sum_p p}',
    terms: [
      term('p_\\mathrm{min}', BENCHMARK.shortest, 'tokens', 'vllm9972'),
      term('p_\\mathrm{max}', BENCHMARK.longest, 'tokens', 'vllm9972'),
      term('B', BLOCK_TOKENS, 'tokens'),
    ],
    sources: ['vllm9972'],
  }),
  'prefix.benchmarkWithout': seconds(BENCHMARK.withoutSeconds),
  'prefix.benchmarkWith': seconds(BENCHMARK.withSeconds),
  'prefix.benchmarkGain': () => ({
    value: BENCHMARK.withoutSeconds / BENCHMARK.withSeconds,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{\\latency{t_\\mathrm{without}}}{\\latency{t_\\mathrm{with}}}',
    terms: [
      term('t_\\mathrm{without}', BENCHMARK.withoutSeconds, 'seconds', 'vllm9972'),
      term('t_\\mathrm{with}', BENCHMARK.withSeconds, 'seconds', 'vllm9972'),
    ],
    sources: ['vllm9972'],
  }),
  'prefix.benchmarkCeiling': () => ({
    value: 1 / (1 - BENCHMARK.hitRate),
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{1}{1 - h}',
    terms: [term('h', BENCHMARK.hitRate, 'percent', 'vllm9972')],
    sources: ['vllm9972'],
  }),
};
