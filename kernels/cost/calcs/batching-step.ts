/**
 * What a step costs on the reader's machine: alone and in a batch, with a prompt in it, with a chunk; and the hand-over
 * of a prompt's cache. Times by the calibrated step-time model that the figure uses, so above the floors elsewhere.
 */
import { acceleratorById } from '../../catalog/accelerators';
import { setupStepTime } from '../../serving/step-time/setup-step-time';
import type { StepCost, StepItem } from '../../serving/step-time/step-time';
import { kvCacheBytes, weightBytes } from '../bytes';
import type { CalcDefinition, CalcResult, CalcTerm } from '../calc';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

/** A question with some pages attached. */
const PROMPT_TOKENS = 2048;
const CHUNK_TOKENS = 512;
/** 400 gigabits. */
const LINK_BYTES_PER_SECOND = 50e9;

const decodes = (setup: Setup, sequences: number): StepItem[] =>
  Array.from({ length: sequences }, () => ({
    newTokens: 1,
    contextTokens: setup.contextTokens,
    kind: 'decode' as const,
  }));
const prompt = (newTokens: number): StepItem => ({ newTokens, contextTokens: 0, kind: 'prefill' });

const cost = (setup: Setup, items: readonly StepItem[]): StepCost => setupStepTime(setup)(items);
const alone = (setup: Setup) => cost(setup, decodes(setup, 1));
const together = (setup: Setup) => cost(setup, decodes(setup, setup.batch));
const reading = (setup: Setup) => cost(setup, [prompt(PROMPT_TOKENS)]);
/** As many answers as there are, or as the budget has room for, and a piece of a prompt in what is left. */
const mixed = (setup: Setup) => {
  const answers = Math.min(setup.batch, CHUNK_TOKENS);
  const rest = CHUNK_TOKENS - answers;
  return cost(setup, [...decodes(setup, answers), ...(rest > 0 ? [prompt(rest)] : [])]);
};
const tokenBytes = (setup: Setup) => kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat });

const STEP = '\\latency{t} = \\left(\\memory{t_m}^{\\,q} + \\compute{t_c}^{\\,q}\\right)^{1/q}';
const parts = (setup: Setup, step: StepCost): CalcTerm[] => [
  term('t_m', step.memorySeconds, 'seconds', acceleratorById(setup.acceleratorId).name),
  term('t_c', step.computeSeconds, 'seconds', modelOf(setup).id),
];
const seconds =
  (of: (setup: Setup) => StepCost): CalcDefinition =>
  (setup): CalcResult => {
    const step = of(setup);
    return {
      value: step.seconds,
      unit: 'seconds',
      axis: 'latency',
      formula: STEP,
      terms: parts(setup, step),
    };
  };

const aloneTerm = (setup: Setup) => term('t(1)', alone(setup).seconds, 'seconds');
const batchTerm = (setup: Setup) => term('t(s)', together(setup).seconds, 'seconds');
const sequences = (setup: Setup) => term('s', setup.batch, 'requests');

export const batchingStepCalcs: Readonly<Record<string, CalcDefinition>> = {
  'batching.stepAlone': seconds(alone),
  'batching.stepBatch': seconds(together),
  'batching.batchSlower': (setup) => ({
    value: together(setup).seconds / alone(setup).seconds,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{\\latency{t(s)}}{\\latency{t(1)}}',
    terms: [batchTerm(setup), aloneTerm(setup)],
  }),
  'batching.batchGain': (setup) => ({
    value: (setup.batch * alone(setup).seconds) / together(setup).seconds,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{s \\, \\latency{t(1)}}{\\latency{t(s)}}',
    terms: [sequences(setup), aloneTerm(setup), batchTerm(setup)],
  }),
  'batching.evenSequences': (setup) => {
    const weights = weightBytes(modelOf(setup), setup.weightFormat);
    const cache = tokenBytes(setup) * setup.contextTokens;
    return {
      value: Math.ceil(weights / cache),
      unit: 'requests',
      axis: 'memory',
      formula: '\\left\\lceil \\dfrac{\\memory{W}}{\\memory{k\\,n}} \\right\\rceil',
      terms: [term('W', weights, 'bytes', modelOf(setup).id), term('k\\,n', cache, 'bytes')],
    };
  },
  'batching.promptTokens': () => ({ value: PROMPT_TOKENS, unit: 'tokens', formula: 'p', terms: [] }),
  'batching.chunkTokens': () => ({ value: CHUNK_TOKENS, unit: 'tokens', formula: 'c', terms: [] }),
  'batching.promptSeconds': seconds(reading),
  'batching.promptStall': (setup) => ({
    value: Math.max(1, Math.round(reading(setup).seconds / together(setup).seconds)),
    unit: 'tokens',
    axis: 'latency',
    formula: '\\dfrac{\\latency{t(p)}}{\\latency{t(s)}}',
    terms: [term('t(p)', reading(setup).seconds, 'seconds'), batchTerm(setup)],
  }),
  'batching.chunkSeconds': seconds(mixed),
  'batching.transferBytes': (setup) => ({
    value: PROMPT_TOKENS * tokenBytes(setup),
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{p\\,k}',
    terms: [term('p', PROMPT_TOKENS, 'tokens'), term('k', tokenBytes(setup), 'bytes', modelOf(setup).id)],
  }),
  'batching.linkRate': () => ({
    value: LINK_BYTES_PER_SECOND,
    unit: 'bytesPerSecond',
    formula: '\\beta_\\mathrm{link}',
    terms: [],
  }),
  'batching.transferSeconds': (setup) => ({
    value: (PROMPT_TOKENS * tokenBytes(setup)) / LINK_BYTES_PER_SECOND,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\dfrac{\\memory{p\\,k}}{\\beta_\\mathrm{link}}',
    terms: [
      term('p\\,k', PROMPT_TOKENS * tokenBytes(setup), 'bytes'),
      term('\\beta_\\mathrm{link}', LINK_BYTES_PER_SECOND, 'bytesPerSecond'),
    ],
  }),
};
