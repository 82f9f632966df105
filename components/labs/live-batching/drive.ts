/**
 * One run of the requests under one policy, against anything that can execute a batch: the model on this device, or
 * a model of its times. The clock counts what is executed; while nothing is there to do it jumps to the next arrival,
 * so nobody waits for it.
 */

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
  /** Requests whose prompts run. */
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

/** Hands out plans and takes what their execution took, until every request is done. */
export function* driveSteps({
  policy,
  requests,
  batch,
  stepSeconds,
}: DriveOptions): Generator<StepPlan, PolicyRun, Execution> {
  const limit = policy === 'single' ? 1 : batch;
  const arrival = (request: PlannedRequest) => request.arrivalSteps * stepSeconds;
  const waiting = [...requests];
  const missing = new Map(requests.map(({ id, outputTokens }) => [id, outputTokens]));
  const isDone = (id: number) => (missing.get(id) ?? 0) <= 0;
  const times = new Map<number, RequestTimes>();
  const iterations: Iteration[] = [];
  let rows: readonly number[] = [];
  let now = 0;
  while (waiting.length > 0 || rows.length > 0) {
    if (rows.length === 0) now = Math.max(now, arrival(waiting[0]));
    // A static batch is closed until its last request is done; a continuous one takes in at every step.
    const room = policy === 'static' && rows.length > 0 ? 0 : limit - rows.length;
    const ready = waiting.findIndex((request) => arrival(request) > now);
    const prefill = waiting.splice(0, Math.min(room, ready < 0 ? waiting.length : ready));
    const joined = prefill.map(({ id }) => id);
    const decode = rows.filter((id) => !isDone(id));
    const idle = rows.filter(isDone);
    for (const id of [...joined, ...decode]) missing.set(id, (missing.get(id) ?? 0) - 1);
    const all = [...rows, ...joined];
    const alive = all.filter((id) => !isDone(id));
    const keep = policy === 'static' && alive.length > 0 ? all : alive;
    const execution = yield { prefill, decode: rows, keep };
    const startSeconds = now;
    now += execution.prefillSeconds + execution.decodeSeconds + execution.repackSeconds;
    for (const request of prefill) {
      const { id, outputTokens } = request;
      const arrivalSeconds = arrival(request);
      const ends = { firstTokenSeconds: now, finishSeconds: now };
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
