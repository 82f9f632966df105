/**
 * What the dials promise in closed form: tokens per pass, the speedup over the draft's length, and what is left of it
 * in company, on the reader's own machine.
 * A step of the draft takes its share of a step of the target with the same batch; a tree's average yield comes from
 * how often the target agrees with the draft's first, second, … choice, over the toy text's places.
 */
import { modelOf, type Setup } from '../cost/setup';
import { createStepTime, type StepTime } from '../serving/step-time/step-time';
import type { ParamValues } from '../simulator';
import { passTimes } from './batch-effect';
import { expectedTokensAt, optimalDraftLengthAt } from './closed-forms';
import { alphasOf, LONGEST_GAMMA, type SpeculativeSetup, speculativeSetup } from './params';
import { fixedTree } from './round';
import { toyRanks } from './toy-text';
import { expectedAccepted } from './tree';

export interface GammaPoint {
  readonly gamma: number;
  /** On a machine that checks for nothing, and on the reader's with the chosen batch. */
  readonly idle: number;
  readonly busy: number;
}

export interface BatchPoint {
  readonly sequences: number;
  readonly speedup: number;
  /** With the best chain for this batch: 1 where none gains. */
  readonly best: number;
}

export interface SpeculativeFigure {
  readonly setup: SpeculativeSetup;
  readonly expectedTokens: number;
  /** E / (γc + 1): checking costs nothing more than a plain step. */
  readonly idleSpeedup: number;
  /** On the reader's machine with the chosen batch. */
  readonly busySpeedup: number;
  /** Positions that the target computes per token that comes out. */
  readonly checkedPerToken: number;
  readonly optimalGamma: number;
  readonly optimalBusyGamma: number;
  readonly byGamma: readonly GammaPoint[];
  readonly byBatch: readonly BatchPoint[];
  /** The smallest batch from which it slows down, among those drawn; 0 when none does. */
  readonly breakEven: number;
  readonly plainSeconds: number;
  readonly roundSeconds: number;
}

const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** Everything the figure shows that needs no rounds. */
export function speculativeFigure(setup: Setup, values: ParamValues): SpeculativeFigure {
  const dials = speculativeSetup(values);
  const { alphas, gamma, costRatio, sequences, nodes, shape } = dials;
  const target = createStepTime({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    tensorParallel: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
  });
  const draft: StepTime = (items) => {
    const cost = target(items);
    return { ...cost, seconds: costRatio * cost.seconds };
  };
  const times = (batch: number, draftSteps: number, checkedTokens: number, tokens: number) =>
    passTimes({
      tokens,
      draftSteps,
      checkedTokens,
      batch,
      contextTokens: setup.contextTokens,
      target,
      draft,
    });
  const expectedTokens =
    shape === 'chain' ? expectedTokensAt(alphas) : 1 + expectedAccepted(...averageTree(dials));
  const all = alphasOf(Number(values.alpha), Number(values.alphaDrop), LONGEST_GAMMA);
  const chain = all.map((_, at) => expectedTokensAt(all.slice(0, at + 1)));
  const chainAt = (batch: number, length: number) => times(batch, length, length + 1, chain[length - 1]);
  const lengths = chain.map((_, at) => at + 1);
  const byGamma = lengths.map((length) => ({
    gamma: length,
    idle: chain[length - 1] / (length * costRatio + 1),
    busy: chainAt(sequences, length).speedup,
  }));
  const speedupAt = (batch: number) => times(batch, gamma, nodes + 1, expectedTokens).speedup;
  const byBatch = BATCHES.map((batch) => ({
    sequences: batch,
    speedup: speedupAt(batch),
    best: Math.max(1, ...lengths.map((length) => chainAt(batch, length).speedup)),
  }));
  const now = times(sequences, gamma, nodes + 1, expectedTokens);
  return {
    setup: dials,
    expectedTokens,
    idleSpeedup: expectedTokens / (gamma * costRatio + 1),
    busySpeedup: now.speedup,
    checkedPerToken: (nodes + 1) / expectedTokens,
    optimalGamma: optimalDraftLengthAt(all, costRatio),
    optimalBusyGamma: bestOf(byGamma),
    byGamma,
    byBatch,
    breakEven: breakEvenBatch(speedupAt),
    plainSeconds: now.plainSeconds,
    roundSeconds: now.draftSeconds + now.verifySeconds,
  };
}

function bestOf(points: readonly GammaPoint[]): number {
  const best = points.reduce((a, b) => (b.busy > a.busy ? b : a));
  return best.busy > 1 ? best.gamma : 0;
}

/** By bisection: speedup falls with the batch from where it first does. */
function breakEvenBatch(speedupAt: (batch: number) => number): number {
  const bad = BATCHES.find((batch) => speedupAt(batch) < 1);
  if (bad === undefined || bad === 1) return bad ?? 0;
  let [low, high] = [bad / 2, bad];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (speedupAt(middle) < 1) high = middle;
    else low = middle;
  }
  return high;
}

/** Rank acceptance and nodes of the fixed tree that yields most on average. */
function averageTree({ alphas, nodes }: SpeculativeSetup) {
  const ranks = averageRanks(alphas);
  return [ranks, fixedTree(ranks, nodes)] as const;
}

/** How often the target draws the draft's choice number k, at each depth of the toy text. */
export function averageRanks(alphas: readonly number[]): number[][] {
  const known = new Map<number, number[]>();
  return alphas.map((alpha) => {
    const row = known.get(alpha) ?? toyRanks(alpha);
    known.set(alpha, row);
    return row;
  });
}
