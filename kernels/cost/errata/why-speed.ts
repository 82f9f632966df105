/** Checks of the note “why compress”, arithmetic, money and time: claims 0.23 to 0.59. */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { modelById } from '../../catalog/models';
import { gptqPerplexity, smoothQuantRows } from '../../catalog/quant-formats';
import { kvCacheBytes, weightBytes } from '../bytes';
import { decodeStepBound } from '../decode-step';
import { prefillFlops } from '../flops';
import { type ClaimChecks, figure } from './check';
import {
  A100,
  calm,
  fp16Seventy,
  GIB,
  gptFast,
  gptFastPair,
  LLAMA_70B,
  llamaCpp,
  peak,
  RTX_4090,
  ridge,
  tokenFlops,
  tokensBeside,
  weightSeconds,
} from './quantities';

const seventy = modelById(LLAMA_70B);
const prompt = prefillFlops(seventy, 4096);
const perToken = kvCacheBytes(seventy, { tokens: 1 });
const capacity = capacityBytes(A100);
const power = acceleratorById(A100).tdp_w ?? 0;
const HOURS_A_YEAR = 8760;

/** FLOPs per byte of weights when `batch` sequences share one read. */
const intensity = (batch: number, bits: number) => (2 * batch) / (bits / 8);
const growth = (after: number, before: number) => after / before - 1;
/** One step of the 70B in 16 bits on four A100s, 8,192 tokens each. */
const step = (batch: number) =>
  decodeStepBound({
    model: LLAMA_70B,
    accelerator: A100,
    devices: 4,
    weightFormat: 'fp16',
    kvFormat: 'fp16',
    batch,
    contextTokens: 8192,
  }).seconds;
/** The note's serial and batched serving: ten requests of 100 tokens. */
const serial = { requests: 10, tokens: 100, secondsPerToken: 0.085 };
const oneRequest = serial.tokens * serial.secondsPerToken;
const batched = serial.tokens * 0.09;
const serialMean = (oneRequest * (serial.requests + 1)) / 2;
const smooth = (model: string) => {
  const row = smoothQuantRows.find((one) => one.model === model);
  return row ? growth(row.w8a8, row.fp16) : Number.NaN;
};

export const whySpeedChecks: ClaimChecks = {
  '0.23': () => ({
    tf32: figure(peak(A100, 'tf32') / peak(A100, 'fp32'), 'ratio', { said: 8 }),
    fp16: figure(peak(A100) / peak(A100, 'fp32'), 'ratio', { said: 16 }),
    int8: figure(peak(A100, 'int8') / peak(A100, 'fp32'), 'ratio', { said: 32 }),
    int4: figure(peak(A100, 'int4') / peak(A100, 'fp32'), 'ratio', { said: 64 }),
    achievable: figure(271e12 / peak(A100), 'percent', { digits: 2 }),
  }),
  '0.24': () => ({
    energy: figure(peak(A100, 'int8') / peak(A100), 'ratio', { said: 1, meant: 'atLeast' }),
  }),
  '0.25': () => ({
    compute: figure(peak(A100, 'int8') / peak(A100), 'ratio', { said: 2 }),
    bytes: figure(16 / 8, 'ratio', { said: 2 }),
  }),
  '0.26': () => ({
    measured: figure(calm('llama-2-7b', 16).ms_per_token / calm('llama-2-7b', 8).ms_per_token, 'ratio', {
      said: 1.2,
    }),
    ridge: figure(ridge(A100), 'flopsPerByte', { said: 64, meant: 'atMost' }),
  }),
  '0.27': () => ({
    fp16: figure(intensity(64, 16), 'flopsPerByte'),
    int8: figure(intensity(64, 8), 'flopsPerByte'),
    ridge: figure(ridge(A100), 'flopsPerByte', { said: intensity(64, 16), meant: 'atMost' }),
    ridge8: figure(ridge(A100, 'int8'), 'flopsPerByte', { said: intensity(64, 8), meant: 'atMost' }),
  }),
  '0.29': () => ({
    asked: figure((1000 * 100) / 8, 'tokensPerSecond'),
    ceiling70: figure(peak(A100) / tokenFlops(LLAMA_70B), 'tokensPerSecond'),
    ceiling7: figure(peak(A100) / tokenFlops('llama-2-7b'), 'tokensPerSecond'),
  }),
  '0.31': () => ({
    energy: figure((8 * power * HOURS_A_YEAR) / 1e3, 'count', { said: 28e3, digits: 5 }),
    half: figure((4 * power * HOURS_A_YEAR) / 1e3, 'count', { said: 14e3, digits: 5 }),
  }),
  '0.33': () => ({ saved: figure(40 + 1.4 * 3, 'count', { said: 44.2 }) }),
  '0.35': () => ({
    memory: figure(weightSeconds(LLAMA_70B, 16, A100), 'seconds'),
    compute: figure(tokenFlops(LLAMA_70B) / peak(A100), 'seconds', { digits: 2 }),
    larger: figure(
      Math.max(weightSeconds(LLAMA_70B, 16, A100), tokenFlops(LLAMA_70B) / peak(A100)),
      'seconds',
      { said: 0.085 },
    ),
  }),
  '0.36': () => ({
    exact: figure(weightSeconds(LLAMA_70B, 16, A100), 'seconds', { said: 0.07, within: 0.05 }),
    weights: figure(fp16Seventy(), 'bytes', { said: capacity, meant: 'atMost' }),
    holds: figure(capacity, 'bytes'),
    two: figure(gptFastPair(LLAMA_70B).ms_per_token / 1e3, 'seconds'),
  }),
  '0.37': () => ({
    compute: figure(tokenFlops(LLAMA_70B) / peak(A100), 'seconds', { said: 0.015, digits: 2 }),
  }),
  '0.38': () => ({
    cut: figure(1 - 35 / 70, 'percent', { said: 0.41 }),
    other: figure(35 / 85, 'percent', { digits: 2 }),
  }),
  '0.39': () => ({
    compute: figure(5 / 15, 'percent', { said: 0.33, digits: 2 }),
    total: figure(40 / 85, 'percent', { said: 0.47, digits: 2 }),
    measured: figure(gptFast(LLAMA_70B, 8).ms_per_token / 1e3, 'seconds'),
    bound: figure(weightSeconds(LLAMA_70B, 8, A100), 'seconds'),
    share: figure(weightSeconds(LLAMA_70B, 8, A100) / (gptFast(LLAMA_70B, 8).ms_per_token / 1e3), 'percent', {
      digits: 2,
    }),
  }),
  '0.41': () => ({
    work: figure(prompt.total, 'flops'),
    one: figure(prompt.total / peak(A100), 'seconds'),
    usual: figure(prompt.total / (0.6 * peak(A100) * 2), 'seconds', { digits: 2 }),
    int8: figure(prompt.total / peak(A100, 'int8'), 'seconds', { digits: 2 }),
    llamaCpp: figure(4096 / 727, 'seconds', { digits: 2 }),
  }),
  '0.42': () => ({ total: figure(serial.requests * oneRequest, 'seconds', { said: 85 }) }),
  '0.43': () => ({
    total: figure(batched, 'seconds', { said: 9 }),
    gain: figure((serial.requests * oneRequest) / batched, 'ratio', { said: 9.4 }),
  }),
  '0.44': () => ({
    wait: figure(batched, 'seconds', { said: 0.9 }),
    serialMean: figure(serialMean, 'seconds'),
    better: figure(serialMean / batched, 'ratio', { digits: 2 }),
    throughput: figure((serial.requests * oneRequest) / batched, 'ratio', { digits: 2 }),
  }),
  '0.45': () => ({
    batch: figure(Math.floor(tokensBeside(fp16Seventy(), 4 * capacity, perToken) / 2048), 'requests', {
      said: 32,
      meant: 'atMost',
    }),
  }),
  '0.47': () => ({
    bound: figure(1 / weightSeconds(LLAMA_70B, 16, A100, 2), 'tokensPerSecond', {
      said: 75,
      meant: 'atLeast',
    }),
    weights: figure(fp16Seventy(), 'bytes'),
    holds: figure(capacity, 'bytes'),
  }),
  '0.48': () => ({
    ratio: figure(280 / 75, 'ratio', { said: 3.7 }),
    latency: figure(1 - 0.6 / 1.2, 'percent', { said: 0.5 }),
    fast: figure(gptFast(LLAMA_70B, 5).tokens_per_s, 'tokensPerSecond'),
    llamaCpp: figure(llamaCpp('llama-3-70b', A100, 'Q4_K_M').tokens_per_s, 'tokensPerSecond'),
  }),
  '0.49': () => ({
    step16: figure(step(16), 'seconds'),
    step64: figure(step(64), 'seconds'),
    throughput: figure(64 / step(64) / (16 / step(16)), 'ratio', { digits: 2 }),
    slower: figure(step(64) / step(16), 'ratio', { said: 0.5, digits: 2 }),
  }),
  '0.50': () => ({
    small: figure(smooth('Llama-2-7B'), 'percent', { digits: 1 }),
    large: figure(smooth('Llama-2-70B'), 'percent', { digits: 2 }),
    worst: figure(smooth('Llama-3-70B'), 'percent', { digits: 2 }),
    below: figure(smoothQuantRows.filter((row) => growth(row.w8a8, row.fp16) < 0.01).length, 'count'),
    of: figure(smoothQuantRows.length, 'count'),
  }),
  '0.51': () => ({
    small: figure(growth(gptqPerplexity.gptq4['7B'], gptqPerplexity.fp16['7B']), 'percent', { digits: 2 }),
    large: figure(growth(gptqPerplexity.gptq4['65B'], gptqPerplexity.fp16['65B']), 'percent', { digits: 2 }),
    q40: figure(growth(6.1565, 5.9066), 'percent', { digits: 2 }),
  }),
  '0.58': () => ({
    bits: figure((24 * GIB * 8) / seventy.params_exact, 'bitsPerWeight', { digits: 3 }),
    bitsWithRoom: figure((21.5 * GIB * 8) / seventy.params_exact, 'bitsPerWeight', { digits: 3 }),
    needs: figure(weightBytes(seventy, 'int4'), 'bytes', {
      said: capacityBytes(RTX_4090),
      meant: 'atMost',
    }),
    holds: figure(capacityBytes(RTX_4090), 'bytes'),
  }),
};
