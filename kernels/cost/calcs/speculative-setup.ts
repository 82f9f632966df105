/** A round on the reader's own model and machine: what checking several positions costs, alone and in company. */
import { KNEE } from '../../serving/step-time/knee';
import { stepShape } from '../../serving/step-time/step-shape';
import { type StepCost, stepTimeOf } from '../../serving/step-time/step-time';
import type { ParamValues } from '../../simulator';
import { type SpeculativeFigure, speculativeFigure } from '../../speculative/figure';
import { speculativePresets } from '../../speculative/params';
import type { CalcDefinition, CalcTerm } from '../calc';
import { modelOf, RUNNING_EXAMPLE, type Setup } from '../setup';
import { term } from './term';

/** Draft length of the chapter's example; a pass checks one position more. */
const GAMMA = 5;

/** A pass in its two parts, one after the other: products with the weights, and attention over the cache. */
function passParts(
  setup: Setup,
  batch: number,
  positions: number,
): Readonly<Record<'products' | 'attention', StepCost>> {
  const shape = stepShape({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    tensorParallel: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
  });
  const item = { newTokens: positions, contextTokens: setup.contextTokens, kind: 'decode' } as const;
  const items = new Array(batch).fill(item);
  return {
    products: stepTimeOf({ ...shape, cacheBytes: 0, decodePairFlops: 0 })(items),
    attention: stepTimeOf({ ...shape, denseBytes: 0, expertBytes: 0, flopsPerToken: 0, headFlops: 0 })(items),
  };
}

function passSeconds(setup: Setup, batch: number, positions: number): number {
  const { products, attention } = passParts(setup, batch, positions);
  return products.seconds + attention.seconds;
}

const batchTerm = (batch: number) => term('B', batch, 'count');
const lengthTerm = term('\\gamma', GAMMA, 'count');

const JOINED =
  '\\latency{t} = \\left(\\memory{t_W}^{\\,k} + \\compute{t_F}^{\\,k}\\right)^{1/k} + \\left(\\memory{t_C}^{\\,k} + \\compute{t_A}^{\\,k}\\right)^{1/k}';

/** Time of one pass of the target. */
function pass(positions: number, batchOf: (setup: Setup) => number): CalcDefinition {
  return (setup) => {
    const { products, attention } = passParts(setup, batchOf(setup), positions);
    return {
      value: products.seconds + attention.seconds,
      unit: 'seconds',
      axis: 'latency',
      formula: JOINED,
      terms: [
        term('t_W', products.memorySeconds, 'seconds'),
        term('t_F', products.computeSeconds, 'seconds'),
        term('t_C', attention.memorySeconds, 'seconds'),
        term('t_A', attention.computeSeconds, 'seconds'),
        term('k', KNEE, 'count'),
      ],
    };
  };
}

const SPEEDUP =
  'S = \\frac{E\\,\\latency{t}(B, 1)}{\\gamma c\\,\\latency{t}(B, 1) + \\latency{t}(B, \\gamma + 1)}';

/** One number of the figure in a scene, with the dials that matter as terms. */
function ofScene(
  name: string,
  read: (figure: SpeculativeFigure) => number,
  unit: 'ratio' | 'count',
  changed: ParamValues = {},
  formula = unit === 'ratio' ? SPEEDUP : '\\gamma^* = \\arg\\max_\\gamma S(\\gamma)',
): CalcDefinition {
  return (setup) => {
    const params = { ...speculativePresets[name].params, ...changed };
    const figure = speculativeFigure(setup, params);
    const terms: CalcTerm[] = [
      term('\\alpha', Number(params.alpha), 'count'),
      term('c', Number(params.costRatio), 'count'),
      batchTerm(figure.setup.sequences),
    ];
    if (unit === 'ratio') terms.splice(1, 0, term('\\gamma', figure.setup.gamma, 'count'));
    return {
      value: read(figure),
      unit,
      axis: 'latency',
      formula,
      terms,
    };
  };
}

const speedupAt = (sequences: number) => (figure: SpeculativeFigure) =>
  figure.byBatch.find((point) => point.sequences === sequences)?.speedup ?? figure.busySpeedup;

export const speculativeSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'speculative.plainAlone': pass(1, () => 1),
  'speculative.checkAlone': pass(GAMMA + 1, () => 1),
  'speculative.plainBatch': pass(1, (setup) => setup.batch),
  'speculative.checkBatch': pass(GAMMA + 1, (setup) => setup.batch),
  'speculative.checkMore': (setup) => ({
    value: passSeconds(setup, setup.batch, GAMMA + 1) / passSeconds(setup, setup.batch, 1) - 1,
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\frac{\\latency{t}(B, \\gamma + 1)}{\\latency{t}(B, 1)} - 1',
    terms: [batchTerm(setup.batch), lengthTerm],
  }),
  'speculative.setupAlone': ofScene('usual', (figure) => figure.busySpeedup, 'ratio'),
  'speculative.setupBusy': ofScene('usual', speedupAt(128), 'ratio', { sequences: 128 }),
  'speculative.poorAlone': ofScene('vllm-draft', (figure) => figure.busySpeedup, 'ratio'),
  'speculative.poorBusy': ofScene('vllm-draft', speedupAt(128), 'ratio', { sequences: 128 }),
  'speculative.treeAlone': ofScene('eagle2', (figure) => figure.busySpeedup, 'ratio'),
  'speculative.treeBusy': ofScene('eagle2', speedupAt(64), 'ratio', { sequences: 64 }),
  'speculative.lengthAlone': ofScene('busy', (figure) => figure.optimalBusyGamma, 'count', {
    sequences: 1,
  }),
  'speculative.lengthBusy': ofScene('busy', (figure) => figure.optimalBusyGamma, 'count'),
  // The solution speaks of the running example: another Setup may have no such batch.
  'speculative.treeBreakEven': () =>
    ofScene(
      'usual',
      (figure) => figure.breakEven,
      'count',
      { shape: 'fixed', treeNodes: 40 },
      'B^* = \\min \\{B : S(B) < 1\\}',
    )(RUNNING_EXAMPLE),
};
