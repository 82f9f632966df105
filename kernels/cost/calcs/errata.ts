/**
 * The numbers of the chapter on the notes' errors. What illustrates a method follows the reader's Setup; what belongs
 * to a note's own case is that claim's check (kernels/cost/errata) and stays as it is.
 */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { kvElementsPerToken } from '../bytes';
import type { CalcDefinition, CalcTerm, CostAxis } from '../calc';
import { decodeStepBound } from '../decode-step';
import { claimFigures } from '../errata';
import { modelOf, type Setup } from '../setup';
import { errataCounts } from './errata-counts';
import { term } from './term';

/** A count of claims. */
const counted =
  (key: keyof typeof errataCounts): CalcDefinition =>
  () => ({
    value: errataCounts[key],
    unit: 'count',
    formula: 'N',
    terms: [term('N', errataCounts[key], 'count')],
  });

/** A figure of a claim's check, as the list below the chapter prints it. */
const ofClaim =
  (id: string, name: string, formula: string, terms: readonly CalcTerm[], axis?: CostAxis): CalcDefinition =>
  () => {
    const { value, unit, digits } = claimFigures(id)[name];
    return { value, unit, digits, formula, terms, axis };
  };

/** One step of the Setup, for `batch` sequences. */
const stepOf = (setup: Setup, batch: number) =>
  decodeStepBound({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    devices: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
    batch,
    contextTokens: setup.contextTokens,
  });

const capacity =
  (unit: 'bytes' | 'bytesBinary'): CalcDefinition =>
  (setup) => ({
    value: capacityBytes(setup.acceleratorId),
    unit,
    axis: 'memory',
    formula: '\\memory{C} = c \\cdot 2^{30}',
    terms: [term('c', acceleratorById(setup.acceleratorId).memory_gb, 'count', setup.acceleratorId)],
  });

/** How many times too large a cache is when every query head is given keys and values of its own. */
function headFactor(setup: Setup) {
  const model = modelOf(setup);
  const all = 2 * model.layers * model.heads * model.head_dim;
  const stored = kvElementsPerToken(model);
  return {
    value: all / stored,
    unit: 'ratio' as const,
    axis: 'memory' as const,
    formula: '\\dfrac{2 \\cdot L \\cdot h \\cdot d_h}{\\memory{k}}',
    terms: [
      term('L', model.layers, 'count', model.id),
      term('h', model.heads, 'count', model.id),
      term('d_h', model.head_dim, 'count', model.id),
      term('k', stored, 'count', model.id),
    ],
  };
}

/** A part of one step of a single sequence. */
const alone =
  (part: 'memorySeconds' | 'computeSeconds' | 'seconds'): CalcDefinition =>
  (setup) => {
    const step = stepOf(setup, 1);
    return {
      value: step[part],
      unit: 'seconds',
      axis: part === 'memorySeconds' ? 'memory' : part === 'computeSeconds' ? 'compute' : 'latency',
      formula:
        part === 'seconds'
          ? '\\latency{t} = \\max(\\memory{t_m}, \\compute{t_c})'
          : part === 'memorySeconds'
            ? '\\memory{t_m} = \\text{bytes}/\\beta'
            : '\\compute{t_c} = \\text{FLOPs}/\\pi',
      terms: [term('t_m', step.memorySeconds, 'seconds'), term('t_c', step.computeSeconds, 'seconds')],
    };
  };

const batchTerms = (setup: Setup) => [
  term('t', stepOf(setup, setup.batch).seconds, 'seconds'),
  term('b', setup.batch, 'requests'),
];

export const errataCalcs: Record<string, CalcDefinition> = {
  'errata.claims': counted('claims'),
  'errata.right': counted('right'),
  'errata.rightArithmetic': counted('rightArithmetic'),
  'errata.misleading': counted('misleading'),
  'errata.wrong': counted('wrong'),
  'errata.unsourced': counted('unsourced'),
  'errata.recomputed': counted('recomputed'),
  'errata.rightShare': () => ({
    value: errataCounts.right / errataCounts.claims,
    unit: 'percent',
    digits: 2,
    formula: 'R/N',
    terms: [term('R', errataCounts.right, 'count'), term('N', errataCounts.claims, 'count')],
  }),
  'errata.capacityDecimal': capacity('bytes'),
  'errata.capacityBinary': capacity('bytesBinary'),
  'errata.binaryMore': ofClaim('2.11', 'more', '2^{30}/10^9 - 1', [], 'memory'),
  'errata.headFactor': headFactor,
  'errata.cutOfLoad': ofClaim('0.38', 'cut', '(70 - 35)/70', [], 'latency'),
  'errata.cutOfTotal': ofClaim('0.38', 'other', '(70 - 35)/85', [], 'latency'),
  'errata.aloneTokens': (setup) => ({
    value: 1 / stepOf(setup, 1).seconds,
    unit: 'tokensPerSecond',
    axis: 'latency',
    formula: '1/\\latency{t}',
    terms: [term('t', stepOf(setup, 1).seconds, 'seconds')],
  }),
  'errata.aloneMemory': alone('memorySeconds'),
  'errata.aloneCompute': alone('computeSeconds'),
  'errata.aloneFloor': alone('seconds'),
  'errata.notedBound': ofClaim('0.47', 'bound', '2 \\beta / (2 N)', [], 'latency'),
  'errata.step': (setup) => ({
    value: stepOf(setup, setup.batch).seconds,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t}',
    terms: batchTerms(setup),
  }),
  'errata.stepOverBatch': (setup) => ({
    value: stepOf(setup, setup.batch).seconds / setup.batch,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t}/b',
    terms: batchTerms(setup),
  }),
  'errata.waitMean': ofClaim('0.44', 'serialMean', '8.5 \\cdot (10 + 1)/2', [], 'latency'),
  'errata.waitBatched': ofClaim('0.44', 'wait', '100 \\cdot 0.09', [], 'latency'),
  'errata.waitBetter': ofClaim(
    '0.44',
    'better',
    '\\bar t_{\\mathrm{serial}} / t_{\\mathrm{batch}}',
    [],
    'latency',
  ),
  'errata.kiviPayload': ofClaim('1.35', 'payload', '16/2', [], 'memory'),
  'errata.kiviStored': ofClaim('1.35', 'withScales', '16/3', [], 'memory'),
  'errata.kiviShort': ofClaim(
    '1.35',
    'at498',
    '\\dfrac{16 n}{128 \\cdot 16 + (n - 128) \\cdot 3}',
    [],
    'memory',
  ),
  'errata.leftOfTwo': ofClaim('0.9', 'left', '2 \\cdot 80 \\cdot 2^{30} - W', [], 'memory'),
  'errata.pairs': ofClaim('2.12', 'pairs', '5 \\cdot 6', []),
  'errata.broken': ofClaim('2.12', 'broken', 'N', []),
  'errata.qwenOnA100': ofClaim('3.1', 'qwenA100', '\\dfrac{\\text{bytes}/\\beta}{t}', [], 'latency'),
  'errata.qwenOn4090': ofClaim('3.1', 'qwen4090', '\\dfrac{\\text{bytes}/\\beta}{t}', [], 'latency'),
  'errata.scores': ofClaim('4.5', 'scores', '5 \\cdot 32 \\cdot 4096^2 \\cdot 10', [], 'memory'),
  'errata.oomCache': ofClaim('4.5', 'cache', '5 \\cdot 4096 \\cdot k', [], 'memory'),
  'errata.growthBefore': ofClaim('4.14', 'before', '11.15 - 6.15', [], 'memory'),
  'errata.growthAfter': ofClaim('4.14', 'after', '7.52 - 6.43', [], 'memory'),
  'errata.reportMisfit': ofClaim('4.9', 'awq', 'W + \\memory{C} + \\memory{S}', [], 'memory'),
};
