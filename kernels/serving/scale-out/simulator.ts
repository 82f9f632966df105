/**
 * The scale-out simulator: the same requests on the same devices, once with every instance doing everything and once
 * with prefill and decode in pools of their own, one event at a time. The model and the machine are those of the
 * running example; the page calls the same lanes with the reader's (see fleet.ts).
 */

import { RUNNING_EXAMPLE } from '../../cost/running-example';
import { BookError, ensure } from '../../errors';
import type { Description, Simulator, SimulatorState } from '../../simulator';
import { type FleetLanes, newLanes } from './fleet';
import { checkLane } from './invariants';
import { hasFleet, type LaneState } from './lane';
import { type LaneMetrics, laneMetrics } from './lane-metrics';
import { countedPassOf } from './machine';
import { type ScaleOutSetup, scaleOutParams, scaleOutPresets, scaleOutSetup } from './params';
import { stepLane } from './run';

export interface ScaleOutState extends SimulatorState {
  readonly setup: ScaleOutSetup;
  readonly lanes: FleetLanes;
}

export interface ScaleOutMetrics {
  readonly nowSeconds: number;
  /** Null where the devices make no instance, or leave a pool without one: nothing ran. */
  readonly together: LaneMetrics | null;
  readonly apart: LaneMetrics | null;
}

/** Every request that can be answered has been, in both lanes. */
export function isDone({ lanes }: ScaleOutState): boolean {
  return lanes.together.events.length === 0 && lanes.apart.events.length === 0;
}

/** The lane whose next event is sooner, so that both stay at about the same time. */
function next({ together, apart }: FleetLanes): 'together' | 'apart' {
  const at = ({ events }: LaneState) => events[0]?.at ?? Number.POSITIVE_INFINITY;
  return at(apart) < at(together) ? 'apart' : 'together';
}

export const scaleOutSimulator: Simulator<ScaleOutState, ScaleOutMetrics> = {
  id: 'scale-out',
  params: scaleOutParams,
  presets: scaleOutPresets,

  init(params, seed) {
    ensure(Number.isInteger(seed) && seed >= 0, 'serving.seed', { seed });
    const setup = scaleOutSetup(params);
    return { nowSeconds: 0, setup, lanes: newLanes(RUNNING_EXAMPLE, setup, seed) };
  },

  step(state) {
    if (isDone(state)) return { state, events: [] };
    const name = next(state.lanes);
    // A lane is changed in place, so the new state gets a copy of the one that moves.
    const lane = structuredClone(state.lanes[name]);
    const event = stepLane(lane, countedPassOf(lane.machine));
    const lanes = { ...state.lanes, [name]: lane };
    const nowSeconds = Math.max(lanes.together.nowSeconds, lanes.apart.nowSeconds);
    return {
      state: { ...state, nowSeconds, lanes },
      events: event ? [{ ...event, kind: `${name}.${event.kind}` }] : [],
    };
  },

  metrics({ nowSeconds, lanes, setup }) {
    const of = (lane: LaneState) => (hasFleet(lane) ? laneMetrics(lane, setup) : null);
    return { nowSeconds, together: of(lanes.together), apart: of(lanes.apart) };
  },

  invariants({ nowSeconds, lanes }) {
    checkLane(lanes.together);
    checkLane(lanes.apart);
    const latest = Math.max(lanes.together.nowSeconds, lanes.apart.nowSeconds);
    if (nowSeconds !== latest)
      throw new BookError('serving.invariant', { rule: 'clock', nowSeconds, latest });
  },

  describe(state): Description {
    const { together, apart } = this.metrics(state);
    return {
      messageId:
        !together || !apart ? 'scaleOut.noFleet' : isDone(state) ? 'scaleOut.done' : 'scaleOut.running',
      values: {
        nowSeconds: state.nowSeconds,
        ...(together && { togetherShare: together.attainment }),
        ...(apart && { apartShare: apart.attainment }),
        requests: state.lanes.together.jobs.length,
      },
    };
  },
};
