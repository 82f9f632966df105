/**
 * The `batching` simulator by the contract: all policies on the same requests, one iteration of the one that is
 * furthest behind in time per step. A state is plain JSON: kept in a file (saved-state.ts), it goes on to the same end.
 * The page runs whole policies in a worker instead (policy-run.ts) and draws what they did.
 */
import { RUNNING_EXAMPLE, type Setup } from '../../cost/setup';
import { BookError, ensure } from '../../errors';
import {
  type Description,
  defaultParams,
  type ParamValues,
  type Simulator,
  type SimulatorEvent,
  type SimulatorState,
} from '../../simulator';
import { type ServingMetrics, servingMetrics } from '../metrics/metrics';
import { checkRun } from './invariants';
import { batchingParams, batchingPresets, LANE_IDS, type LaneId } from './params';
import { createPolicyRun, type PolicyRun } from './policy-run';
import type { SavedRun } from './run';

export interface BatchingState extends SimulatorState {
  readonly params: ParamValues;
  readonly seed: number;
  readonly setup: Setup;
  readonly lanes: Readonly<Record<LaneId, { readonly run: SavedRun; readonly done: boolean }>>;
}

export type BatchingMetrics = Readonly<Record<LaneId, ServingMetrics>>;

/** Promises by which the metrics count; the page counts anew by the reader's own. */
const SLO = { ttftSeconds: 1, tpotSeconds: 0.06 };

const runOf = (state: BatchingState, lane: LaneId): PolicyRun =>
  createPolicyRun(lane, state, state.lanes[lane].run);

const lanesOf = <T>(of: (lane: LaneId) => T) =>
  Object.fromEntries(LANE_IDS.map((lane) => [lane, of(lane)])) as Record<LaneId, T>;

/** All dials: those not given at their defaults. Throws `serving.param` when one is out of its bounds. */
function completeParams(params: ParamValues): ParamValues {
  const values = { ...defaultParams(batchingParams), ...params };
  for (const { key, kind, choices, min = 0, max = 0 } of batchingParams) {
    const given = values[key];
    const fine =
      kind === 'choice' ? choices?.includes(String(given)) : Number(given) >= min && Number(given) <= max;
    ensure(fine, 'serving.param', { key, given: String(given) });
  }
  return values;
}

export const batchingSimulator: Simulator<BatchingState, BatchingMetrics> = {
  id: 'batching',
  params: batchingParams,
  presets: batchingPresets,

  init(params, seed) {
    ensure(Number.isInteger(seed) && seed >= 0, 'serving.seed', { seed });
    const settings = { params: completeParams(params), seed, setup: RUNNING_EXAMPLE };
    const lanes = lanesOf((lane) => ({ run: createPolicyRun(lane, settings).save(), done: false }));
    return { nowSeconds: 0, ...settings, lanes };
  },

  step(state) {
    const open = LANE_IDS.filter((lane) => !state.lanes[lane].done);
    if (open.length === 0) return { state, events: [] };
    const time = (lane: LaneId) => state.lanes[lane].run.nowSeconds;
    const lane = open.reduce((first, other) => (time(other) < time(first) ? other : first));
    const run = runOf(state, lane);
    const iteration = run.step();
    const lanes = { ...state.lanes, [lane]: { run: run.save(), done: iteration === null } };
    const nowSeconds = Math.max(state.nowSeconds, run.nowSeconds);
    const events: SimulatorEvent[] = iteration ? [{ kind: 'iteration', lane, iteration }] : [];
    return { state: { ...state, nowSeconds, lanes }, events };
  },

  metrics: (state) =>
    lanesOf((lane) => {
      const run = runOf(state, lane);
      return servingMetrics(run.records(), SLO, run, run.blocks);
    }),

  invariants(state) {
    for (const lane of LANE_IDS) {
      const run = runOf(state, lane);
      try {
        checkRun(run, run.requests);
      } catch (error) {
        if (error instanceof BookError) throw new BookError(error.id, { ...error.data, lane });
        throw error;
      }
    }
  },

  describe(state): Description {
    const counts = lanesOf((lane) => runOf(state, lane).stamps.finished);
    const done = LANE_IDS.every((lane) => state.lanes[lane].done);
    return {
      messageId: state.nowSeconds === 0 ? 'empty' : done ? 'done' : 'running',
      values: { seconds: state.nowSeconds, ...counts },
    };
  },
};
