/**
 * What Pocket and its draft were recorded to do, on one thread of a processor and on a software GPU, read from the
 * files themselves: the lab shows the first.
 */

import record from '../../../content/data/recorded/speculative.json';
import gpu from '../../../content/data/recorded/speculative-gpu.json';
import { expectedTokens } from '../../speculative/closed-forms';
import type { CalcDefinition, CalcUnit } from '../calc';
import { term } from './term';

/** The lab's own first settings. */
const GAMMA = 4;
const run = record.entries['pocket-draft_4_1_1'];
const onGpu = gpu.entries[GAMMA];
const sources = ['speculativerecord'];

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const all = (pick: (kind: (typeof run.kinds)[number]) => number) => sum(run.kinds.map(pick));
const plainSeconds = all(({ plain }) => plain.seconds) / all(({ plain }) => plain.tokens);
const draftedSeconds =
  all(({ speculated }) => speculated.seconds) / all(({ speculated }) => speculated.tokens);
const acceptance =
  all(({ speculated }) => sum(speculated.stood)) / all(({ speculated }) => sum(speculated.judged));
const passes = all(({ speculated }) => speculated.rounds);
const { targetOne, targetCheck, draftOne } = run.costs;
/** A token of Pocket alone on one thread: another chapter holds it against the memory's bandwidth. */
export const POCKET_CALL_SECONDS = targetOne;
const tokensPerPass = expectedTokens(acceptance, GAMMA);

const of = (
  value: number,
  unit: CalcUnit,
  formula: string,
  terms: [symbol: string, value: number, unit: CalcUnit][],
): CalcDefinition => {
  return () => ({
    value,
    unit,
    digits: 3,
    axis: 'latency',
    formula,
    terms: terms.map(([symbol, amount, of]) => term(symbol, amount, of)),
    sources,
  });
};
const quotient = (over: number, under: number) =>
  of(over / under, 'ratio', 't_1 / t_2', [
    ['t_1', over, 'seconds'],
    ['t_2', under, 'seconds'],
  ]);
const ratioOf = (value: number) => of(value, 'ratio', 't_1 / t_2', [['t_1 / t_2', value, 'ratio']]);

export const speculativeRecordedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'speculative.livePasses': of(passes, 'count', 'N', [['N', passes, 'count']]),
  'speculative.liveAcceptance': of(acceptance, 'percent', '\\alpha', [['\\alpha', acceptance, 'percent']]),
  'speculative.liveCost': quotient(draftOne, targetOne),
  'speculative.liveCheck': quotient(targetCheck, targetOne),
  'speculative.livePromise': of(
    tokensPerPass / (GAMMA * (draftOne / targetOne) + 1),
    'ratio',
    'S = \\frac{E}{\\gamma c + 1}',
    [
      ['E', tokensPerPass, 'tokens'],
      ['\\gamma', GAMMA, 'count'],
      ['c', draftOne / targetOne, 'count'],
    ],
  ),
  'speculative.liveSpeed': quotient(plainSeconds, draftedSeconds),
  'speculative.liveFree': of(tokensPerPass / (targetCheck / targetOne), 'ratio', 'E / v', [
    ['E', tokensPerPass, 'tokens'],
    ['v', targetCheck / targetOne, 'count'],
  ]),
  'speculative.gpuCheck': quotient(onGpu.targetCheckSeconds, onGpu.targetOneSeconds),
  'speculative.gpuCheckThree': quotient(gpu.entries[2].targetCheckSeconds, gpu.entries[2].targetOneSeconds),
  'speculative.gpuSpeed': ratioOf(onGpu.speedupMeasured),
};
