/** What the figure shows: one token over more devices, at once; two ways to use the fleet, run by run. */
import type { Setup } from '../../cost/setup';
import type { ParamValues } from '../../simulator';
import {
  type FleetCapacity,
  type FleetProblem,
  fleetCapacity,
  fleetProblem,
  KEPT,
  kneeRate,
  machineQuery,
  newLanes,
  type RatePoint,
  sweepRates,
} from './fleet';
import type { LaneKind, LaneState } from './lane';
import { type LaneMetrics, laneMetrics } from './lane-metrics';
import { type Machine, machineOf, transferSeconds } from './machine';
import { type ScaleOutSetup, scaleOutSetup } from './params';
import { type Recorder, runLane, type Span } from './run';
import { type TokenCurve, type TokenTime, tokenCurve, tokenTime } from './token-time';

export interface ScaleOutFigure {
  readonly fleet: ScaleOutSetup;
  /** For the Setup's batch and context. */
  readonly curve: TokenCurve;
  /** The split that the dials choose. */
  readonly token: TokenTime;
  readonly machine: Machine;
  readonly capacity: FleetCapacity;
  /** Why there is nothing to run; absent when there is. */
  readonly problem?: FleetProblem;
  /** Keys and values of a mean prompt, sent. */
  readonly transferSeconds: number;
}

/** The closed forms of a Setup and the dials: fast enough to follow a slider. */
export function scaleOutFigure(setup: Setup, values: ParamValues): ScaleOutFigure {
  const fleet = scaleOutSetup(values);
  const query = machineQuery(setup, fleet);
  const machine = machineOf(query);
  return {
    fleet,
    machine,
    curve: tokenCurve(query, setup.batch, setup.contextTokens),
    token: tokenTime(query, setup.batch, setup.contextTokens),
    capacity: fleetCapacity(machine, fleet),
    problem: fleetProblem(machine, fleet),
    transferSeconds: transferSeconds(machine, fleet.promptTokens),
  };
}

export interface LaneResult {
  readonly metrics: LaneMetrics;
  /** Attainment over rates, as far as it has been run; in order of the rates. */
  readonly points: readonly RatePoint[];
  /** Up to here nine in ten requests meet both limits. */
  readonly kneeRate: number;
  readonly spans: readonly Span[];
}

export interface FleetRuns {
  readonly together: LaneResult;
  readonly apart: LaneResult;
  /** The stretch of time of which the spans are. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly done: boolean;
}

export interface FleetJob {
  /** Handles at most so many events; says whether all is done. */
  advance(events: number): boolean;
  /** What is known so far; undefined until both lanes have run at the chosen rate. */
  result(): FleetRuns | undefined;
}

/** From this share on, slower traffic is not run: it can only wait less. */
const ALL = 0.995;
/** Runs between the two rates around a knee, each halving what is left between them. */
const HALVINGS = 3;
/** The stretch shown begins when this share of the requests has arrived, and is so many steps long. */
const WINDOW = { after: 0.4, decodes: 10, prefills: 1.5 };

const kinds = ['together', 'apart'] as const;

interface Run {
  readonly kind: LaneKind;
  readonly arrivalsPerSecond: number;
}

/**
 * Which runs to make, one after the other: both lanes at the dial's rate, each from the highest rate of the sweep
 * downwards until all requests are in time, then a few where nine in ten stop being so.
 */
function* plan(rate: number, rates: readonly number[]): Generator<Run, void, RatePoint> {
  const points: Record<LaneKind, RatePoint[]> = { together: [], apart: [] };
  const run = function* (kind: LaneKind, arrivalsPerSecond: number): Generator<Run, number, RatePoint> {
    const point = yield { kind, arrivalsPerSecond };
    points[kind].push(point);
    points[kind].sort((a, b) => a.arrivalsPerSecond - b.arrivalsPerSecond);
    return point.attainment;
  };
  for (const kind of kinds) yield* run(kind, rate);
  for (const kind of kinds) {
    for (const slower of [...rates].reverse()) if ((yield* run(kind, slower)) >= ALL) break;
    for (let half = 0; half < HALVINGS; half++) {
      const failing = points[kind].findIndex((point) => point.attainment < KEPT);
      if (failing < 1) break;
      const [below, above] = [points[kind][failing - 1], points[kind][failing]];
      yield* run(kind, (below.arrivalsPerSecond + above.arrivalsPerSecond) / 2);
    }
  }
}

/** The runs of a figure. */
export function createFleetJob(setup: Setup, figure: ScaleOutFigure, seed: number): FleetJob {
  const { fleet, capacity } = figure;
  const points: Record<LaneKind, RatePoint[]> = { together: [], apart: [] };
  const metrics: Partial<Record<LaneKind, LaneMetrics>> = {};
  const lanesAt = (arrivalsPerSecond: number) => newLanes(setup, { ...fleet, arrivalsPerSecond }, seed);
  const arrivals = lanesAt(fleet.arrivalsPerSecond).apart.jobs;
  const from = arrivals[Math.floor(arrivals.length * WINDOW.after)].arrivalSeconds;
  const to = from + WINDOW.decodes * capacity.decodeSeconds + WINDOW.prefills * capacity.prefillSeconds;
  const record: Record<LaneKind, Recorder> = {
    together: { from, to, spans: [] },
    apart: { from, to, spans: [] },
  };
  const runs = plan(fleet.arrivalsPerSecond, sweepRates(capacity));
  let next = runs.next();
  let lane: LaneState | undefined;

  return {
    advance(events) {
      if (next.done) return true;
      const { kind, arrivalsPerSecond } = next.value;
      lane ??= lanesAt(arrivalsPerSecond)[kind];
      const own = !metrics[kind];
      if (!runLane(lane, own ? record[kind] : undefined, events)) return false;
      const done = laneMetrics(lane, { ...fleet, arrivalsPerSecond });
      if (own) metrics[kind] = done;
      points[kind].push({ arrivalsPerSecond, attainment: done.attainment });
      lane = undefined;
      next = runs.next({ arrivalsPerSecond, attainment: done.attainment });
      return next.done ?? false;
    },
    result() {
      const { together, apart } = metrics;
      if (!together || !apart) return undefined;
      const laneResult = (kind: LaneKind, known: LaneMetrics): LaneResult => {
        const sorted = [...points[kind]].sort((a, b) => a.arrivalsPerSecond - b.arrivalsPerSecond);
        return { metrics: known, points: sorted, kneeRate: kneeRate(sorted), spans: record[kind].spans };
      };
      return {
        together: laneResult('together', together),
        apart: laneResult('apart', apart),
        fromSeconds: from,
        toSeconds: to,
        done: next.done ?? false,
      };
    },
  };
}

/** All of it at once: for a page that is built, and for tests. */
export function fleetRuns(setup: Setup, figure: ScaleOutFigure, seed: number): FleetRuns | undefined {
  if (figure.problem) return undefined;
  const job = createFleetJob(setup, figure, seed);
  while (!job.advance(Number.POSITIVE_INFINITY));
  return job.result();
}
