/** Checks of the note “why compress”, memory: claims 0.1 to 0.22. */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { modelById } from '../../catalog/models';
import { kvCacheBytes, weightBytes } from '../bytes';
import { prefillFlops } from '../flops';
import { bitsPerWeight } from '../formats';
import { type ClaimChecks, figure } from './check';
import {
  A100,
  calm,
  fourBitSeventy,
  fp16Seventy,
  GIB,
  gptFast,
  LLAMA_70B,
  peak,
  qwen,
  tokensBeside,
} from './quantities';

const seventy = modelById(LLAMA_70B);
const prompt = prefillFlops(seventy, 4096);
const perToken = kvCacheBytes(seventy, { tokens: 1 });
/** What the note's formula gives: keys and values as wide as the hidden state, in every layer. */
const perTokenAllHeads = 2 * seventy.layers * seventy.hidden * 2;
const capacity = capacityBytes(A100);
const heads = (id: string) => modelById(id).kv_heads ?? 0;
const saving = (before: number, after: number) => 1 - after / before;

export const whyMemoryChecks: ClaimChecks = {
  '0.1': () => ({
    llama2: figure(weightBytes(seventy, 'fp32'), 'bytes', { said: 280e9, digits: 4 }),
    llama31: figure(weightBytes('llama-3.1-70b', 'fp32'), 'bytes', { said: 280e9, digits: 4 }),
  }),
  '0.2': () => ({
    prompt: figure(prompt.total, 'flops'),
    attention: figure(prompt.scores, 'flops', { digits: 2 }),
    share: figure(prompt.scores / prompt.total, 'percent', {
      digits: 2,
    }),
  }),
  '0.3': () => ({
    start: figure(calm('llama-2-7b', 4).tokens_per_s, 'tokensPerSecond'),
    end: figure(calm('llama-2-7b', 4, 4016).tokens_per_s, 'tokensPerSecond'),
    slower: figure(
      calm('llama-2-7b', 4, 4016).ms_per_token / calm('llama-2-7b', 4).ms_per_token - 1,
      'percent',
      { digits: 2 },
    ),
  }),
  '0.4': () => ({
    saved: figure(1 - bitsPerWeight('int8') / bitsPerWeight('fp32'), 'percent', { said: 0.75 }),
  }),
  '0.5': () => ({
    saved: figure(1 - bitsPerWeight('int4') / bitsPerWeight('fp32'), 'percent', { said: 0.9375 }),
  }),
  '0.6': () => ({
    int8: figure(peak(A100, 'int8') / peak(A100), 'ratio', { said: 2 }),
    int4: figure(peak(A100, 'int4') / peak(A100), 'ratio', { said: 4 }),
  }),
  '0.7': () => ({
    calm8: figure(
      saving(calm('llama-2-7b', 16).ms_per_token, calm('llama-2-7b', 8).ms_per_token),
      'percent',
      {
        digits: 2,
      },
    ),
    calm4: figure(
      saving(calm('llama-2-7b', 16).ms_per_token, calm('llama-2-7b', 4).ms_per_token),
      'percent',
      {
        digits: 2,
      },
    ),
    fast8: figure(
      saving(gptFast('llama-2-7b', 16).ms_per_token, gptFast('llama-2-7b', 8).ms_per_token),
      'percent',
      { digits: 2 },
    ),
    fast4: figure(
      saving(gptFast('llama-2-7b', 16).ms_per_token, gptFast('llama-2-7b', 5).ms_per_token),
      'percent',
      { digits: 2 },
    ),
    slower8: figure(qwen(8).ms_per_token / qwen(16).ms_per_token - 1, 'percent', { digits: 1 }),
  }),
  '0.8': () => ({
    fp32: figure(weightBytes(seventy, 'fp32'), 'bytes', { said: 280e9, digits: 4 }),
    fp16: figure(fp16Seventy(), 'bytes', { said: 140e9, digits: 4 }),
    int8: figure(weightBytes(seventy, 'int8'), 'bytes', { said: 70e9 }),
    int4: figure(weightBytes(seventy, 'int4'), 'bytes', { said: 35e9 }),
    awq: figure(weightBytes(seventy, 'int4-g128-zp'), 'bytes'),
    twoHalves: figure(fourBitSeventy(), 'bytes'),
  }),
  '0.9': () => ({
    used: figure(140 / 160, 'percent', { said: 0.875 }),
    holds: figure(2 * capacity, 'bytes', { digits: 4 }),
    left: figure(2 * capacity - fp16Seventy(), 'bytes'),
    tokens: figure(tokensBeside(fp16Seventy(), 2 * capacity, perToken), 'tokens'),
  }),
  '0.10': () => ({
    weights: figure(weightBytes(seventy, 'int8'), 'bytes', { said: 70e9 }),
    holds: figure(capacity, 'bytes'),
    left: figure(capacity - weightBytes(seventy, 'int8'), 'bytes'),
    speed: figure(gptFast(LLAMA_70B, 8).tokens_per_s, 'tokensPerSecond'),
  }),
  '0.11': () => ({
    two: figure(2 * fourBitSeventy(), 'bytes', { said: capacity, meant: 'atMost' }),
    tokensTwo: figure(tokensBeside(2 * fourBitSeventy(), capacity, perToken), 'tokens'),
    tokensOne: figure(tokensBeside(fourBitSeventy(), capacity, perToken), 'tokens'),
  }),
  '0.12': () => ({
    channel: figure(16 / seventy.hidden / 4, 'percent', { said: 0.01, meant: 'atMost', digits: 1 }),
    group4: figure(16 / 128 / 4, 'percent', { said: 0.01, meant: 'atMost', digits: 2 }),
    group8: figure(16 / 128 / 8, 'percent', { said: 0.01, meant: 'atMost', digits: 2 }),
  }),
  '0.13': () => ({
    ofCodes: figure(16 / 128 / 4, 'percent', { said: 0.02, meant: 'atMost' }),
    ofCodesTwo: figure(32 / 128 / 4, 'percent', { said: 0.02, meant: 'atMost' }),
    ofFp16: figure(32 / 128 / 16, 'percent', { said: 0.02, meant: 'atMost' }),
  }),
  '0.14': () => ({
    mha: figure(perTokenAllHeads, 'bytesBinary'),
    gqa: figure(perToken, 'bytesBinary', { said: perTokenAllHeads }),
    mla: figure(kvCacheBytes('deepseek-v3', { tokens: 1 }), 'bytesBinary'),
  }),
  '0.15': () => ({ perToken: figure(perToken, 'bytesBinary', { said: 2.5e6 }) }),
  '0.16': () => ({
    cache: figure(kvCacheBytes(seventy, { tokens: 4096, sequences: 100 }), 'bytes', { said: 1e12 }),
    allHeads: figure(perTokenAllHeads * 4096 * 100, 'bytes'),
  }),
  '0.17': () => ({
    ratio: figure(bitsPerWeight('int8') / bitsPerWeight('fp16'), 'percent', { said: 0.5 }),
    withScales: figure(bitsPerWeight('int8-g128') / bitsPerWeight('fp16'), 'percent', { said: 0.5 }),
  }),
  '0.18': () => ({
    llama2: figure(heads(LLAMA_70B), 'count', { said: 8 }),
    llama31: figure(heads('llama-3.1-70b'), 'count', { said: 8 }),
    queries: figure(seventy.heads, 'count'),
  }),
  '0.20': () => ({
    cache: figure(kvCacheBytes(seventy, { tokens: 2048, sequences: 32 }), 'bytesBinary', { said: 160e9 }),
    batch: figure(
      Math.floor(tokensBeside(fp16Seventy(), 4 * acceleratorById(A100).memory_gb * GIB, perToken) / 2048),
      'requests',
      { said: 64, meant: 'atMost' },
    ),
  }),
};
