/** Checks of the note “theoretical limits”: claims 3.1 to 3.14. */

import { type DecodeMeasurement, measuredRow } from '../../catalog/measurements';
import { llamaCppFile } from '../../catalog/quant-formats';
import { kvCacheBytes } from '../bytes';
import { type CheckedFigure, type ClaimChecks, figure } from './check';
import { A100, bandwidth, gptFast, llamaCpp, peak, qwen, RTX_4090, ridge, weightSeconds } from './quantities';

const V100 = 'v100-sxm2-32';
const TABLE = 'not stated (16-bit, single card, average)';

/** Share of the bandwidth bound that a row of the note's table reaches; the note prints `said` milliseconds. */
function reached(model: string, hardware: string): CheckedFigure {
  const row = measuredRow({ model, hardware, software: TABLE });
  return figure(weightSeconds(model, 16, hardware) / (row.ms_per_token / 1e3), 'percent', { digits: 2 });
}

/** The printed time itself, as the source has it. */
const printed = (model: string, hardware: string, said: number) =>
  figure(measuredRow({ model, hardware, software: TABLE }).ms_per_token / 1e3, 'seconds', { said });

const mistral = (wanted: Partial<DecodeMeasurement>) =>
  measuredRow({ model: 'mistral-7b', hardware: RTX_4090, context_tokens: 0, ...wanted });
const ofBound = (row: DecodeMeasurement, said: number, within?: number) =>
  figure(weightSeconds(row.model, row.weight_bits, row.hardware) / (row.ms_per_token / 1e3), 'percent', {
    said,
    within,
  });
const march = (bits: number) => mistral({ software: 'llama.cpp (March 2024)', weight_bits: bits });

export const limitsChecks: ClaimChecks = {
  '3.1': () => ({
    chatglm4090: reached('chatglm3-6b', RTX_4090),
    chatglmA100: reached('chatglm3-6b', A100),
    chatglmV100: reached('chatglm3-6b', V100),
    qwen4090: reached('qwen-7b', RTX_4090),
    qwenA100: reached('qwen-7b', A100),
    qwenV100: reached('qwen-7b', V100),
    printed: printed('qwen-7b', A100, 29e-3),
    readme: figure(qwen(16).ms_per_token / 1e3, 'seconds'),
    gptFast: figure(gptFast('llama-2-7b', 16).ms_per_token / 1e3, 'seconds', { digits: 2 }),
  }),
  '3.4': () => ({
    bits16: ofBound(mistral({ software: 'calm', weight_bits: 16 }), 0.9),
    bits8: ofBound(mistral({ software: 'calm', weight_bits: 8 }), 0.9),
  }),
  '3.6': () => ({
    // The source rounds its own peak; three in a hundred cover it.
    bits16: ofBound(march(16), 0.82, 0.03),
    bits8: ofBound(march(8.5), 0.71, 0.03),
    bits4: ofBound(march(4.5), 0.58, 0.03),
    bytes: figure(16 / 4.5, 'ratio'),
    speed: figure(march(16).ms_per_token / march(4.5).ms_per_token, 'ratio'),
    iq1: figure(llamaCppFile('IQ1_S').tg128, 'tokensPerSecond'),
    q2: figure(llamaCppFile('Q2_K_S').tg128, 'tokensPerSecond'),
  }),
  '3.8': () => ({
    rtx: figure(peak(RTX_4090, 'fp32') / bandwidth(RTX_4090), 'flopsPerByte', { digits: 2 }),
    h100: figure(ridge('h100-sxm', 'tf32'), 'flopsPerByte'),
    h100fp8: figure(ridge('h100-sxm', 'fp8'), 'flopsPerByte'),
  }),
  '3.9': () => ({
    a100: figure(ridge(A100), 'flopsPerByte', { said: 1, meant: 'atMost' }),
    h100: figure(ridge('h100-sxm'), 'flopsPerByte'),
    rtx: figure(ridge(RTX_4090), 'flopsPerByte'),
  }),
  '3.13': () => ({
    bandwidth: figure(bandwidth('rtx-4080') / bandwidth(RTX_4090), 'percent', { said: 0.7 }),
    f16: figure(
      llamaCpp('llama-3-8b', 'rtx-4080', 'F16').tokens_per_s /
        llamaCpp('llama-3-8b', RTX_4090, 'F16').tokens_per_s,
      'percent',
      { digits: 2 },
    ),
    q4: figure(
      llamaCpp('llama-3-8b', 'rtx-4080', 'Q4_K_M').tokens_per_s /
        llamaCpp('llama-3-8b', RTX_4090, 'Q4_K_M').tokens_per_s,
      'percent',
      { digits: 2 },
    ),
  }),
  '3.14': () => ({
    mistral: figure(kvCacheBytes('mistral-7b', { tokens: 4096 }), 'bytesBinary', { said: 2 ** 29 }),
    llama: figure(kvCacheBytes('llama-2-7b', { tokens: 4096 }), 'bytesBinary', { said: 2 ** 31 }),
    mistralToken: figure(kvCacheBytes('mistral-7b', { tokens: 1 }), 'bytesBinary'),
    llamaToken: figure(kvCacheBytes('llama-2-7b', { tokens: 1 }), 'bytesBinary'),
  }),
};
