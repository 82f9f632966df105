/** A round on the reader's own model and machine: what checking several positions costs, alone and in company. */
import { createStepTime } from '../../serving/step-time/step-time';
import { type SpeculativeFigure, speculativeFigure } from '../../speculative/figure';
import { speculativePresets } from '../../speculative/params';
import type { CalcDefinition, CalcTerm } from '../calc';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

/** Draft length of the chapter's example; a pass checks one position more. */
const GAMMA = 5;

function passSeconds(setup: Setup, batch: number, positions: number): number {
  const step = createStepTime({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    tensorParallel: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
  });
  const item = { newTokens: positions, contextTokens: setup.contextTokens, kind: 'decode' } as const;
  return step(new Array(batch).fill(item)).seconds;
}

const batchTerm = (batch: number) => term('B', batch, 'count');
const lengthTerm = term('\\gamma', GAMMA, 'count');

/** Time of one pass of the target. */
function pass(positions: number, batchOf: (setup: Setup) => number): CalcDefinition {
  return (setup) => ({
    value: passSeconds(setup, batchOf(setup), positions),
    unit: 'seconds',
    axis: 'latency',
    formula: positions > 1 ? '\\latency{t}(B, \\gamma + 1)' : '\\latency{t}(B, 1)',
    terms: positions > 1 ? [batchTerm(batchOf(setup)), lengthTerm] : [batchTerm(batchOf(setup))],
  });
}

/** One number of the figure in a scene, with the dials that matter as terms. */
function ofScene(
  name: string,
  read: (figure: SpeculativeFigure) => number,
  unit: 'ratio' | 'count',
  changed: Readonly<Record<string, number>> = {},
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
      formula:
        unit === 'ratio'
          ? 'S = \\frac{E\\,\\latency{t}(B, 1)}{\\gamma c\\,\\latency{t}(B, 1) + \\latency{t}(B, \\gamma + 1)}'
          : '\\gamma^* = \\arg\\max_\\gamma S(\\gamma)',
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
};
