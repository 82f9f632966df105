/** Who comes and goes at which step, for runs whose traffic is known beforehand. */
import type { VllmRequest } from './request';

/** Things that happen before a step: arrivals in the order given, then clients that leave, then cache resets. */
export interface Timetable {
  /** Not yet arrived, by step and, within one, in the order given. */
  readonly arrivals: { readonly step: number; readonly request: VllmRequest }[];
  /** Index of the next arrival. */
  next: number;
  /** Requests whose client leaves, in the order given, and the steps at which it does. */
  readonly leaving: { readonly step: number; readonly id: string | number }[];
  readonly resets: readonly number[];
}

export function createTimetable(requests: readonly VllmRequest[], resets: readonly number[]): Timetable {
  const arrivals = requests.map((request) => ({ step: request.arrive ?? 0, request }));
  // Sorting is stable, so the order given holds within a step.
  arrivals.sort((a, b) => a.step - b.step);
  const leaving = requests.flatMap((request) =>
    request.abort === undefined || request.abort === null ? [] : [{ step: request.abort, id: request.id }],
  );
  return { arrivals, next: 0, leaving, resets };
}

/** Whether anything of the timetable lies ahead of `step`, which has been taken already. */
export function anythingAhead(timetable: Timetable, step: number): boolean {
  return (
    timetable.next < timetable.arrivals.length ||
    timetable.leaving.some((leave) => leave.step > step) ||
    timetable.resets.some((reset) => reset > step)
  );
}
