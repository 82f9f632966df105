/** Who comes and goes at which step, for runs whose traffic is known beforehand. */
import type { VllmRequest } from './request';

export interface Departure {
  readonly step: number;
  readonly id: string | number;
}

/** Things that happen before a step: arrivals in the order given, then clients that leave, then cache resets. */
export interface Timetable {
  /** Those to come and those that came, by step and, within one, in the order given. */
  readonly arrivals: readonly VllmRequest[];
  /** How many have arrived. */
  arrived: number;
  /** Clients that leave, by step and, within one, in the order given. */
  readonly departures: readonly Departure[];
  departed: number;
  readonly resets: readonly number[];
}

/** `departures`: those of the requests, unless others are given, as after a restore. */
export function createTimetable(
  requests: readonly VllmRequest[],
  resets: readonly number[],
  departures: readonly Departure[] = requests.flatMap(({ id, abort }) =>
    abort === undefined || abort === null ? [] : [{ step: abort, id }],
  ),
): Timetable {
  // Sorting is stable, so the order given holds within a step.
  return {
    arrivals: [...requests].sort((a, b) => (a.arrive ?? 0) - (b.arrive ?? 0)),
    arrived: 0,
    departures: [...departures].sort((a, b) => a.step - b.step),
    departed: 0,
    resets,
  };
}

/** The requests that arrive before this step. Each is given once. */
export function* arrivalsAt(timetable: Timetable, step: number): Generator<VllmRequest> {
  const { arrivals } = timetable;
  while (timetable.arrived < arrivals.length && (arrivals[timetable.arrived].arrive ?? 0) <= step) {
    yield arrivals[timetable.arrived++];
  }
}

/** The clients that leave before this step. Each is given once. */
export function* departuresAt(timetable: Timetable, step: number): Generator<string | number> {
  const { departures } = timetable;
  while (timetable.departed < departures.length && departures[timetable.departed].step <= step) {
    yield departures[timetable.departed++].id;
  }
}

export function arrivalsAhead(timetable: Timetable): boolean {
  return timetable.arrived < timetable.arrivals.length;
}

/** Whether anything lies ahead of `step`, which has been taken already. */
export function anythingAhead(timetable: Timetable, step: number): boolean {
  return (
    arrivalsAhead(timetable) ||
    timetable.departed < timetable.departures.length ||
    timetable.resets.some((reset) => reset > step)
  );
}
