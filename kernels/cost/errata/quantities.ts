/**
 * What several checks share: the notes' favourite model and machine, time to read and to compute, measured rows.
 * Leaves out what cost kernels leave out: launch overhead, communication, the runtime's own memory.
 */
import { acceleratorById } from '../../catalog/accelerators';
import { measuredRow } from '../../catalog/measurements';
import { modelById } from '../../catalog/models';
import { ensure } from '../../errors';
import { weightBytes } from '../bytes';
import { type ArithmeticFormat, peakRate } from '../flops';

export const GIB = 2 ** 30;

/** “Llama-70B” of the notes; they mean Llama 2 wherever they give its shape. */
export const LLAMA_70B = 'llama-2-70b';
export const A100 = 'a100-80-sxm';
export const RTX_4090 = 'rtx-4090';

/** Bytes of a model at any number of bits per weight, such as a file's average. Worked: 70.6 billion at 4.89 → 43.1 GB. */
export const bytesAtBits = (modelId: string, bits: number): number =>
  (modelById(modelId).params_exact * bits) / 8;

export const bandwidth = (acceleratorId: string): number =>
  acceleratorById(acceleratorId).bandwidth_gbs * 1e9;

/** Dense peak rate in operations per second. Worked: the A100's INT8, 624e12. */
export function peak(acceleratorId: string, format: ArithmeticFormat = 'fp16'): number {
  const rate = peakRate(acceleratorById(acceleratorId), format);
  ensure(rate !== undefined, 'accelerator.no-rate', { id: acceleratorId, format });
  return rate;
}

/** Operations per byte above which arithmetic takes longer than reading. Worked: A100 in FP16, 153. */
export const ridge = (acceleratorId: string, format: ArithmeticFormat = 'fp16'): number =>
  peak(acceleratorId, format) / bandwidth(acceleratorId);

/** FLOPs of one decoded token without its context: two for every weight that is read. */
export const tokenFlops = (modelId: string): number => 2 * modelById(modelId).params_read_per_token;

/** Seconds to read the weights once. Worked: Llama-2-70B at 16 bits on one A100, 67.4 ms. */
export const weightSeconds = (modelId: string, bits: number, acceleratorId: string, devices = 1): number =>
  (modelById(modelId).params_read_per_token * bits) / 8 / (bandwidth(acceleratorId) * devices);

/** Tokens of cache that fit beside `copies` sets of weights. Worked: Llama-2-70B in FP16 on two A100s, 103,317. */
export const tokensBeside = (weights: number, capacity: number, bytesPerToken: number): number =>
  Math.floor((capacity - weights) / bytesPerToken);

/** Bytes of the 70B in 4-bit groups of 128 with a 16-bit scale and a 16-bit zero point. */
export const fourBitSeventy = (): number => bytesAtBits(LLAMA_70B, 4 + 32 / 128);

export const fp16Seventy = (): number => weightBytes(LLAMA_70B, 'fp16');

/** Rows of calm on an RTX 4090 with the cache (almost) empty or full. */
export const calm = (model: string, bits: number, context: 16 | 4016 = 16) =>
  measuredRow({ model, hardware: RTX_4090, weight_bits: bits, context_tokens: context });

const GPT_FAST = 'gpt-fast (torch.compile)';
/** Rows of gpt-fast on one A100. */
export const gptFast = (model: string, bits: number) =>
  measuredRow({ model, hardware: A100, gpus: 1, weight_bits: bits, software: GPT_FAST });

/** The same in 16 bits on two. */
export const gptFastPair = (model: string) =>
  measuredRow({ model, hardware: A100, gpus: 2, weight_bits: 16, software: `${GPT_FAST} tensor parallel` });

/** Rows of llama.cpp, May 2024: F16 or Q4_K_M. */
export const llamaCpp = (model: string, hardware: string, kind: 'F16' | 'Q4_K_M') =>
  measuredRow({ model, hardware, software: `llama.cpp ${kind} (May 2024)` });

/** Rows of Qwen-7B on an A100, from its README. */
export const qwen = (bits: number) =>
  measuredRow({ model: 'qwen-7b', weight_bits: bits, software: 'HF transformers / AutoGPTQ' });

/** How much faster gpt-fast wrote 4-bit Llama-2-70B with a draft model. Worked: 48.4 / 25.25 = 1.92. */
export const measuredSpeculation = (): number =>
  measuredRow({ software: 'gpt-fast speculative sampling, Llama-7B int4 draft' }).tokens_per_s /
  gptFast(LLAMA_70B, 5).tokens_per_s;
