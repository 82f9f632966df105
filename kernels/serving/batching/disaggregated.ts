/**
 * Prefill and decode on different workers. A request is read by the prefill worker with the least to do, its keys and
 * values travel, and the decode worker with the least to do writes the answer. With one worker for both, prompts go
 * first. Models transfers that do not disturb each other; leaves out memory limits on the decode side.
 * Source: Zhong et al. 2024, DistServe (OSDI), §3–4; LLMServe/DistServe, simdistserve (worker.py, scheduler.py).
 */
import { BookError, ensure } from '../../errors';
import type { IterationRecord, ScheduledItem, ServingRequest } from '../request';
import { checkRequests, type SavedRun, type ServingRun } from './run';
import {
  emptyStamps,
  recordsOf,
  restoreStamps,
  type Stamps,
  saveStamps,
  stampFinish,
  stampStart,
  stampToken,
} from './stamps';

export interface DisaggregatedQuery {
  /** In order of arrival. */
  readonly requests: readonly ServingRequest[];
  /** Workers that read prompts, and workers that write answers; 0 of the latter: each does both, prompts first. */
  readonly prefillWorkers: number;
  readonly decodeWorkers: number;
  /** Seconds to read these prompts together, and to write one token after each of these contexts. */
  readonly prefillSeconds: (prompts: readonly number[]) => number;
  readonly decodeSeconds: (contexts: readonly number[]) => number;
  /** Seconds from the end of a prompt to its cache's arrival on the other side. 0 when not given. */
  readonly transferSeconds?: (promptTokens: number) => number;
  /** Prompt tokens of one prefill batch; sequences of one decode batch, and its tokens with those it writes. */
  readonly prefillTokens: number;
  readonly decodeSequences: number;
  readonly decodeTokens: number;
  /** Prompt and answer together at most; longer requests are refused. No limit when not given. */
  readonly longestTokens?: number;
  /**
   * Two habits of DistServe's simulator, for replaying its traces: it writes all answer tokens after the first one that
   * it has counted at the end of the prompt, and chooses a decode worker by who waits there, not by who is being served.
   */
  readonly asRecorded?: boolean;
}

interface Worker {
  prompts: number[];
  answers: number[];
  /** What runs now, and until when. */
  batch: number[];
  reading: boolean;
  endSeconds: number | null;
}

interface SavedWorkers {
  readonly workers: readonly Worker[];
  /** [arrival of the cache, request], earliest first. */
  readonly moving: readonly (readonly [number, number])[];
  readonly written: readonly number[];
  readonly home: readonly number[];
}

/** A run at its beginning, or where a saved one stood. The worker of a record counts prefill workers first. */
export function createDisaggregatedRun(query: DisaggregatedQuery, saved?: SavedRun): ServingRun {
  const { requests, prefillWorkers, decodeWorkers, transferSeconds = () => 0 } = query;
  checkRequests(requests);
  const { longestTokens = Number.POSITIVE_INFINITY } = query;
  const impossible = requests.map(
    ({ promptTokens, outputTokens }) => promptTokens + outputTokens > longestTokens,
  );
  const servable = impossible.filter((never) => !never).length;
  ensure(prefillWorkers >= 1 && decodeWorkers >= 0, 'serving.workers', { prefillWorkers, decodeWorkers });
  const together = decodeWorkers === 0;
  const before = saved?.scheduler as SavedWorkers | undefined;
  const workers: Worker[] =
    before?.workers.map((worker) => structuredClone(worker)) ??
    Array.from({ length: prefillWorkers + decodeWorkers }, () => ({
      prompts: [],
      answers: [],
      batch: [],
      reading: false,
      endSeconds: null,
    }));
  const readers = workers.slice(0, prefillWorkers);
  const writers = together ? workers : workers.slice(prefillWorkers);
  const stamps = saved ? restoreStamps(saved.stamps as Stamps) : emptyStamps(requests.length);
  const moving: [number, number][] = before?.moving.map(([time, request]) => [time, request]) ?? [];
  /** Tokens that the decode side has written, and the worker a request stays with. */
  const written = before?.written.slice() ?? new Array<number>(requests.length).fill(0);
  const home = before?.home.slice() ?? new Array<number>(requests.length).fill(0);
  let { nowSeconds, arrived, iterations, busySeconds, scheduledTokens } = saved ?? {
    nowSeconds: 0,
    arrived: 0,
    iterations: 0,
    busySeconds: 0,
    scheduledTokens: 0,
  };
  const toWrite = (request: number) => requests[request].outputTokens - (query.asRecorded ? 0 : 1);

  const leastBusy = (choice: readonly Worker[], load: (worker: Worker) => number) => {
    let best = choice[0];
    for (const worker of choice) if (load(worker) < load(best)) best = worker;
    return best;
  };
  const readingLoad = (worker: Worker) => worker.prompts.length + (worker.reading ? worker.batch.length : 0);
  const writingLoad = (worker: Worker) =>
    worker.answers.length + (query.asRecorded || worker.reading ? 0 : worker.batch.length);

  const handOver = (request: number) => {
    const worker = together ? workers[home[request]] : leastBusy(writers, writingLoad);
    worker.answers.push(request);
  };

  const end = (worker: Worker) => {
    const { batch, reading } = worker;
    const seconds = worker.endSeconds as number;
    worker.batch = [];
    worker.endSeconds = null;
    const going: number[] = [];
    for (const request of batch) {
      if (reading) {
        stampToken(stamps, request, seconds);
        if (toWrite(request) === 0) {
          stampFinish(stamps, request, seconds);
          continue;
        }
        const delay = together ? 0 : transferSeconds(requests[request].promptTokens);
        if (delay === 0) handOver(request);
        else insertMoving(moving, seconds + delay, request);
      } else {
        written[request]++;
        if (!query.asRecorded || written[request] > 1) stampToken(stamps, request, seconds);
        if (written[request] === toWrite(request)) {
          stampFinish(stamps, request, seconds);
        } else going.push(request);
      }
    }
    // DistServe's simulator lines everybody up anew; here an answer that is being written keeps its place.
    if (query.asRecorded) worker.answers.push(...going);
    else worker.answers.unshift(...going);
  };

  const start = (worker: Worker): IterationRecord | null => {
    const reading = worker.prompts.length > 0;
    const batch = reading
      ? takeWhile(worker.prompts, query.prefillTokens, (request) => requests[request].promptTokens)
      : takeWhile(
          worker.answers,
          query.decodeTokens,
          (request) => requests[request].promptTokens + written[request] + 1,
          query.decodeSequences,
        );
    if (batch.length === 0) return null;
    const lengths = batch.map((request) => requests[request].promptTokens + (reading ? 0 : written[request]));
    const seconds = reading ? query.prefillSeconds(lengths) : query.decodeSeconds(lengths);
    if (!(seconds > 0)) throw new BookError('serving.stepSeconds', { seconds });
    worker.batch = batch;
    worker.reading = reading;
    worker.endSeconds = nowSeconds + seconds;
    for (const request of batch) stampStart(stamps, request, nowSeconds);
    iterations++;
    busySeconds += seconds / workers.length;
    scheduledTokens += reading ? lengths.reduce((a, b) => a + b, 0) : batch.length;
    const items: ScheduledItem[] = batch.map((request, at) => ({
      request: requests[request].id,
      newTokens: reading ? lengths[at] : 1,
      contextTokens: reading ? 0 : lengths[at],
      kind: reading ? 'prefill' : 'decode',
    }));
    return {
      startSeconds: nowSeconds,
      durationSeconds: seconds,
      items,
      preempted: [],
      waiting: workers.reduce((sum, one) => sum + one.prompts.length, 0),
      usedBlocks: 0,
      worker: workers.indexOf(worker),
    };
  };

  /** Everything that happens at this moment, ends before beginnings. */
  const settle = () => {
    while (arrived < requests.length && requests[arrived].arrivalSeconds <= nowSeconds) {
      const request = arrived++;
      if (impossible[request]) continue;
      const worker = leastBusy(readers, readingLoad);
      home[request] = workers.indexOf(worker);
      worker.prompts.push(request);
    }
    for (const worker of workers)
      if (worker.endSeconds !== null && worker.endSeconds <= nowSeconds) end(worker);
    while (moving.length > 0 && moving[0][0] <= nowSeconds) handOver((moving.shift() as [number, number])[1]);
  };
  const nextMoment = () => {
    let next = Number.POSITIVE_INFINITY;
    if (arrived < requests.length) next = requests[arrived].arrivalSeconds;
    for (const { endSeconds } of workers) if (endSeconds !== null && endSeconds < next) next = endSeconds;
    if (moving.length > 0 && moving[0][0] < next) next = moving[0][0];
    return next;
  };

  const step = (): IterationRecord | null => {
    for (;;) {
      settle();
      for (const worker of workers) {
        const record = worker.endSeconds === null ? start(worker) : null;
        if (record) return record;
      }
      const next = nextMoment();
      if (next === Number.POSITIVE_INFINITY) return null;
      nowSeconds = Math.max(nowSeconds, next);
    }
  };

  return {
    policy: 'disaggregated',
    stamps,
    stuck: false,
    blockSeconds: 0,
    tokenSeconds: 0,
    blockTokens: 0,
    hitTokens: 0,
    get nowSeconds() {
      return nowSeconds;
    },
    get done() {
      return stamps.finished === servable;
    },
    get iterations() {
      return iterations;
    },
    get busySeconds() {
      return busySeconds;
    },
    get scheduledTokens() {
      return scheduledTokens;
    },
    step,
    advance: () => step() !== null,
    records: () => recordsOf(requests, stamps, (at) => impossible[at]),
    save: () => ({
      scheduler: structuredClone({ workers, moving, written, home }) satisfies SavedWorkers,
      stamps: saveStamps(stamps),
      nowSeconds,
      arrived,
      iterations,
      busySeconds,
      scheduledTokens,
      blockSeconds: 0,
      tokenSeconds: 0,
      stored: [],
    }),
  };
}

/** Takes requests off the front while their tokens fit; the first always does, or it would wait for ever. */
function takeWhile(
  queue: number[],
  limit: number,
  tokensOf: (request: number) => number,
  most = queue.length,
) {
  let count = 0;
  let tokens = 0;
  while (count < Math.min(most, queue.length)) {
    tokens += tokensOf(queue[count]);
    if (tokens > limit && count > 0) break;
    count++;
  }
  return queue.splice(0, count);
}

function insertMoving(moving: [number, number][], time: number, request: number): void {
  let at = moving.length;
  while (at > 0 && moving[at - 1][0] > time) at--;
  moving.splice(at, 0, [time, request]);
}
