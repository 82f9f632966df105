/**
 * What the memory planner shows: the plan at one point, the stacked terms along both of its axes, where the total
 * meets the capacity and where the cache passes the weights. Same model and omissions as plan-memory.ts.
 */
import type { ParamValues } from '../../simulator';
import { type Crossover, cachePassesWeights } from '../crossovers';
import type { EngineId } from '../engines';
import { type MemoryPlan, type PlanTerm, planMemory } from '../plan-memory';
import { modelOf, type Setup } from '../setup';
import { MOST_SEQUENCES } from './params';

export type PlannerAxis = 'tokensEach' | 'sequences';

export interface PlannerCurve {
  /** Right end of the axis, a power of two unless the model's context ends before. */
  readonly to: number;
  readonly points: readonly { readonly at: number; readonly plan: MemoryPlan }[];
  /** Largest whole number that fits, the other axis staying where it is; 0 when nothing fits. */
  readonly fitsUpTo: number;
}

export interface PlannerResult {
  readonly sequences: number;
  readonly tokensEach: number;
  /** Longest text the model is made for. */
  readonly longestTokens: number;
  readonly engine: EngineId;
  readonly plan: MemoryPlan;
  readonly curves: Readonly<Record<PlannerAxis, PlannerCurve>>;
  readonly crossover: Crossover;
  readonly crossoverAlone: Crossover;
}

/** From the bottom up: what stays first, what comes and goes above it. */
export const stackOrder: readonly PlanTerm[] = [
  'weights',
  'kvCache',
  'scores',
  'logits',
  'activations',
  'fragmentation',
  'overhead',
];

/** Strips of the drawing; the quadratic term bends visibly over fewer. */
const STRIPS = 48;

type PlanAt = (sequences: number, tokensEach: number) => MemoryPlan;

/** Largest whole number from 0 to `most` for which the plan fits; it never fits again once it did not. */
function lastThatFits(fits: (value: number) => boolean, most: number): number {
  if (!fits(1)) return 0;
  let [low, high] = [1, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where an axis ends: beyond what fits and beyond where the reader stands, in steps that seldom change. */
const axisEnd = (fitsUpTo: number, here: number, least: number, most: number): number =>
  Math.min(most, 2 ** Math.ceil(Math.log2(Math.max(fitsUpTo * 1.3, here, least))));

function curve(planAt: (value: number) => MemoryPlan, here: number, least: number, most: number) {
  const fitsUpTo = lastThatFits((value) => planAt(value).fits, most);
  const to = axisEnd(fitsUpTo, here, least, most);
  const points = Array.from({ length: STRIPS + 1 }, (_, strip) => {
    const at = (to * strip) / STRIPS;
    return { at, plan: planAt(at) };
  });
  return { to, points, fitsUpTo };
}

/**
 * The planner for a Setup and its dials. Worked: the running example under vLLM takes 262.7 GB of 343.6; it would fit up
 * to 15,908 tokens each, or with 62 sequences.
 */
export function memoryPlanner(setup: Setup, values: ParamValues): PlannerResult {
  const model = modelOf(setup);
  const engine = values.engine as EngineId;
  const sequences = Number(values.sequences) || setup.batch;
  const tokensEach = Math.min(model.context, Number(values.tokensEach) || setup.contextTokens);
  const planAt: PlanAt = (batch, contextTokens) =>
    planMemory({
      model,
      accelerator: setup.acceleratorId,
      devices: setup.devices,
      weightFormat: setup.weightFormat,
      kvFormat: setup.kvFormat,
      batch,
      contextTokens,
      engine,
    });
  return {
    sequences,
    tokensEach,
    longestTokens: model.context,
    engine,
    plan: planAt(sequences, tokensEach),
    curves: {
      tokensEach: curve((tokens) => planAt(sequences, tokens), tokensEach, 2048, model.context),
      sequences: curve((count) => planAt(count, tokensEach), sequences, 8, MOST_SEQUENCES),
    },
    crossover: cachePassesWeights(setup, sequences),
    crossoverAlone: cachePassesWeights(setup, 1),
  };
}
