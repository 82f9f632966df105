/**
 * One server under one policy: requests arrive, batches run one after another, time passes as the step cost says.
 * Leaves out: what several servers would share, networks, and the client.
 */
import { BookError, ensure } from '../../errors';
import type { IterationRecord, RequestRecord, ScheduledItem, ServingRequest } from '../request';
import { createScheduler } from '../schedulers/policies';
import type { Batch, PolicyId, ServerConfig } from '../schedulers/scheduler';
import { impossibleReason } from './impossible';
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

/** Seconds that a batch takes. */
export type BatchCost = (batch: Pick<Batch, 'size' | 'requests' | 'tokens' | 'contexts'>) => number;

export interface RunQuery {
  readonly policy: PolicyId;
  readonly config: ServerConfig;
  /** In order of arrival. */
  readonly requests: readonly ServingRequest[];
  readonly cost: BatchCost;
}

export interface ServingRun {
  readonly policy: string;
  readonly nowSeconds: number;
  /** Everybody who can be served has been. */
  readonly done: boolean;
  /** Somebody waits whom nothing will ever let in. */
  readonly stuck: boolean;
  readonly iterations: number;
  /** Seconds in which a batch ran; its tokens. */
  readonly busySeconds: number;
  readonly scheduledTokens: number;
  /** Blocks handed out, and tokens that lie in them, summed over time. */
  readonly blockSeconds: number;
  readonly tokenSeconds: number;
  /** Tokens of a block; 0 where no memory is modelled. */
  readonly blockTokens: number;
  /** Prompt tokens that a prefix cache had. */
  readonly hitTokens: number;
  readonly stamps: Stamps;
  /** One iteration, told. Null at the end. */
  step(): IterationRecord | null;
  /** One iteration without a record. False at the end. */
  advance(): boolean;
  records(): RequestRecord[];
  /** The run as plain JSON, between iterations. */
  save(): SavedRun;
}

export interface SavedRun {
  readonly scheduler: unknown;
  readonly stamps: unknown;
  readonly nowSeconds: number;
  readonly arrived: number;
  readonly iterations: number;
  readonly busySeconds: number;
  readonly scheduledTokens: number;
  readonly blockSeconds: number;
  readonly tokenSeconds: number;
  /** By request: tokens that lie in memory. */
  readonly stored: readonly number[];
}

/** Throws `serving.request` when one has no whole lengths or no time, and `serving.order` when one comes before its turn. */
export function checkRequests(requests: readonly ServingRequest[]): void {
  requests.forEach(({ arrivalSeconds, promptTokens, outputTokens }, at) => {
    const whole = Number.isSafeInteger(promptTokens) && Number.isSafeInteger(outputTokens);
    const fine = whole && promptTokens >= 1 && outputTokens >= 1 && Number.isFinite(arrivalSeconds);
    ensure(fine, 'serving.request', { at, arrivalSeconds, promptTokens, outputTokens });
    ensure(at === 0 || arrivalSeconds >= requests[at - 1].arrivalSeconds, 'serving.order', { at });
  });
}

/** A run at its beginning, or where a saved one stood. Throws as `checkRequests`. */
export function createRun({ policy, config, requests, cost }: RunQuery, saved?: SavedRun): ServingRun {
  checkRequests(requests);
  const scheduler = createScheduler(policy, config, requests, saved?.scheduler);
  const stamps = saved ? restoreStamps(saved.stamps as Stamps) : emptyStamps(requests.length);
  const impossible = requests.map((request) => impossibleReason(policy, config, request) !== null);
  const servable = impossible.filter((never) => !never).length;
  let { nowSeconds, arrived, iterations, busySeconds, scheduledTokens, blockSeconds, tokenSeconds } =
    saved ?? {
      nowSeconds: 0,
      arrived: 0,
      iterations: 0,
      busySeconds: 0,
      scheduledTokens: 0,
      blockSeconds: 0,
      tokenSeconds: 0,
    };
  const stored = saved?.stored.slice() ?? new Array<number>(requests.length).fill(0);
  let storedTokens = stored.reduce((a, b) => a + b, 0);
  const forget = (request: number) => {
    storedTokens -= stored[request];
    stored[request] = 0;
  };
  let stuck = false;

  const letIn = () => {
    while (arrived < requests.length && requests[arrived].arrivalSeconds <= nowSeconds) {
      if (!impossible[arrived]) scheduler.add(arrived);
      arrived++;
    }
  };

  /** The next batch that is not empty, at the time at which it can start. */
  const nextBatch = (): Batch | null => {
    if (stamps.finished === servable || stuck) return null;
    for (;;) {
      letIn();
      const batch = scheduler.schedule();
      for (const request of batch.preempted) {
        stamps.preemptions[request]++;
        forget(request);
      }
      if (batch.size > 0) return batch;
      if (arrived === requests.length) {
        // Whoever was thrown out may find room now; if nobody was, nothing will change any more.
        if (batch.preempted.length > 0) continue;
        stuck = true;
        return null;
      }
      nowSeconds = Math.max(nowSeconds, requests[arrived].arrivalSeconds);
    }
  };

  const run = (told: boolean): IterationRecord | null | true => {
    const batch = nextBatch();
    if (!batch) return null;
    const startSeconds = nowSeconds;
    const seconds = cost(batch);
    if (!(seconds > 0)) throw new BookError('serving.stepSeconds', { seconds });
    const end = startSeconds + seconds;
    const { waiting, usedBlocks } = scheduler;
    const { size, requests: served, tokens, contexts, yields } = batch;
    let newTokens = 0;
    for (let at = 0; at < size; at++) {
      const request = served[at];
      stampStart(stamps, request, startSeconds);
      newTokens += tokens[at];
      storedTokens += contexts[at] + tokens[at] - stored[request];
      stored[request] = contexts[at] + tokens[at];
    }
    scheduledTokens += newTokens;
    tokenSeconds += storedTokens * seconds;
    scheduler.complete();
    for (let at = 0; at < size; at++) if (yields[at]) stampToken(stamps, served[at], end);
    for (const request of batch.finished) {
      stampFinish(stamps, request, end);
      forget(request);
    }
    nowSeconds = end;
    iterations++;
    busySeconds += seconds;
    blockSeconds += usedBlocks * seconds;
    if (!told) return true;
    return {
      startSeconds,
      durationSeconds: seconds,
      items: itemsOf(batch, requests),
      preempted: batch.preempted.map((request) => requests[request].id),
      waiting,
      usedBlocks,
    };
  };

  return {
    policy,
    stamps,
    get nowSeconds() {
      return nowSeconds;
    },
    get done() {
      return stamps.finished === servable;
    },
    get stuck() {
      return stuck;
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
    get blockSeconds() {
      return blockSeconds;
    },
    get tokenSeconds() {
      return tokenSeconds;
    },
    blockTokens: config.blockTokens,
    get hitTokens() {
      return scheduler.hitTokens;
    },
    step: () => run(true) as IterationRecord | null,
    advance: () => run(false) !== null,
    records: () => recordsOf(requests, stamps, (at) => impossible[at]),
    save: () => ({
      scheduler: scheduler.save(),
      stamps: saveStamps(stamps),
      nowSeconds,
      arrived,
      iterations,
      busySeconds,
      scheduledTokens,
      blockSeconds,
      tokenSeconds,
      stored: stored.slice(),
    }),
  };
}

/** A prompt's piece reads; whatever continues an answer decodes, also the first token after starting over. */
function itemsOf(batch: Batch, requests: readonly ServingRequest[]): ScheduledItem[] {
  return batch.requests.map((request, at) => ({
    request: requests[request].id,
    newTokens: batch.tokens[at],
    contextTokens: batch.contexts[at],
    kind: batch.tokens[at] > 1 || batch.contexts[at] < requests[request].promptTokens ? 'prefill' : 'decode',
  }));
}
