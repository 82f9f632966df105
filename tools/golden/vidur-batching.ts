/** Replays a trace of batching under one of four policies: batches, restarts and times. */
import { type BatchingConfig, createBatchingSimulation } from '../../kernels/serving/batching/simulation';
import type { Mismatch } from './compare';
import { near } from './near';

interface BatchingTrace {
  readonly config: Omit<BatchingConfig, 'requests'>;
  readonly requests: BatchingConfig['requests'];
  readonly batches: readonly {
    readonly t: number;
    readonly dt: number;
    readonly items: readonly (readonly [number, number, number])[];
    readonly blocks: number;
  }[];
  readonly restarts: readonly number[];
  readonly result: readonly {
    readonly id: number;
    readonly scheduled_at: number;
    readonly ttft: number;
    readonly e2e: number;
    readonly restarts: number;
    readonly completed: boolean;
  }[];
  readonly end_time: number;
}

export function checkBatchingTrace(json: Readonly<Record<string, unknown>>): Mismatch {
  const trace = json as unknown as BatchingTrace;
  const run = createBatchingSimulation({ ...trace.config, requests: trace.requests });
  const restarts: number[] = [];
  for (let at = 0; ; at++) {
    const ours = run.step();
    const theirs = trace.batches[at];
    if (!ours || !theirs) {
      if (!ours && !theirs) break;
      return `batch ${at}: ${ours ? 'one more than expected' : 'missing'}`;
    }
    restarts.push(...ours.preempted);
    const items = ours.items.map(({ request, newTokens, contextTokens }) => [
      request,
      newTokens,
      contextTokens,
    ]);
    if (JSON.stringify(items) !== JSON.stringify(theirs.items))
      return `batch ${at}: items ${JSON.stringify(items)}`;
    if (!near(ours.startSeconds, theirs.t))
      return `batch ${at}: t = ${ours.startSeconds}, expected ${theirs.t}`;
    if (!near(ours.durationSeconds, theirs.dt)) return `batch ${at}: dt = ${ours.durationSeconds}`;
    // The recorded static batches leak blocks, which is a fault of the recorder's and not compared.
    if (trace.config.scheduler !== 'static' && ours.usedBlocks !== theirs.blocks) {
      return `batch ${at}: ${ours.usedBlocks} blocks, expected ${theirs.blocks}`;
    }
  }
  if (JSON.stringify(restarts) !== JSON.stringify(trace.restarts)) return `restarts ${restarts}`;
  const records = new Map(run.records().map((record) => [record.id, record]));
  if (records.size !== trace.result.length) return `${records.size} results, expected ${trace.result.length}`;
  for (const wanted of trace.result) {
    const record = records.get(wanted.id);
    if (!record) return `request ${wanted.id} is missing`;
    const { arrivalSeconds, startSeconds, firstTokenSeconds, finishSeconds } = record;
    const same =
      near(startSeconds, wanted.scheduled_at) &&
      near(since(firstTokenSeconds, arrivalSeconds), wanted.ttft) &&
      near(since(finishSeconds, arrivalSeconds), wanted.e2e) &&
      record.preemptions === wanted.restarts &&
      (record.status === 'finished') === wanted.completed;
    if (!same) return `request ${wanted.id}: ${JSON.stringify(record)}`;
  }
  return near(run.nowSeconds, trace.end_time) ? null : `end at ${run.nowSeconds}, expected ${trace.end_time}`;
}

const since = (time: number | null, start: number) => (time === null ? null : time - start);
