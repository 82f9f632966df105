/**
 * The prefix simulator: the same requests over two prefix caches of the same size, one event at a time. An event
 * admits a request (look it up, compute what is missing, keep it) or finishes one (its answer is kept too).
 * Leaves out: how long anything takes. The clock counts events.
 */
import { ensure } from '../../errors';
import type { Description, ParamValues, Simulator, SimulatorState } from '../../simulator';
import { HashLane, type HashState } from './hash-lane';
import type { LaneCounts, LaneOutcome, PrefixLaneId } from './lane';
import { type PrefixSetup, prefixParams, prefixPresets, prefixSetup } from './params';
import { type PlannedEvent, type PrefixPlan, planFor, planOf } from './plan';
import { RadixLane, type RadixLaneState } from './radix-lane';

export interface LastEvent extends PlannedEvent {
  readonly hash: LaneOutcome;
  readonly radix: LaneOutcome;
}

export interface PrefixState extends SimulatorState {
  readonly stepCount: number;
  readonly setup: PrefixSetup;
  readonly plan: PrefixPlan;
  readonly hash: HashState;
  readonly radix: RadixLaneState;
  /** What the step before did; null at the start. */
  readonly last: LastEvent | null;
}

export interface PrefixLaneMetrics extends LaneCounts {
  /** Prompt tokens found over prompt tokens asked for, so far. */
  readonly hitRate: number;
  /** Tokens' worth of memory with content, used or kept. */
  readonly heldTokens: number;
}

export type PrefixMetrics = Readonly<Record<PrefixLaneId, PrefixLaneMetrics>> & {
  readonly nowSeconds: number;
  readonly admitted: number;
  readonly refused: number;
};

export function isDone(state: PrefixState): boolean {
  return state.stepCount === state.plan.events.length;
}

/** Share of prompt tokens found; 0 before anything was asked for. */
export function hitRateOf({ cachedTokens, computedTokens }: LaneCounts): number {
  return cachedTokens > 0 ? cachedTokens / (cachedTokens + computedTokens) : 0;
}

/** Both caches of a state, to go on from. */
function openLanes(state: PrefixState): { hash: HashLane; radix: RadixLane } {
  return {
    hash: new HashLane(state.setup, state.plan.requests, state.hash),
    radix: new RadixLane(state.setup, state.radix),
  };
}

/** The first state of a plan, made for this setup. */
function startWith(setup: PrefixSetup, plan: PrefixPlan): PrefixState {
  const hash = new HashLane(setup, plan.requests).save();
  return { nowSeconds: 0, stepCount: 0, setup, plan, hash, radix: new RadixLane(setup).save(), last: null };
}

/** The traffic of a state from its beginning under another setup, whose dials of traffic must be the same. */
export function startAgain(state: PrefixState, params: ParamValues): PrefixState {
  const setup = prefixSetup(params);
  return startWith(setup, planFor(setup, state.plan.requests));
}

/** A state many steps later, without the states between: for a scrubber. Same as stepping, only faster. */
export function skipTo(state: PrefixState, stepCount: number): PrefixState {
  const { setup, plan } = state;
  const end = Math.min(stepCount, plan.events.length);
  if (end <= state.stepCount) return state;
  const { hash, radix } = openLanes(state);
  let { last } = state;
  for (const event of plan.events.slice(state.stepCount, end)) {
    const request = plan.requests[event.request];
    last = { ...event, hash: hash[event.kind](request), radix: radix[event.kind](request) };
  }
  return { nowSeconds: end, stepCount: end, setup, plan, hash: hash.save(), radix: radix.save(), last };
}

export const prefixSimulator: Simulator<PrefixState, PrefixMetrics> = {
  id: 'prefix',
  params: prefixParams,
  presets: prefixPresets,

  init(params, seed) {
    const setup = prefixSetup(params);
    ensure(Number.isInteger(seed) && seed >= 0, 'serving.seed', { seed });
    return startWith(setup, planOf(setup, seed));
  },

  step(state) {
    if (isDone(state)) return { state, events: [] };
    const next = skipTo(state, state.stepCount + 1);
    return { state: next, events: [{ ...next.last! }] };
  },

  metrics(state) {
    const { hash, radix, plan, stepCount } = state;
    const named = hash.pool.hashes.filter((key, block) => key !== null || hash.pool.refs[block] > 0).length;
    const of = (counts: LaneCounts, heldTokens: number): PrefixLaneMetrics => ({
      ...counts,
      hitRate: hitRateOf(counts),
      heldTokens,
    });
    return {
      nowSeconds: state.nowSeconds,
      admitted: plan.events.slice(0, stepCount).filter(({ kind }) => kind === 'admit').length,
      refused: plan.refused.length,
      hash: of(hash.counts, named * state.setup.blockTokens),
      radix: of(radix.counts, state.setup.poolTokens - radix.server.free.length),
    };
  },

  invariants(state) {
    const { hash, radix } = openLanes(state);
    hash.check();
    radix.check();
    const { admitted, hash: h, radix: r } = prefixSimulator.metrics(state);
    const asked = state.plan.events
      .slice(0, state.stepCount)
      .filter(({ kind }) => kind === 'admit')
      .reduce((sum, { request }) => sum + state.plan.requests[request].prompt.length, 0);
    for (const { cachedTokens, computedTokens, heldTokens } of [h, r]) {
      ensure(cachedTokens + computedTokens === asked, 'serving.tokens', { asked, admitted });
      ensure(heldTokens <= state.setup.poolTokens, 'serving.parts', { held: heldTokens });
      ensure(computedTokens >= admitted, 'serving.lastToken', { computed: computedTokens });
    }
  },

  describe(state): Description {
    const metrics = prefixSimulator.metrics(state);
    const { last } = state;
    const values = {
      request: (last?.request ?? 0) + 1,
      requests: state.plan.requests.length,
      promptTokens: last ? state.plan.requests[last.request].prompt.length : 0,
      hashFound: last?.hash.found ?? 0,
      radixFound: last?.radix.found ?? 0,
      hashEvicted: tokensOf(last?.hash),
      radixEvicted: tokensOf(last?.radix),
      hashRate: metrics.hash.hitRate,
      radixRate: metrics.radix.hitRate,
      refused: metrics.refused,
    };
    if (!last) return { messageId: 'empty', values };
    return { messageId: isDone(state) ? 'done' : last.kind, values };
  },
};

function tokensOf(outcome: LaneOutcome | undefined): number {
  return (outcome?.evicted ?? []).reduce((sum, { from, to }) => sum + to - from, 0);
}
