/**
 * Ratios of what others measured, and of what was measured for this book, so that the prose never copies a quotient.
 * Rows come from content/data; the few single measurements stand here with their machine.
 */
import quantFormats from '../../../content/data/quant-formats.json';
import { type DecodeMeasurement, measuredRow } from '../../catalog/measurements';
import type { CalcDefinition } from '../calc';

/** Time per token of one row over that of another, and the bits that explain or fail to explain it. */
const speedUp =
  (before: Partial<DecodeMeasurement>, after: Partial<DecodeMeasurement>, source: string): CalcDefinition =>
  () => {
    const slow = measuredRow(before);
    const fast = measuredRow(after);
    return {
      value: slow.ms_per_token / fast.ms_per_token,
      unit: 'ratio',
      axis: 'latency',
      formula: `\\dfrac{\\latency{t_{${slow.weight_bits}}}}{\\latency{t_{${fast.weight_bits}}}}`,
      terms: [
        { symbol: `t_{${slow.weight_bits}}`, value: slow.ms_per_token / 1e3, unit: 'seconds' },
        { symbol: `t_{${fast.weight_bits}}`, value: fast.ms_per_token / 1e3, unit: 'seconds' },
      ],
      sources: [source],
    };
  };

const llamaCpp = { model: 'mistral-7b', hardware: 'rtx-4090', software: 'llama.cpp (March 2024)' } as const;
const autoGptq = {
  model: 'qwen-7b',
  hardware: 'a100-80-sxm',
  software: 'HF transformers / AutoGPTQ',
} as const;

type LlamaSize = keyof typeof quantFormats.gptq_wikitext2_llama1.fp16;
type LlamaMethod = 'rtn4' | 'rtn3' | 'gptq4' | 'gptq3' | 'gptq3_g128';

/** WikiText-2 perplexity of LLaMA (the first) quantized, over that of FP16. */
const perplexityFactor =
  (method: LlamaMethod, size: LlamaSize): CalcDefinition =>
  () => {
    const table = quantFormats.gptq_wikitext2_llama1;
    return {
      value: table[method][size] / table.fp16[size],
      unit: 'ratio',
      formula: '\\dfrac{\\mathrm{PPL}_{q}}{\\mathrm{PPL}_{16}}',
      terms: [
        { symbol: '\\mathrm{PPL}_{q}', value: table[method][size], unit: 'count' },
        { symbol: '\\mathrm{PPL}_{16}', value: table.fp16[size], unit: 'count' },
      ],
      sources: ['gptqrepo'],
    };
  };

/**
 * One vector times a 2048 × 2048 matrix, milliseconds, best of three runs, one thread of a shared two-core Xeon
 * (AVX-512, AMX), onnxruntime 1.30. `node` is the native CPU provider, `wasm` the browser's.
 */
const gemv = {
  wasmFloat: 0.624,
  wasmFourBit: 11.4,
  nodeFourBit: 0.34,
  nodeFourBitLevel4: 0.127,
} as const;

const gemvRatio =
  (top: keyof typeof gemv, bottom: keyof typeof gemv, names: readonly [string, string]): CalcDefinition =>
  () => ({
    value: gemv[top] / gemv[bottom],
    unit: 'ratio',
    axis: 'latency',
    digits: 2,
    formula: `\\dfrac{\\latency{t_{\\mathrm{${names[0]}}}}}{\\latency{t_{\\mathrm{${names[1]}}}}}`,
    terms: [
      { symbol: `t_{\\mathrm{${names[0]}}}`, value: gemv[top] / 1e3, unit: 'seconds' },
      { symbol: `t_{\\mathrm{${names[1]}}}`, value: gemv[bottom] / 1e3, unit: 'seconds' },
    ],
    sources: ['bookgemv'],
  });

export const publishedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'quantize.llamaCppBytes': () => {
    const wide = measuredRow({ ...llamaCpp, weight_bits: 16 });
    const narrow = measuredRow({ ...llamaCpp, weight_bits: 4.5 });
    return {
      value: wide.weight_bits / narrow.weight_bits,
      unit: 'ratio',
      axis: 'memory',
      formula: '\\dfrac{\\memory{b_{\\mathrm{before}}}}{\\memory{b_{\\mathrm{after}}}}',
      terms: [
        { symbol: 'b_{\\mathrm{before}}', value: wide.weight_bits, unit: 'bitsPerWeight' },
        { symbol: 'b_{\\mathrm{after}}', value: narrow.weight_bits, unit: 'bitsPerWeight' },
      ],
      sources: ['zeux2024'],
    };
  },
  'quantize.llamaCppSpeed': speedUp(
    { ...llamaCpp, weight_bits: 16 },
    { ...llamaCpp, weight_bits: 4.5 },
    'zeux2024',
  ),
  'quantize.autoGptqInt8Speed': speedUp(
    { ...autoGptq, weight_bits: 16 },
    { ...autoGptq, weight_bits: 8 },
    'qwenreadme',
  ),
  'quantize.calmInt8Speed': speedUp(
    { model: 'mistral-7b', hardware: 'rtx-4090', software: 'calm', weight_bits: 16 },
    { model: 'mistral-7b', hardware: 'rtx-4090', software: 'calm', weight_bits: 8 },
    'zeux2024',
  ),
  'quantize.rtn4Factor7b': perplexityFactor('rtn4', '7B'),
  'quantize.rtn3Factor7b': perplexityFactor('rtn3', '7B'),
  'quantize.gptq4Factor7b': perplexityFactor('gptq4', '7B'),
  'quantize.gptq3Factor7b': perplexityFactor('gptq3', '7B'),
  'quantize.gptq3g128Factor7b': perplexityFactor('gptq3_g128', '7B'),
  'quantize.wasmSlowdown': gemvRatio('wasmFourBit', 'wasmFloat', ['4bit', 'fp32']),
  'quantize.accuracyLevelSpeed': gemvRatio('nodeFourBit', 'nodeFourBitLevel4', ['exact', 'level4']),
};
