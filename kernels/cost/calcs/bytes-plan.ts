/** The reader's own machine in the chapter on bytes: every part of the memory plan, its limits and its crossings. */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { kvCacheBytes, kvElementsPerToken } from '../bytes';
import type { CalcDefinition, CalcTerm, CalcUnit } from '../calc';
import { cachePassesWeights, largestBatch, longestContext } from '../crossovers';
import { bitsPerWeight } from '../formats';
import { type MemoryPlan, planMemory } from '../plan-memory';
import { modelOf, type Setup } from '../setup';
import { weightBytesKept, weightParts } from '../weights';
import { term } from './term';

/** The plan under the engine that the figure starts with. */
const served = (setup: Setup): MemoryPlan =>
  planMemory({ ...setup, model: modelOf(setup), accelerator: setup.acceleratorId, engine: 'vllm' });

const model = (setup: Setup) => modelOf(setup).id;
const vocabulary = (setup: Setup) => term('V', modelOf(setup).vocab, 'count', model(setup));
const sequences = (setup: Setup) => term('s', setup.batch, 'count');
const tokens = (setup: Setup) => term('n', setup.contextTokens, 'tokens');
const tokenBytes = (setup: Setup) =>
  term(
    'k',
    kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat }),
    'bytesBinary',
    model(setup),
  );
/** The same as the mean over the Setup's length, copies on several devices included: windows keep only the end. */
const meanTokenBytes = (setup: Setup) =>
  term('k', served(setup).kvCache / (setup.batch * setup.contextTokens), 'bytesBinary', model(setup));
const weights = (setup: Setup) =>
  term('W', weightBytesKept(modelOf(setup), setup.weightFormat), 'bytes', model(setup));
const capacity = (setup: Setup) => capacityBytes(setup.acceleratorId) * setup.devices;

interface Recipe {
  readonly value: (setup: Setup) => number;
  readonly unit: CalcUnit;
  readonly formula: string;
  readonly terms: (setup: Setup) => CalcTerm[];
  readonly digits?: number;
}

const memory =
  ({ value, unit, formula, terms, digits }: Recipe): CalcDefinition =>
  (setup) => ({ value: value(setup), unit, axis: 'memory', formula, terms: terms(setup), digits });

/** A part of the plan as the serving engine holds it. */
const part = (read: (plan: MemoryPlan) => number, formula: string, terms: Recipe['terms']): CalcDefinition =>
  memory({ value: (setup) => read(served(setup)), unit: 'bytes', formula, terms });

const outside = (setup: Setup) => {
  const { embedding, head, total } = weightParts(modelOf(setup));
  return { share: (embedding + head) / total, embedding, head, total };
};

export const planCalcs: Readonly<Record<string, CalcDefinition>> = {
  'bytes.parameters': memory({
    value: (setup) => weightParts(modelOf(setup)).total,
    unit: 'count',
    formula: 'P',
    terms: (setup) => [term('P', weightParts(modelOf(setup)).total, 'count', model(setup))],
  }),
  'bytes.weights': memory({
    value: (setup) => weightBytesKept(modelOf(setup), setup.weightFormat),
    unit: 'bytes',
    formula: '\\memory{W} = \\sum_i P_i \\, b_i / 8',
    terms: (setup) => [
      term('P', weightParts(modelOf(setup)).total, 'count', model(setup)),
      term('b', bitsPerWeight(setup.weightFormat), 'bitsPerWeight'),
    ],
  }),
  'bytes.outsideShare': memory({
    value: (setup) => outside(setup).share,
    unit: 'percent',
    formula: '(P_{\\mathrm{emb}} + P_{\\mathrm{head}}) / P',
    terms: (setup) => [
      term('P_{\\mathrm{emb}}', outside(setup).embedding, 'count', model(setup)),
      term('P_{\\mathrm{head}}', outside(setup).head, 'count', model(setup)),
      term('P', outside(setup).total, 'count', model(setup)),
    ],
  }),
  'bytes.int4Plain': memory({
    value: (setup) => weightParts(modelOf(setup)).total / 2,
    unit: 'bytes',
    formula: 'P \\cdot 4 / 8',
    terms: (setup) => [term('P', weightParts(modelOf(setup)).total, 'count', model(setup))],
  }),
  'bytes.int4Kept': memory({
    value: (setup) => weightBytesKept(modelOf(setup), 'int4-g128'),
    unit: 'bytes',
    formula: '(P - P_{\\mathrm{rest}}) \\cdot b / 8 + P_{\\mathrm{rest}} \\cdot 2',
    terms: (setup) => [
      term('P', weightParts(modelOf(setup)).total, 'count', model(setup)),
      term('b', bitsPerWeight('int4-g128'), 'bitsPerWeight'),
    ],
  }),
  'bytes.perToken': memory({
    value: (setup) => tokenBytes(setup).value,
    unit: 'bytesBinary',
    formula: '\\memory{k} = e \\cdot b',
    terms: (setup) => [
      term('e', kvElementsPerToken(modelOf(setup)), 'count', model(setup)),
      term('b', bitsPerWeight(setup.kvFormat) / 8, 'bytesBinary'),
    ],
  }),
  'bytes.cache': memory({
    value: (setup) => served(setup).kvCache,
    unit: 'bytes',
    formula: '\\memory{C} = s \\cdot n \\cdot k',
    terms: (setup) => [sequences(setup), tokens(setup), meanTokenBytes(setup)],
  }),
  'bytes.crossing': memory({
    value: (setup) => cachePassesWeights(setup, setup.batch).tokens,
    unit: 'tokens',
    digits: 5,
    formula: 'n^\\ast = \\left\\lceil \\dfrac{\\memory{W}}{s \\cdot \\memory{k}} \\right\\rceil',
    terms: (setup) => [weights(setup), sequences(setup), tokenBytes(setup)],
  }),
  'bytes.crossingAlone': memory({
    value: (setup) => cachePassesWeights(setup, 1).tokens,
    unit: 'tokens',
    digits: 6,
    formula: '\\lceil \\memory{W} / \\memory{k} \\rceil',
    terms: (setup) => [weights(setup), tokenBytes(setup)],
  }),
  'bytes.longestContext': memory({
    value: (setup) => modelOf(setup).context,
    unit: 'tokens',
    digits: 6,
    formula: 'M',
    terms: (setup) => [term('M', modelOf(setup).context, 'tokens', model(setup))],
  }),
  'bytes.activations': part(
    (plan) => plan.activations,
    '2 \\cdot c \\cdot w',
    (setup) => [term('c', Math.min(8192, setup.batch * setup.contextTokens), 'tokens')],
  ),
  'bytes.logitsServed': part(
    (plan) => plan.logits,
    '(2 + 4) \\cdot s \\cdot V',
    (setup) => [sequences(setup), vocabulary(setup)],
  ),
  'bytes.logitsAll': memory({
    value: (setup) => 6 * setup.batch * setup.contextTokens * modelOf(setup).vocab,
    unit: 'bytes',
    formula: '(2 + 4) \\cdot s \\cdot n \\cdot V',
    terms: (setup) => [sequences(setup), tokens(setup), vocabulary(setup)],
  }),
  'bytes.scoresOne': memory({
    value: (setup) => 10 * modelOf(setup).heads * setup.contextTokens ** 2,
    unit: 'bytes',
    formula: '(2 + 4 + 4) \\cdot h \\cdot n^2',
    terms: (setup) => [term('h', modelOf(setup).heads, 'count', model(setup)), tokens(setup)],
  }),
  'bytes.setAside': part(
    (plan) => plan.overhead,
    '0.1 \\cdot D \\cdot M_{\\mathrm{dev}}',
    (setup) => [
      term('D', setup.devices, 'count'),
      term(
        'M_{\\mathrm{dev}}',
        capacityBytes(setup.acceleratorId),
        'bytes',
        acceleratorById(setup.acceleratorId).name,
      ),
    ],
  ),
  'bytes.fragmentation': part(
    (plan) => plan.fragmentation,
    's \\cdot \\dfrac{B}{2} \\cdot k',
    (setup) => [sequences(setup), term('B', 16, 'tokens'), tokenBytes(setup)],
  ),
  'bytes.total': part(
    (plan) => plan.total,
    '\\memory{W + C} + R',
    (setup) => [
      weights(setup),
      term('C', served(setup).kvCache, 'bytes'),
      term('R', served(setup).total - served(setup).weights - served(setup).kvCache, 'bytes'),
    ],
  ),
  'bytes.capacity': memory({
    value: capacity,
    unit: 'bytes',
    formula: 'D \\cdot M_{\\mathrm{dev}}',
    terms: (setup) => [
      term('D', setup.devices, 'count'),
      term(
        'M_{\\mathrm{dev}}',
        capacityBytes(setup.acceleratorId),
        'bytes',
        acceleratorById(setup.acceleratorId).name,
      ),
    ],
  }),
  'bytes.largestBatch': memory({
    value: largestBatch,
    unit: 'requests',
    formula: '\\left\\lfloor \\dfrac{M - \\memory{W}}{n \\cdot k} \\right\\rfloor',
    terms: (setup) => [
      term('M', capacity(setup), 'bytes'),
      weights(setup),
      tokens(setup),
      meanTokenBytes(setup),
    ],
  }),
  'bytes.longestThatFits': memory({
    value: longestContext,
    unit: 'tokens',
    digits: 5,
    formula: '\\left\\lfloor \\dfrac{M - \\memory{W}}{s \\cdot k} \\right\\rfloor',
    terms: (setup) => [
      term('M', capacity(setup), 'bytes'),
      weights(setup),
      sequences(setup),
      tokenBytes(setup),
    ],
  }),
};
