/** What a run notes of its requests as it goes: when each was first served, when its tokens came, when it ended. */
import type { RequestRecord, ServingRequest } from '../request';
import { emptyIntervals, type IntervalCounts, noteInterval } from './intervals';

export interface Stamps {
  /** By request; NaN before it happens. */
  readonly start: number[];
  readonly firstToken: number[];
  readonly lastToken: number[];
  readonly finish: number[];
  readonly tokens: number[];
  readonly preemptions: number[];
  /** Between a token and the next, over all requests. */
  readonly intervals: IntervalCounts;
  finished: number;
}

export function emptyStamps(count: number): Stamps {
  const never = () => new Array<number>(count).fill(Number.NaN);
  return {
    start: never(),
    firstToken: never(),
    lastToken: never(),
    finish: never(),
    tokens: new Array(count).fill(0),
    preemptions: new Array(count).fill(0),
    intervals: emptyIntervals(),
    finished: 0,
  };
}

export function stampStart(stamps: Stamps, request: number, seconds: number): void {
  if (Number.isNaN(stamps.start[request])) stamps.start[request] = seconds;
}

export function stampToken(stamps: Stamps, request: number, seconds: number): void {
  if (stamps.tokens[request]++ === 0) stamps.firstToken[request] = seconds;
  else noteInterval(stamps.intervals, seconds - stamps.lastToken[request]);
  stamps.lastToken[request] = seconds;
}

export function stampFinish(stamps: Stamps, request: number, seconds: number): void {
  stamps.finish[request] = seconds;
  stamps.finished++;
}

/** The record of every request, in the order given. */
export function recordsOf(
  requests: readonly ServingRequest[],
  stamps: Stamps,
  impossible: (request: number) => boolean,
): RequestRecord[] {
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return requests.map((request, at) => ({
    id: request.id,
    arrivalSeconds: request.arrivalSeconds,
    startSeconds: known(stamps.start[at]),
    firstTokenSeconds: known(stamps.firstToken[at]),
    finishSeconds: known(stamps.finish[at]),
    outputTokens: stamps.tokens[at],
    preemptions: stamps.preemptions[at],
    status: impossible(at)
      ? 'impossible'
      : !Number.isNaN(stamps.finish[at])
        ? 'finished'
        : Number.isNaN(stamps.start[at])
          ? 'waiting'
          : 'running',
  }));
}

/** NaN has no place in JSON: null stands for it in a saved run. */
export function saveStamps(stamps: Stamps): unknown {
  return JSON.parse(JSON.stringify(stamps));
}

/** Shares nothing with what was saved: the run goes on noting, the saved moment stays. */
export function restoreStamps(saved: Stamps): Stamps {
  const times = (values: readonly (number | null)[]) => values.map((value) => value ?? Number.NaN);
  return {
    start: times(saved.start),
    firstToken: times(saved.firstToken),
    lastToken: times(saved.lastToken),
    finish: times(saved.finish),
    tokens: saved.tokens.slice(),
    preemptions: saved.preemptions.slice(),
    intervals: { ...saved.intervals, bins: saved.intervals.bins.slice() },
    finished: saved.finished,
  };
}
