/**
 * A fleet of instances under rising traffic: what share of requests meets both limits at each rate, and the rate up to
 * which nine in ten do (the goodput of Zhong et al. 2024), with everyone together and with pools.
 */
import { modelOf, type Setup } from '../../cost/setup';
import { makeWorkload } from '../workload/workload';
import { type LaneKind, type LaneState, newLane } from './lane';
import { type LaneMetrics, laneMetrics } from './lane-metrics';
import { decodeItems, type Machine, type MachineQuery, machineOf, passTimeOf } from './machine';
import { MOST_RUNNING, REQUESTS, type ScaleOutSetup } from './params';
import { type Recorder, runLane } from './run';

/** Coefficient of variation of lengths, and the longest of all. */
const SPREAD = 0.4;
const LONGEST = 65_536;

export interface FleetLanes {
  readonly together: LaneState;
  readonly apart: LaneState;
}

export function machineQuery(setup: Setup, fleet: ScaleOutSetup): MachineQuery {
  const { tensorParallel, pipelineStages, link, wire } = fleet;
  const { acceleratorId, weightFormat, kvFormat } = setup;
  const model = modelOf(setup);
  return {
    model,
    accelerator: acceleratorId,
    weightFormat,
    kvFormat,
    tensorParallel,
    pipelineStages,
    link,
    wire,
  };
}

function newFleetLane(
  kind: LaneKind,
  machine: Machine,
  fleet: ScaleOutSetup,
  seed: number,
  requests: number,
): LaneState {
  const { arrivalsPerSecond, promptTokens, outputTokens } = fleet;
  const arrivals = { kind: 'poisson', perSecond: arrivalsPerSecond } as const;
  const lengths = {
    kind: 'lognormal',
    promptMean: promptTokens,
    outputMean: outputTokens,
    spread: SPREAD,
  } as const;
  // The same seed at another rate is the same requests at other distances.
  const workload = makeWorkload({ requests, arrivals, lengths, longestTokens: LONGEST }, seed);
  return newLane({ ...fleet, kind, machine }, workload);
}

/** Both lanes before their first event. */
export function newLanes(setup: Setup, fleet: ScaleOutSetup, seed: number, requests = REQUESTS): FleetLanes {
  const machine = machineOf(machineQuery(setup, fleet));
  return {
    together: newFleetLane('together', machine, fleet, seed, requests),
    apart: newFleetLane('apart', machine, fleet, seed, requests),
  };
}

export type FleetProblem = 'weights' | 'pools' | 'request';

/** Why a fleet cannot run: weights larger than an instance, a pool without one, or most requests larger than its room. */
export function fleetProblem(machine: Machine, fleet: ScaleOutSetup): FleetProblem | undefined {
  if (machine.capacityTokens <= 0) return 'weights';
  if (fleet.prefillInstances < 1 || fleet.decodeInstances < 1) return 'pools';
  return fleet.promptTokens + fleet.outputTokens > machine.capacityTokens ? 'request' : undefined;
}

/** One run to its end. */
export function runFleet(
  kind: LaneKind,
  machine: Machine,
  fleet: ScaleOutSetup,
  seed: number,
  record?: Recorder,
): LaneMetrics {
  const lane = newFleetLane(kind, machine, fleet, seed, REQUESTS);
  runLane(lane, record);
  return laneMetrics(lane, fleet);
}

export interface FleetCapacity {
  /** Requests per second that the instances could sustain if no one waited for anyone. */
  readonly together: number;
  readonly apart: number;
  /** The pool that gives out first. */
  readonly narrowPool: 'prefill' | 'decode';
  readonly prefillSeconds: number;
  /** A decode step of a full instance. */
  readonly decodeSeconds: number;
  readonly decodeSequences: number;
}

/** Closed form, from mean lengths. An upper bound: limits, queues and bubbles come on top. */
export function fleetCapacity(machine: Machine, fleet: ScaleOutSetup): FleetCapacity {
  const pass = passTimeOf(machine);
  const { promptTokens, outputTokens, prefillInstances, decodeInstances } = fleet;
  const prefillSeconds = pass([{ newTokens: promptTokens, contextTokens: 0, kind: 'prefill' }]).seconds;
  const held = Math.floor(machine.capacityTokens / (promptTokens + outputTokens));
  const decodeSequences = Math.max(1, Math.min(MOST_RUNNING, held));
  const each = Math.max(1, Math.round(decodeSequences / machine.stages));
  const decodeSeconds = pass(decodeItems(each, promptTokens + Math.round(outputTokens / 2))).seconds;
  // Stages work at the same time, each on a batch of its own.
  const prefillWork = prefillSeconds / machine.stages;
  const decodeWork = ((decodeSeconds / machine.stages) * Math.max(0, outputTokens - 1)) / each;
  const [prefillRate, decodeRate] = [
    prefillInstances / prefillWork,
    decodeInstances / Math.max(decodeWork, 1e-12),
  ];
  return {
    together: (prefillInstances + decodeInstances) / (prefillWork + decodeWork),
    apart: Math.min(prefillRate, decodeRate),
    narrowPool: prefillRate <= decodeRate ? 'prefill' : 'decode',
    prefillSeconds,
    decodeSeconds,
    decodeSequences,
  };
}

/** Points of a sweep over rates. */
const RATES = 12;
/** The promise that goodput is about. */
export const KEPT = 0.9;

/** Rates from a tenth of what could be sustained to a little more than all of it. */
export function sweepRates(capacity: FleetCapacity): number[] {
  const most = 1.15 * Math.max(capacity.together, capacity.apart);
  return Array.from({ length: RATES }, (_, at) => (most * (at + 1)) / RATES);
}

export interface RatePoint {
  readonly arrivalsPerSecond: number;
  readonly attainment: number;
}

/** The rate up to which at least nine in ten requests meet both limits, between points as on a straight line; 0 if never. */
export function kneeRate(points: readonly RatePoint[]): number {
  const failing = points.findIndex((point) => point.attainment < KEPT);
  if (failing < 0) return points.at(-1)?.arrivalsPerSecond ?? 0;
  const below = points[failing - 1];
  if (!below) return 0;
  const { arrivalsPerSecond, attainment } = points[failing];
  const share = (below.attainment - KEPT) / (below.attainment - attainment);
  return below.arrivalsPerSecond + share * (arrivalsPerSecond - below.arrivalsPerSecond);
}
