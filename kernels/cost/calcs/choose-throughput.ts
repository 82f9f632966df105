/**
 * Most tokens per second of one A100: TensorRT-LLM as measured for QServe (README, prompts of 1,024 tokens, answers of
 * 512, as many requests as fit), and what the recommender expects of decoding alone at full length.
 */
import type { CalcDefinition } from '../calc';
import { recommend } from '../recommend/recommend';
import { term } from './term';

const SOURCE = 'qserve2024';
const CONTEXT = 1024 + 512;

const measured =
  (tokensPerSecond: number): CalcDefinition =>
  () => ({
    value: tokensPerSecond,
    unit: 'tokensPerSecond',
    digits: 4,
    formula: 'r',
    terms: [],
    sources: [SOURCE],
  });

const expected =
  (model: string, weightFormat: string, kvFormat: string): CalcDefinition =>
  () => {
    const [one] = recommend({
      model,
      accelerator: 'a100-80-sxm',
      devices: 1,
      weightFormats: [weightFormat],
      kvFormats: [kvFormat],
      workload: { contextTokens: CONTEXT },
      rankedBy: 'throughput',
    }).configurations;
    return {
      value: one.tokensPerSecond,
      unit: 'tokensPerSecond',
      digits: 3,
      formula: 'B / t',
      terms: [term('B', one.sequences, 'requests'), term('t', one.stepSeconds, 'seconds')],
    };
  };

export const chooseThroughputCalcs: Readonly<Record<string, CalcDefinition>> = {
  'choose.mostSeven16': measured(1549),
  'choose.mostSeven8': measured(2334),
  'choose.mostSeven4': measured(1549),
  'choose.mostSeventy8': measured(235),
  'choose.mostSeventy4': measured(358),
  'choose.expectSeven16': expected('llama-2-7b', 'fp16', 'fp16'),
  'choose.expectSeven8': expected('llama-2-7b', 'int8', 'int8'),
  'choose.expectSeven4': expected('llama-2-7b', 'int4-g128-zp', 'fp16'),
  'choose.expectSeventy8': expected('llama-2-70b', 'int8', 'int8'),
  'choose.expectSeventy4': expected('llama-2-70b', 'int4-g128-zp', 'fp16'),
};
