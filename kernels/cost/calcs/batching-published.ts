/** NVIDIA's published run of Llama-3.3-70B (the shape of 3.1), FP8 on two H100s, taken apart. No Setup enters. */
import { createStepTime } from '../../serving/step-time/step-time';
import type { CalcDefinition } from '../calc';
import { term } from './term';

/** 5,000 tokens in and 500 out; alone, and with fifty requests at once. */
const nim = { ttft: 0.40677, aloneItl: 0.01858, busyItl: 0.05973, prompt: 5000, answer: 500, busy: 50 };

/** Fifty answers, each half written; on average, that is where they are. */
const step = () =>
  createStepTime({ model: 'llama-3.1-70b', accelerator: 'h100-sxm', tensorParallel: 2, weightFormat: 'fp8' })(
    Array.from({ length: nim.busy }, () => ({
      newTokens: 1,
      contextTokens: nim.prompt + nim.answer / 2,
      kind: 'decode' as const,
    })),
  ).seconds;

/** While one answer is written, every one of the fifty brings one prompt. */
const prefillShare = (nim.busy * nim.ttft) / nim.answer;

const printed =
  (value: number): CalcDefinition =>
  () => ({
    value,
    unit: 'seconds',
    axis: 'latency',
    digits: 3,
    formula: '\\latency{t}',
    terms: [],
    sources: ['nimperformance'],
  });

export const batchingPublishedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'batching.nimAloneItl': printed(nim.aloneItl),
  'batching.nimBusyItl': printed(nim.busyItl),
  'batching.nimTtft': printed(nim.ttft),
  'batching.nimStep': () => ({
    value: step(),
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t(s)}',
    terms: [
      term('s', nim.busy, 'requests', 'nimperformance'),
      term('n', nim.prompt + nim.answer / 2, 'tokens', 'nimperformance'),
    ],
  }),
  'batching.nimPrefillShare': () => ({
    value: prefillShare,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\dfrac{s \\, \\latency{t(p)}}{o}',
    terms: [
      term('s', nim.busy, 'requests', 'nimperformance'),
      term('t(p)', nim.ttft, 'seconds', 'nimperformance'),
      term('o', nim.answer, 'tokens', 'nimperformance'),
    ],
  }),
  'batching.nimPredicted': () => ({
    value: step() + prefillShare,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t(s)} + \\dfrac{s \\, \\latency{t(p)}}{o}',
    terms: [term('t(s)', step(), 'seconds'), term('s\\,t(p)/o', prefillShare, 'seconds')],
  }),
};
