/**
 * Checks of the note “quantization manager”: claims 2.1 to 2.25. Its two functions are carried out as printed, on all
 * thirty pairs, with its own rounded sizes.
 */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { fileBitsPerWeight, llamaCppFile } from '../../catalog/quant-formats';
import { kvCacheBytes, weightBytes } from '../bytes';
import { bitsPerWeight } from '../formats';
import { type CheckedFigure, type ClaimChecks, figure } from './check';
import {
  A100,
  bytesAtBits,
  calm,
  fourBitSeventy,
  GIB,
  gptFast,
  LLAMA_70B,
  llamaCpp,
  qwen,
  RTX_4090,
  weightSeconds,
} from './quantities';

/** FP16 sizes in the note's gigabytes. */
const sizes = { 'llama-7b': 14, 'llama-13b': 26, 'llama-70b': 140, 'qwen-7b': 14, 'qwen-72b': 144 } as const;
const memories = {
  'A100-80GB': 80,
  'A100-40GB': 40,
  'H100-80GB': 80,
  L40S: 48,
  RTX4090: 24,
  T4: 16,
} as const;
const OVERHEAD = 1.2;
const GGUF_BITS = 3;

type Method = 'FP16' | 'INT8' | 'INT4_AWQ' | 'GGUF';

/** The note's recommendation, line by line. Worked: (140, 80) → INT4_AWQ, since 84 > 80 ≥ 42. */
export function recommendedByNote(fp16Gigabytes: number, memoryGigabytes: number): Method {
  if (fp16Gigabytes * OVERHEAD <= memoryGigabytes) return 'FP16';
  if (fp16Gigabytes * 0.5 * OVERHEAD <= memoryGigabytes) return 'INT8';
  if (fp16Gigabytes * 0.25 * OVERHEAD <= memoryGigabytes) return 'INT4_AWQ';
  return 'GGUF';
}

const pairs = Object.values(sizes).flatMap((size) =>
  Object.values(memories).map((memory) => ({ size, memory, method: recommendedByNote(size, memory) })),
);
const counted = (method: Method) => pairs.filter((pair) => pair.method === method);
const ownRule = (size: number) => ((size * GGUF_BITS) / 16) * OVERHEAD;
const broken = counted('GGUF').filter((pair) => ownRule(pair.size) > pair.memory);

/** Bound of a 7B in FP16, one stream. */
const bound = (acceleratorId: string) => 1 / weightSeconds('llama-2-7b', 16, acceleratorId);
const againstBound = (acceleratorId: string, said: number): CheckedFigure =>
  figure(bound(acceleratorId), 'tokensPerSecond', { said, meant: 'atLeast' });

export const managerChecks: ClaimChecks = {
  '2.1': () => ({
    int8: figure(16 / bitsPerWeight('int8'), 'ratio', { said: 4 }),
    int4: figure(16 / bitsPerWeight('int4-g128-zp'), 'ratio', { said: 8 }),
  }),
  '2.2': () => ({
    q6: figure(32 / fileBitsPerWeight['70b'].Q6_K, 'ratio', { said: 5, digits: 2 }),
    q2: figure(32 / fileBitsPerWeight['70b'].Q2_K, 'ratio', { said: 16, digits: 2 }),
    q2newer: figure(32 / llamaCppFile('Q2_K').bpw, 'ratio', { said: 16 }),
    sixteen: figure(32 / 16, 'bitsPerWeight'),
  }),
  '2.3': () => ({
    rtx: figure(
      llamaCpp('llama-3-8b', RTX_4090, 'F16').ms_per_token /
        llamaCpp('llama-3-8b', RTX_4090, 'Q4_K_M').ms_per_token,
      'ratio',
      { said: 1 },
    ),
    a100: figure(
      llamaCpp('llama-3-8b', A100, 'F16').ms_per_token / llamaCpp('llama-3-8b', A100, 'Q4_K_M').ms_per_token,
      'ratio',
      { said: 0.8 },
    ),
  }),
  '2.5': () => ({
    share: figure(4 / 32, 'percent', { said: 0.125 }),
    withGroups: figure(bitsPerWeight('int4-g128-zp') / 32, 'percent'),
  }),
  '2.6': () => ({
    estimate: figure(weightBytes('llama-3.1-8b', 'fp16') / 4, 'bytes'),
    file: figure(llamaCppFile('Q4_K_M').size_gib * GIB, 'bytes', {
      said: weightBytes('llama-3.1-8b', 'fp16') / 4,
    }),
    more: figure(
      (llamaCppFile('Q4_K_M').size_gib * GIB) / (weightBytes('llama-3.1-8b', 'fp16') / 4) - 1,
      'percent',
      { digits: 2 },
    ),
  }),
  '2.7': () => ({
    small: figure(Math.floor((0.2 * 14e9) / kvCacheBytes('llama-2-7b', { tokens: 1 })), 'tokens', {
      digits: 2,
    }),
    large: figure(Math.floor((0.2 * 35e9) / kvCacheBytes(LLAMA_70B, { tokens: 1 })), 'tokens', { digits: 2 }),
    // Thirty-two users of 2,048 tokens: what the cache really asks of a 7B, as a share of its weights.
    busy: figure(
      kvCacheBytes('llama-2-7b', { tokens: 2048, sequences: 32 }) / weightBytes('llama-2-7b', 'fp16'),
      'percent',
      { said: 0.2 },
    ),
  }),
  '2.8': () => ({
    seven: figure(weightBytes('llama-2-7b', 'fp16'), 'bytes', { said: 14e9, within: 0.04, digits: 4 }),
    thirteen: figure(weightBytes('llama-2-13b', 'fp16'), 'bytes', { said: 26e9, within: 0.04, digits: 4 }),
    seventy: figure(weightBytes(LLAMA_70B, 'fp16'), 'bytes', { said: 140e9, within: 0.04, digits: 4 }),
  }),
  '2.9': () => ({
    parameters: figure(weightBytes('qwen2.5-7b', 'fp16') / 2, 'count', {
      said: 7e9,
      within: 0.04,
      digits: 4,
    }),
    weights: figure(weightBytes('qwen2.5-7b', 'fp16'), 'bytes', { said: 14e9, within: 0.04, digits: 4 }),
  }),
  '2.10': () => ({
    weights: figure(weightBytes('qwen2.5-72b', 'fp16'), 'bytes', { said: 144e9, within: 0.04, digits: 4 }),
  }),
  '2.11': () => ({
    bytes: figure(capacityBytes(RTX_4090), 'bytes', { digits: 4 }),
    gibibytes: figure(acceleratorById(RTX_4090).memory_gb, 'count', { said: 24 }),
    more: figure(capacityBytes(RTX_4090) / 24e9 - 1, 'percent', { digits: 2 }),
  }),
  '2.12': () => ({
    pairs: figure(pairs.length, 'count'),
    fp16: figure(counted('FP16').length, 'count'),
    int8: figure(counted('INT8').length, 'count'),
    awq: figure(counted('INT4_AWQ').length, 'count'),
    gguf: figure(counted('GGUF').length, 'count'),
    broken: figure(broken.length, 'count', { said: 0 }),
    needs: figure(ownRule(sizes['llama-70b']) * 1e9, 'bytes'),
    int4: figure(fourBitSeventy(), 'bytes'),
    holds: figure(capacityBytes('a100-40-sxm'), 'bytes'),
  }),
  '2.13': () => ({
    rule: figure(140e9 * 0.5 * OVERHEAD, 'bytes', { said: 80e9, meant: 'atMost' }),
    weights: figure(weightBytes(LLAMA_70B, 'int8'), 'bytes'),
    withMargin: figure(weightBytes(LLAMA_70B, 'int8') * OVERHEAD, 'bytes'),
    holds: figure(capacityBytes(A100), 'bytes'),
    speed: figure(gptFast(LLAMA_70B, 8).tokens_per_s, 'tokensPerSecond'),
  }),
  '2.14': () => ({
    bits: figure(GGUF_BITS, 'count', { said: 2 }),
    q2: figure(bytesAtBits(LLAMA_70B, fileBitsPerWeight['70b'].Q2_K), 'bytes'),
    q3: figure(bytesAtBits(LLAMA_70B, fileBitsPerWeight['70b'].Q3_K_M), 'bytes'),
  }),
  '2.16': () => ({
    // No branch of the function returns INT4_GPTQ.
    gptq: figure(pairs.filter((pair) => (pair.method as string) === 'INT4_GPTQ').length, 'count'),
    pairs: figure(pairs.length, 'count'),
  }),
  '2.18': () => ({
    a100: againstBound(A100, 100),
    h100: againstBound('h100-sxm', 150),
    l40s: againstBound('l40s', 80),
    rtx: againstBound(RTX_4090, 70),
    t4: againstBound('t4', 30),
    seventy: figure(1 / weightSeconds(LLAMA_70B, 16, A100), 'tokensPerSecond'),
    measured: figure(gptFast('llama-2-7b', 16).tokens_per_s, 'tokensPerSecond'),
  }),
  '2.19': () => ({
    fast8: figure(gptFast('llama-2-7b', 8).tokens_per_s / gptFast('llama-2-7b', 16).tokens_per_s, 'ratio'),
    fast4: figure(gptFast('llama-2-7b', 5).tokens_per_s / gptFast('llama-2-7b', 16).tokens_per_s, 'ratio'),
    calm8: figure(calm('llama-2-7b', 8).tokens_per_s / calm('llama-2-7b', 16).tokens_per_s, 'ratio'),
    calm4: figure(calm('llama-2-7b', 4).tokens_per_s / calm('llama-2-7b', 16).tokens_per_s, 'ratio'),
    gguf: figure(
      llamaCpp('llama-3-8b', RTX_4090, 'Q4_K_M').tokens_per_s /
        llamaCpp('llama-3-8b', RTX_4090, 'F16').tokens_per_s,
      'ratio',
      { said: 0.8 },
    ),
    autoGptq: figure(qwen(8).tokens_per_s / qwen(16).tokens_per_s, 'ratio', { said: 1.3 }),
  }),
  '2.20': () => ({
    weights: figure(fourBitSeventy(), 'bytes', { said: capacityBytes('l40s'), meant: 'atMost' }),
    holds: figure(capacityBytes('l40s'), 'bytes'),
    speed: figure(llamaCpp('llama-3-70b', 'l40s', 'Q4_K_M').tokens_per_s, 'tokensPerSecond'),
  }),
};
