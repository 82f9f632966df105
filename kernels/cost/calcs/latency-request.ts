/** The chapter's request on the reader's machine: one token's floor, the first token, the others, the whole answer. */
import { acceleratorById } from '../../catalog/accelerators';
import type { CalcDefinition, CalcResult, CalcTerm, CostAxis } from '../calc';
import { latencyPresets } from '../latency/params';
import { type LatencyTimes, latencyTimes } from '../latency/request';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { prefillBound } from '../times';
import { term } from './term';

const { chat } = latencyPresets;
const PROMPT = Number(chat.params.promptTokens);
const ANSWER = Number(chat.params.answerTokens);

type Unit = CalcTerm['unit'];
const machine = (setup: Setup) => acceleratorById(setup.acceleratorId).name;
const bandwidth = (setup: Setup) =>
  term('\\beta', receipt(setup).bytesPerSecond, 'bytesPerSecond', machine(setup));
const rate = (setup: Setup) => term('\\Pi', receipt(setup).flopsPerSecond, 'flops', machine(setup));
const weights = (setup: Setup) => term('W', receipt(setup).step.weightsReadBytes, 'bytes', modelOf(setup).id);
const cache = (setup: Setup) => term('C', receipt(setup).step.cacheReadBytes, 'bytes');

/** One value of the request in the figure's first scene. */
function ofRequest(
  read: (times: LatencyTimes, setup: Setup) => number,
  formula: string,
  terms: (times: LatencyTimes, setup: Setup) => CalcTerm[],
  unit: Unit = 'seconds',
): CalcDefinition {
  return (setup) => {
    const times = latencyTimes(setup, chat.params);
    return { value: read(times, setup), unit, axis: 'latency', formula, terms: terms(times, setup) };
  };
}

/** One value of the Setup's own step. */
function ofStep(
  read: (bill: ReturnType<typeof receipt>) => number,
  formula: string,
  terms: (setup: Setup) => CalcTerm[],
  axis: CostAxis = 'latency',
): CalcDefinition {
  return (setup): CalcResult => ({
    value: read(receipt(setup)),
    unit: 'seconds',
    axis,
    formula,
    terms: terms(setup),
  });
}

const memoryTerm = (setup: Setup) => term('t_\\mathrm{mem}', receipt(setup).memorySeconds, 'seconds');
const computeTerm = (setup: Setup) => term('t_\\mathrm{comp}', receipt(setup).computeSeconds, 'seconds');

/** The prompt length at which arithmetic takes longer than reading; attention included, found by halving. */
function prefillTurn(setup: Setup): number {
  let [low, high] = [1, 2 ** 20];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (prefillBound(setup, middle).boundBy === 'compute') high = middle;
    else low = middle;
  }
  return high;
}

export const requestCalcs: Readonly<Record<string, CalcDefinition>> = {
  'latency.memorySeconds': ofStep(
    (bill) => bill.memorySeconds,
    '\\memory{t_\\mathrm{mem}} = \\dfrac{\\memory{W + C}}{\\beta}',
    (setup) => [weights(setup), cache(setup), bandwidth(setup)],
    'memory',
  ),
  'latency.computeSeconds': ofStep(
    (bill) => bill.computeSeconds,
    '\\compute{t_\\mathrm{comp}} = \\dfrac{\\compute{F}}{\\Pi}',
    (setup) => [term('F', receipt(setup).step.arithmeticFlops, 'flops'), rate(setup)],
    'compute',
  ),
  'latency.floorSeconds': ofStep(
    (bill) => bill.floorSeconds,
    '\\latency{t} \\ge \\max(\\memory{t_\\mathrm{mem}}, \\compute{t_\\mathrm{comp}})',
    (setup) => [memoryTerm(setup), computeTerm(setup)],
  ),
  'latency.sumSeconds': ofStep(
    (bill) => bill.memorySeconds + bill.computeSeconds,
    '\\memory{t_\\mathrm{mem}} + \\compute{t_\\mathrm{comp}}',
    (setup) => [memoryTerm(setup), computeTerm(setup)],
  ),
  'latency.aloneSeconds': (setup) =>
    ofStep(
      (bill) => bill.floorSeconds,
      '\\latency{t} \\ge \\dfrac{\\memory{W + C_1}}{\\beta}',
      (one) => [weights(one), term('C_1', receipt(one).step.cacheReadBytes, 'bytes'), bandwidth(one)],
    )({ ...setup, batch: 1 }),
  'latency.throughput': (setup) => ({
    value: setup.batch / receipt(setup).floorSeconds,
    unit: 'tokensPerSecond',
    axis: 'latency',
    formula: '\\dfrac{s}{\\latency{t}}',
    terms: [term('s', setup.batch, 'requests'), term('t', receipt(setup).floorSeconds, 'seconds')],
  }),
  'latency.inverseThroughput': ofStep(
    (bill) => (bill.floorSeconds * bill.token.weightsReadBytes) / bill.step.weightsReadBytes,
    '\\dfrac{\\latency{t}}{s}',
    (setup) => [term('t', receipt(setup).floorSeconds, 'seconds'), term('s', setup.batch, 'requests')],
  ),
  'latency.prefillTurn': (setup) => ({
    value: prefillTurn(setup),
    unit: 'tokens',
    axis: 'compute',
    formula:
      '\\min\\left\\{p : \\dfrac{\\compute{F(p)}}{\\Pi} > \\dfrac{\\memory{W + p k}}{\\beta}\\right\\}',
    terms: [weights(setup), bandwidth(setup), rate(setup)],
  }),
  'latency.promptFlops': (setup) => ({
    value: prefillBound(setup, PROMPT).flops,
    unit: 'flops',
    axis: 'compute',
    formula: '\\compute{F(p)} \\approx p\\,(2P + 2 L d\\,p)',
    terms: [
      term('p', PROMPT, 'tokens'),
      term('P', modelOf(setup).params_read_per_token, 'count', modelOf(setup).id),
      term('L', modelOf(setup).layers, 'count', modelOf(setup).id),
      term('d', modelOf(setup).heads * modelOf(setup).head_dim, 'count', modelOf(setup).id),
    ],
  }),
  'latency.ttft': ofRequest(
    (times) => times.ttftSeconds,
    '\\latency{\\mathrm{TTFT}} \\ge \\max\\left(\\dfrac{\\memory{W + p k}}{\\beta}, \\dfrac{\\compute{F(p)}}{\\Pi}\\right)',
    (times, setup) => [
      term('p', PROMPT, 'tokens'),
      term('F(p)', prefillBound(setup, PROMPT).flops, 'flops'),
      rate(setup),
      term('(W + p k)/\\beta', times.prefill.memorySeconds, 'seconds'),
    ],
  ),
  'latency.tpot': ofRequest(
    (times) => times.tpotSeconds,
    '\\latency{\\mathrm{TPOT}} = \\dfrac{T - \\mathrm{TTFT}}{o - 1}',
    (times) => [
      term('T', times.endToEndSeconds, 'seconds'),
      term('\\mathrm{TTFT}', times.ttftSeconds, 'seconds'),
      term('o', ANSWER, 'tokens'),
    ],
  ),
  'latency.endToEnd': ofRequest(
    (times) => times.endToEndSeconds,
    '\\latency{T} = \\mathrm{TTFT} + \\sum_{i=2}^{o} t_i',
    (times) => [
      term('\\mathrm{TTFT}', times.ttftSeconds, 'seconds'),
      term('o', ANSWER, 'tokens'),
      term('\\bar t', times.tpotSeconds, 'seconds'),
    ],
  ),
  'latency.ttftShare': ofRequest(
    (times) => times.ttftSeconds / times.endToEndSeconds,
    '\\dfrac{\\mathrm{TTFT}}{\\latency{T}}',
    (times) => [
      term('\\mathrm{TTFT}', times.ttftSeconds, 'seconds'),
      term('T', times.endToEndSeconds, 'seconds'),
    ],
    'percent',
  ),
  'latency.answerWorth': ofRequest(
    (times) => times.tpotSeconds / (times.ttftSeconds / PROMPT),
    '\\dfrac{\\mathrm{TPOT}}{\\mathrm{TTFT}/p}',
    (times) => [
      term('\\mathrm{TPOT}', times.tpotSeconds, 'seconds'),
      term('\\mathrm{TTFT}', times.ttftSeconds, 'seconds'),
      term('p', PROMPT, 'tokens'),
    ],
    'tokens',
  ),
  'latency.answerGrowth': ofRequest(
    (times) => times.lastStepSeconds / times.firstStepSeconds - 1,
    '\\dfrac{t_o}{t_2} - 1',
    (times) => [
      term('t_2', times.firstStepSeconds, 'seconds'),
      term('t_o', times.lastStepSeconds, 'seconds'),
    ],
    'percent',
  ),
  'latency.promptTokens': () => ({
    value: PROMPT,
    unit: 'tokens',
    formula: 'p',
    terms: [],
  }),
  'latency.answerTokens': () => ({
    value: ANSWER,
    unit: 'tokens',
    formula: 'o',
    terms: [],
  }),
};
