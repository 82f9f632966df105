/** Checks of the note “deployment”: claims 1.1 to 1.60. */
import { modelById } from '../../catalog/models';
import {
  blockBitsPerWeight,
  fileBitsPerWeight,
  gptqPerplexity,
  llamaCppFile,
  smoothQuantRows,
} from '../../catalog/quant-formats';
import { kvCacheBytes } from '../bytes';
import { bitsPerWeight } from '../formats';
import { type ClaimChecks, figure } from './check';
import { A100, fp16Seventy, GIB, LLAMA_70B, measuredSpeculation, peak, ridge } from './quantities';

const seventy = modelById(LLAMA_70B);
const perToken = kvCacheBytes(seventy, { tokens: 1 });
const hundredThousand = kvCacheBytes(seventy, { tokens: 100_000 });
const allHeads = 2 * seventy.layers * seventy.heads * seventy.head_dim * 2;
const fp16 = gptqPerplexity.fp16;
const rise = (method: 'gptq4' | 'gptq3' | 'gptq3_g128', size: keyof typeof fp16) =>
  gptqPerplexity[method][size] - fp16[size];

/** Octaves from the smallest subnormal to the largest finite value. */
const octaves = (largest: number, smallest: number) => Math.log2(largest / smallest);
const e4m3 = { octaves: octaves(448, 2 ** -9), step: 2 ** -3 };
const e5m2 = { octaves: octaves(57344, 2 ** -16), step: 2 ** -2 };

/** KIVI: the last 128 tokens stay in 16 bits, the rest take 3 with group scale and minimum. */
const kiviBits = 2 + 32 / 32;
const kiviFactor = (tokens: number) => (16 * tokens) / (128 * 16 + (tokens - 128) * kiviBits);

const expectedTokens = (alpha: number, drafted: number) => (1 - alpha ** (drafted + 1)) / (1 - alpha);

/** What acceptance and the residual together emit. Worked: equal to the target, whatever the draft. */
function emitted(target: readonly number[], draft: readonly number[]): number[] {
  const accepted = target.map((p, at) => draft[at] * Math.min(1, p / draft[at]));
  const residual = target.map((p, at) => Math.max(0, p - draft[at]));
  const missing = 1 - accepted.reduce((sum, one) => sum + one, 0);
  const total = residual.reduce((sum, one) => sum + one, 0);
  return accepted.map((one, at) => one + (missing * residual[at]) / total);
}

export const deploymentChecks: ClaimChecks = {
  '1.1': () => ({ weights: figure(fp16Seventy(), 'bytes', { said: 140e9, digits: 4 }) }),
  '1.2': () => ({ ridge: figure(ridge(A100), 'flopsPerByte') }),
  '1.4': () => ({
    fp16: figure(bitsPerWeight('fp16') / 32, 'percent', { said: 0.5 }),
    fp8: figure(bitsPerWeight('fp8') / 32, 'percent', { said: 0.25 }),
    int4: figure(bitsPerWeight('int4') / 32, 'percent', { said: 0.125 }),
  }),
  '1.6': () => ({
    // w = −0.55 at s = 0.125 with z = 0: the clamp at 0 keeps nothing of it.
    code: figure(Math.min(15, Math.max(0, Math.round(-0.55 / 0.125))), 'count', { said: -4 }),
  }),
  '1.8': () => ({
    both: figure(4 + 32 / 128, 'bitsPerWeight', { said: 4.25, digits: 3 }),
    awq: figure(bitsPerWeight('int4-g128-zp'), 'bitsPerWeight'),
    scaleOnly: figure(bitsPerWeight('int4-g128'), 'bitsPerWeight'),
  }),
  '1.12': () => ({
    atHalf: figure(smoothQuantRows.filter((row) => row.alpha === 0.5).length, 'count', {
      said: smoothQuantRows.length / 2,
      meant: 'atLeast',
    }),
    of: figure(smoothQuantRows.length, 'count'),
    least: figure(Math.min(...smoothQuantRows.map((row) => row.alpha)), 'count'),
    most: figure(Math.max(...smoothQuantRows.map((row) => row.alpha)), 'count'),
  }),
  '1.15': () => ({
    four: figure(rise('gptq4', '7B'), 'count', { said: 0.5, meant: 'atMost' }),
    three: figure(rise('gptq3', '7B'), 'count', { said: 0.5, meant: 'atMost' }),
    threeLarge: figure(rise('gptq3', '65B'), 'count', { said: 0.5, meant: 'atMost' }),
    threeGrouped: figure(rise('gptq3_g128', '13B'), 'count', { said: 0.5, meant: 'atMost' }),
  }),
  '1.18': () => ({ bits: figure((32 * 8 + 16) / 32, 'bitsPerWeight', { said: 8.5 }) }),
  '1.19': () => ({
    small: figure(fileBitsPerWeight['7b'].Q5_K_M, 'bitsPerWeight', { said: 5.5 }),
    large: figure(fileBitsPerWeight['70b'].Q5_K_M, 'bitsPerWeight', { said: 5.5 }),
    newer: figure(llamaCppFile('Q5_K_M').bpw, 'bitsPerWeight', { said: 5.5, digits: 3 }),
    block: figure(blockBitsPerWeight.Q5_K, 'bitsPerWeight'),
  }),
  '1.20': () => ({
    small: figure(fileBitsPerWeight['7b'].Q4_K_M, 'bitsPerWeight', { said: 4.8 }),
    large: figure(fileBitsPerWeight['70b'].Q4_K_M, 'bitsPerWeight', { said: 4.8 }),
    newer: figure(llamaCppFile('Q4_K_M').bpw, 'bitsPerWeight', { said: 4.8, digits: 3 }),
  }),
  '1.21': () => ({ bits: figure(blockBitsPerWeight.Q4_0, 'bitsPerWeight', { said: 4.5 }) }),
  '1.22': () => ({
    file: figure(fileBitsPerWeight['70b'].Q2_K, 'bitsPerWeight', { said: 3.4 }),
    newer: figure(llamaCppFile('Q2_K').bpw, 'bitsPerWeight', { digits: 3 }),
    block: figure(blockBitsPerWeight.Q2_K, 'bitsPerWeight'),
  }),
  '1.24': () => ({
    fp8: figure(e4m3.octaves, 'count', { said: octaves(127, 1), meant: 'atLeast' }),
    int8: figure(octaves(127, 1), 'count', { digits: 2 }),
  }),
  '1.25': () => ({
    e4m3: figure(e4m3.octaves, 'count', { said: e5m2.octaves, meant: 'atLeast' }),
    e5m2: figure(e5m2.octaves, 'count'),
  }),
  '1.26': () => ({
    e5m2: figure(e5m2.step / 2, 'percent', { said: e4m3.step / 2, meant: 'atMost' }),
    e4m3: figure(e4m3.step / 2, 'percent'),
  }),
  '1.28': () => ({ ratio: figure(bitsPerWeight('fp8') / bitsPerWeight('bf16'), 'percent', { said: 0.5 }) }),
  '1.29': () => ({
    ratio: figure(peak('h100-sxm', 'fp8') / peak('h100-sxm'), 'ratio', { said: 2 }),
  }),
  '1.30': () => ({
    pretraining: figure(2.664 / 2.788, 'percent'),
  }),
  '1.31': () => ({
    cache: figure(hundredThousand, 'bytes', { said: fp16Seventy(), meant: 'atLeast' }),
    weights: figure(fp16Seventy(), 'bytes'),
    crossing: figure(Math.ceil(fp16Seventy() / perToken), 'tokens'),
    crossingInt4: figure(Math.ceil(fp16Seventy() / 4 / perToken), 'tokens'),
    users: figure(Math.ceil(fp16Seventy() / hundredThousand), 'count'),
  }),
  '1.32': () => ({
    cache: figure(hundredThousand, 'bytes', { said: 40e9 }),
    allHeads: figure(allHeads * 100_000, 'bytes', { said: 40e9 }),
    longest: figure(perToken * 131_072, 'bytesBinary', { said: 40 * GIB }),
  }),
  '1.33': () => ({
    cache: figure(hundredThousand / 4, 'bytes', { said: 10e9 }),
    ratio: figure(bitsPerWeight('fp16') / bitsPerWeight('int4'), 'ratio', { said: 4 }),
  }),
  '1.35': () => ({
    payload: figure(16 / 2, 'ratio', { said: 8 }),
    withScales: figure(16 / kiviBits, 'ratio', { said: 8, digits: 2 }),
    at4096: figure(kiviFactor(4096), 'ratio', { said: 8, digits: 2 }),
    at1024: figure(kiviFactor(1024), 'ratio', { said: 8, digits: 2 }),
    at498: figure(kiviFactor(498), 'ratio', { said: 8, digits: 2 }),
  }),
  '1.40': () => ({
    // Blocks of 16: the last block of a sequence wastes 7.5 tokens on average.
    waste: figure((16 - 1) / 2, 'count', { said: 0 }),
  }),
  '1.45': () => ({
    least: figure(expectedTokens(0, 4), 'count', { said: 1 }),
    usual: figure(expectedTokens(0.8, 4), 'count'),
  }),
  '1.46': () => {
    const [first] = emitted([0.5, 0.3, 0.2], [0.2, 0.5, 0.3]);
    return { first: figure(first, 'percent', { said: 0.5, within: 1e-12 }) };
  },
  '1.47': () => ({
    gain: figure(measuredSpeculation(), 'ratio', { said: 2, meant: 'atLeast', digits: 3 }),
  }),
  '1.50': () => ({ gain: figure(373 / 158, 'ratio', { said: 4, meant: 'atLeast' }) }),
  '1.53': () => ({
    eight: figure(1 - 8 / 16, 'percent', { said: 0.5 }),
    four: figure(16 / 4, 'ratio', { said: 4 }),
    two: figure(16 / 2, 'ratio', { said: 8 }),
  }),
  '1.59': () => ({
    linear: figure(16 / bitsPerWeight('int4-g128-zp'), 'ratio', { said: 4 }),
    file: figure(llamaCppFile('F16').size_gib / llamaCppFile('Q4_K_M').size_gib, 'ratio', { said: 4 }),
  }),
};
