/** Masks and jumps on the reader's own model and machine: bytes of a mask, and the time a step leaves to make it. */
import { acceleratorById } from '../../catalog/accelerators';
import type { CalcDefinition, CalcTerm } from '../calc';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

/** CPU time for one mask over a vocabulary of 128k, as llguidance states it. */
const PUBLISHED_MASK_SECONDS = 50e-6;
/** Tokens that a jump appends in one pass. */
const JUMPED = 8;
/** States of an automaton of middling size, whose masks are all kept. */
const KEPT_STATES = 1000;

const words = (setup: Setup) => Math.ceil(modelOf(setup).vocab / 32);
const maskBytes = (setup: Setup) => 4 * words(setup);
const vocabulary = (setup: Setup): CalcTerm => term('V', modelOf(setup).vocab, 'count', modelOf(setup).id);
const batch = (setup: Setup): CalcTerm => term('B', setup.batch, 'count');
const floor = (setup: Setup) => Math.max(receipt(setup).memorySeconds, receipt(setup).computeSeconds);
const step = (setup: Setup): CalcTerm => term('\\latency{t}', floor(setup), 'seconds');
const published = term('t_m', PUBLISHED_MASK_SECONDS, 'seconds', 'llguidance');

export const structuredSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'structured.modelVocabulary': (setup) => ({
    value: modelOf(setup).vocab,
    unit: 'count',
    formula: 'V',
    terms: [vocabulary(setup)],
  }),
  'structured.maskBytes': (setup) => ({
    value: maskBytes(setup),
    unit: 'bytes',
    axis: 'memory',
    formula: '4 \\lceil V / 32 \\rceil',
    terms: [vocabulary(setup)],
  }),
  'structured.maskBatchBytes': (setup) => ({
    value: maskBytes(setup) * setup.batch,
    unit: 'bytes',
    axis: 'memory',
    formula: '4 B \\lceil V / 32 \\rceil',
    terms: [batch(setup), vocabulary(setup)],
  }),
  'structured.logitBytes': (setup) => ({
    value: 4 * modelOf(setup).vocab,
    unit: 'bytes',
    axis: 'memory',
    formula: '4 V',
    terms: [vocabulary(setup)],
  }),
  'structured.indexBytes': (setup) => ({
    value: maskBytes(setup) * KEPT_STATES,
    unit: 'bytes',
    axis: 'memory',
    formula: '4 S \\lceil V / 32 \\rceil',
    terms: [term('S', KEPT_STATES, 'count'), vocabulary(setup)],
  }),
  'structured.stepSeconds': (setup) => ({
    value: floor(setup),
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t} = \\max(t_\\mathrm{mem}, t_\\mathrm{comp})',
    terms: [
      term('t_\\mathrm{mem}', receipt(setup).memorySeconds, 'seconds'),
      term('t_\\mathrm{comp}', receipt(setup).computeSeconds, 'seconds'),
    ],
  }),
  'structured.maskBudget': (setup) => ({
    value: floor(setup) / setup.batch,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\dfrac{\\latency{t}}{B}',
    terms: [step(setup), batch(setup)],
  }),
  'structured.maskRowSeconds': (setup) => ({
    value: PUBLISHED_MASK_SECONDS * setup.batch,
    unit: 'seconds',
    axis: 'latency',
    formula: 'B\\,t_m',
    terms: [batch(setup), published],
    sources: ['llguidance'],
  }),
  'structured.maskStepShare': (setup) => ({
    value: (PUBLISHED_MASK_SECONDS * setup.batch) / floor(setup),
    unit: 'percent',
    digits: 2,
    axis: 'latency',
    formula: '\\dfrac{B\\,t_m}{\\latency{t}}',
    terms: [batch(setup), published, step(setup)],
    sources: ['llguidance'],
  }),
  'structured.jumpedSeconds': (setup) => {
    const { memorySeconds, computeSeconds } = receipt(setup);
    return {
      value: Math.max(memorySeconds, JUMPED * computeSeconds),
      unit: 'seconds',
      axis: 'latency',
      formula: '\\max(t_\\mathrm{mem},\\; k\\,t_\\mathrm{comp})',
      terms: [
        term('t_\\mathrm{mem}', memorySeconds, 'seconds', acceleratorById(setup.acceleratorId).name),
        term('k', JUMPED, 'tokens'),
        term('t_\\mathrm{comp}', computeSeconds, 'seconds'),
      ],
    };
  },
  'structured.steppedSeconds': (setup) => ({
    value: JUMPED * floor(setup),
    unit: 'seconds',
    axis: 'latency',
    formula: 'k\\,\\latency{t}',
    terms: [term('k', JUMPED, 'tokens'), step(setup)],
  }),
};
