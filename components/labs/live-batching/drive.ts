/**
 * One run of the requests under one policy, against anything that can execute a batch: the model on this device, or
 * a model of its times. The clock counts what is executed; while nothing is there to do it jumps to the next arrival,
 * so nobody waits for it.
 */
import { ensure } from '@/kernels/errors';
import { createScheduler } from '@/kernels/serving/schedulers/policies';

/** A request as a policy sees it. */
export interface PlannedRequest {
  readonly id: number;
  /** In decode steps of one sequence; the device says how long one takes. */
  readonly arrivalSteps: number;
  readonly promptTokens: number;
  /** So many tokens are generated, whatever they are: an early end would make runs hard to compare. */
  readonly outputTokens: number;
}

export type PolicyId = 'single' | 'static' | 'continuous';

export interface Execution {
  readonly prefillSeconds: number;
  readonly decodeSeconds: number;
  readonly repackSeconds: number;
  readonly repackBytes: number;
}

export interface StepPlan {
  /** Requests whose prompts run, read together. */
  readonly prefill: readonly PlannedRequest[];
  /** Rows that run already, in the order of the cache; some may belong to requests that are done. */
  readonly decode: readonly number[];
  /** Rows that stay after this step. */
  readonly keep: readonly number[];
}

export interface Iteration extends Execution {
  readonly startSeconds: number;
  readonly prefill: readonly number[];
  /** Requests that gain a token. */
  readonly decode: readonly number[];
  /** Rows that are computed for requests already done. */
  readonly idle: readonly number[];
}

export interface RequestTimes {
  readonly id: number;
  readonly arrivalSeconds: number;
  readonly startSeconds: number;
  readonly firstTokenSeconds: number;
  readonly finishSeconds: number;
  readonly outputTokens: number;
}

export interface PolicyRun {
  readonly policy: PolicyId;
  readonly iterations: readonly Iteration[];
  readonly requests: readonly RequestTimes[];
  readonly totalSeconds: number;
}

export interface DriveOptions {
  readonly policy: PolicyId;
  readonly requests: readonly PlannedRequest[];
  readonly batch: number;
  readonly stepSeconds: number;
}

/**
 * Hands out plans and takes what their execution took, until every request is done. Who runs next is decided by the
 * book's schedulers: a single place is Orca's with a batch of one.
 */
export function* driveSteps({
  policy,
  requests,
  batch: places,
  stepSeconds,
}: DriveOptions): Generator<StepPlan, PolicyRun, Execution> {
  const batchCap = policy === 'single' ? 1 : places;
  // A block is a place in the cache here, and every request reserves one.
  const memory = { blockTokens: 1, blocks: batchCap, maxTokens: 1 };
  const config = { ...memory, batchCap, maxTokensInBatch: 0, chunkTokens: 0, watermark: 0 };
  const scheduler = createScheduler(policy === 'static' ? 'static' : 'orca', config, requests);
  const arrivals = requests.map(({ arrivalSteps }) => arrivalSteps * stepSeconds);
  const times = new Map<number, RequestTimes>();
  const iterations: Iteration[] = [];
  const done = new Set<number>();
  let rows: readonly number[] = [];
  let arrived = 0;
  let now = 0;
  while (done.size < requests.length) {
    while (arrived < requests.length && arrivals[arrived] <= now) scheduler.add(arrived++);
    const formed = scheduler.schedule();
    if (formed.size === 0) {
      ensure(arrived < requests.length, 'lab.stuck');
      now = Math.max(now, arrivals[arrived]);
      continue;
    }
    const prefill = formed.requests.filter((_, at) => formed.contexts[at] === 0).map((at) => requests[at]);
    const running = new Set(formed.requests.map((at) => requests[at].id));
    const decode = rows.filter((id) => running.has(id));
    const idle = rows.filter((id) => !running.has(id));
    const joined = prefill.map(({ id }) => id);
    scheduler.complete();
    for (const at of formed.finished) done.add(requests[at].id);
    const all = [...rows, ...joined];
    const alive = all.filter((id) => !done.has(id));
    // The rows of a static batch are computed until its last request is done.
    const keep = policy === 'static' && alive.length > 0 ? all : alive;
    const execution = yield { prefill, decode: rows, keep };
    const startSeconds = now;
    now += execution.prefillSeconds + execution.decodeSeconds + execution.repackSeconds;
    for (const { id, arrivalSteps, outputTokens } of prefill) {
      const ends = { firstTokenSeconds: now, finishSeconds: now };
      const arrivalSeconds = arrivalSteps * stepSeconds;
      times.set(id, { id, arrivalSeconds, startSeconds, outputTokens, ...ends });
    }
    for (const id of decode) times.set(id, { ...(times.get(id) as RequestTimes), finishSeconds: now });
    iterations.push({ ...execution, startSeconds, prefill: joined, decode, idle });
    rows = keep;
  }
  const ordered = requests.map(({ id }) => times.get(id) as RequestTimes);
  return { policy, iterations, requests: ordered, totalSeconds: now };
}

/** Drives with an executor that answers at once. */
export function driveWith(execute: (plan: StepPlan) => Execution, options: DriveOptions): PolicyRun {
  const steps = driveSteps(options);
  let step = steps.next();
  while (!step.done) step = steps.next(execute(step.value));
  return step.value;
}
