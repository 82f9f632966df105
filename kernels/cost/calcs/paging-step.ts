/**
 * What paging costs and buys in time: recomputing against swapping, the slower attention kernel, and a decode step
 * with as many sequences as fit. Lower bounds, all of them: what the bytes and operations allow.
 */
import { acceleratorById } from '../../catalog/accelerators';
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition, CalcResult } from '../calc';
import { bitsPerWeight } from '../formats';
import { decodeStepFlops, receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { heldTokens, longestContext, sequencesThatFit, tokenTerm } from './paging-memory';
import { term } from './term';

/** PCIe 4.0 ×16, one way: 16 GT/s a lane, 128 payload bits in 130. */
const PCIE4_BYTES_PER_SECOND = (16 * 16e9 * (128 / 130)) / 8;
/** Kwon et al. 2023, §7.1: the upper end of how much longer the paged attention kernel took. */
const PAGED_KERNEL_OVERHEAD = 0.26;

function recompute(setup: Setup): CalcResult {
  const { flopsPerSecond } = receipt(setup);
  const tokens = setup.contextTokens;
  // Token i attends to i others: on average half the context.
  const flops = tokens * decodeStepFlops({ ...setup, batch: 1, contextTokens: tokens / 2 });
  return {
    value: flops / flopsPerSecond,
    unit: 'seconds',
    axis: 'compute',
    formula: '\\latency{t} \\ge \\dfrac{\\compute{n \\, (2P + 2\\,L\\,d\\,n)}}{\\Pi}',
    terms: [
      term('n', tokens, 'tokens'),
      term('P', modelOf(setup).params_read_per_token, 'count', modelOf(setup).id),
      term('L', modelOf(setup).layers, 'count', modelOf(setup).id),
      term('d', modelOf(setup).hidden, 'count', modelOf(setup).id),
      term('\\Pi', flopsPerSecond, 'flops', acceleratorById(setup.acceleratorId).name),
    ],
  };
}

function swap(setup: Setup): CalcResult {
  const bytes = kvCacheBytes(modelOf(setup), { tokens: setup.contextTokens, kvFormat: setup.kvFormat });
  return {
    value: (2 * bytes) / (setup.devices * PCIE4_BYTES_PER_SECOND),
    unit: 'seconds',
    axis: 'memory',
    formula: '\\latency{t} \\ge \\dfrac{2 \\cdot \\memory{n \\cdot k}}{D \\cdot \\beta_{\\mathrm{PCIe}}}',
    terms: [
      term('n', setup.contextTokens, 'tokens'),
      tokenTerm(setup, setup.contextTokens),
      term('D', setup.devices, 'count'),
      term('\\beta_{\\mathrm{PCIe}}', PCIE4_BYTES_PER_SECOND, 'bytesPerSecond', 'pcisig2017'),
    ],
    sources: ['pcisig2017'],
  };
}

/** Share of the decode step that reads the cache. */
function attentionShare(setup: Setup): CalcResult {
  const { step } = receipt(setup);
  return {
    value: step.cacheReadBytes / (step.cacheReadBytes + step.weightsReadBytes),
    unit: 'percent',
    axis: 'latency',
    formula: '\\dfrac{\\memory{C}}{\\memory{W + C}}',
    terms: [
      term('C', step.cacheReadBytes, 'bytes'),
      term('W', step.weightsReadBytes, 'bytes', modelOf(setup).id),
    ],
  };
}

/** How much longer the step takes when attention takes 26 % longer. */
function indirectionCost(setup: Setup): CalcResult {
  const share = attentionShare(setup).value;
  return {
    value: share * PAGED_KERNEL_OVERHEAD,
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\varepsilon \\cdot \\dfrac{\\memory{C}}{\\memory{W + C}}',
    terms: [
      term('\\varepsilon', PAGED_KERNEL_OVERHEAD, 'percent', 'kwon2023'),
      ...attentionShare(setup).terms,
    ],
    sources: ['kwon2023'],
  };
}

/** The floor of a decode step with as many sequences as fit when each takes room for `roomEach`. */
function crowdedStep(setup: Setup, roomEach: (setup: Setup) => number) {
  const batch = sequencesThatFit(roomEach)(setup).value;
  return { batch, ...receipt({ ...setup, batch }) };
}

const stepAt =
  (roomEach: (setup: Setup) => number): CalcDefinition =>
  (setup) => {
    const { batch, floorSeconds, step, bytesPerSecond } = crowdedStep(setup, roomEach);
    return {
      value: floorSeconds,
      unit: 'seconds',
      axis: 'latency',
      formula: '\\latency{t} \\ge \\dfrac{\\memory{W + s \\cdot n \\cdot k}}{\\beta}',
      terms: [
        term('W', step.weightsReadBytes, 'bytes', modelOf(setup).id),
        term('s', batch, 'requests'),
        term('n', setup.contextTokens, 'tokens'),
        tokenTerm(setup),
        term('\\beta', bytesPerSecond, 'bytesPerSecond', acceleratorById(setup.acceleratorId).name),
      ],
    };
  };

function throughputGain(setup: Setup): CalcResult {
  const few = crowdedStep(setup, longestContext);
  const many = crowdedStep(setup, heldTokens);
  return {
    value: many.batch / many.floorSeconds / (few.batch / few.floorSeconds),
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{s_2 / \\latency{t_2}}{s_1 / \\latency{t_1}}',
    terms: [
      term('s_1', few.batch, 'requests'),
      term('t_1', few.floorSeconds, 'seconds'),
      term('s_2', many.batch, 'requests'),
      term('t_2', many.floorSeconds, 'seconds'),
    ],
  };
}

export const stepCalcs: Readonly<Record<string, CalcDefinition>> = {
  'paging.weightsRead': (setup) => ({
    value: receipt(setup).step.weightsReadBytes,
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{W} = P \\cdot b',
    terms: [
      term('P', modelOf(setup).params_read_per_token, 'count', modelOf(setup).id),
      term('b', bitsPerWeight(setup.weightFormat) / 8, 'bytes'),
    ],
  }),
  'paging.recomputeSeconds': recompute,
  'paging.swapSeconds': swap,
  'paging.attentionShare': attentionShare,
  'paging.indirectionCost': indirectionCost,
  'paging.stepReserved': stepAt(longestContext),
  'paging.stepPaged': stepAt(heldTokens),
  'paging.throughputGain': throughputGain,
};
