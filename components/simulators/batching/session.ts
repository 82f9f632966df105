/**
 * Runs of all policies over the same requests, for a worker, the build and tests alike. Nothing of a run is kept but
 * its timeline and the times of its iterations: one of these is opened by running up to it once more.
 */

import { createPolicyRun, type PolicyRun, type RunSettings } from '@/kernels/serving/batching/policy-run';
import { servingMetrics } from '@/kernels/serving/metrics/metrics';
import type { IterationRecord } from '@/kernels/serving/request';
import { createTimelineBuilder } from '@/kernels/serving/timeline/timeline';
import type { PolicyId } from './policies';
import type { PolicyReadings, PolicyResult, StepReport } from './types';

export interface Session {
  begin(settings: RunSettings): void;
  run(policy: PolicyId): PolicyResult;
  /** The iteration that runs at that moment, or the one `by` places from the one opened last. */
  inspect(policy: PolicyId, seconds: number, by: number): StepReport | undefined;
}

/** A picture shows no more moments than this: pauses that are shorter melt into what is around them. */
const MOMENTS = 4000;
const LARGE_RUN = 400;

interface Opened {
  readonly run: PolicyRun;
  at: number;
  last: IterationRecord | undefined;
}

export function createSession(): Session {
  let settings: RunSettings | undefined;
  let starts = new Map<PolicyId, number[]>();
  let opened = new Map<PolicyId, Opened>();
  let latest = 0;

  /** Runs up to an iteration, from where it was opened last if that lies before. */
  const open = (policy: PolicyId, index: number): IterationRecord | undefined => {
    if (!settings) return undefined;
    let state = opened.get(policy);
    if (!state || state.at > index) {
      state = { run: createPolicyRun(policy, settings), at: -1, last: undefined };
      opened.set(policy, state);
    }
    while (state.at < index) {
      const record = state.run.step();
      if (!record) break;
      state.at++;
      state.last = record;
    }
    return state.last;
  };

  return {
    begin(next) {
      settings = next;
      starts = new Map();
      opened = new Map();
    },
    run(policy) {
      if (!settings) throw new Error('begin first');
      const run = createPolicyRun(policy, settings);
      const large = run.requests.length > LARGE_RUN;
      const lastArrival = run.requests.at(-1)?.arrivalSeconds ?? 0;
      const builder = createTimelineBuilder(run.requests, {
        wholeBatches: policy === 'static',
        resolutionSeconds: large ? lastArrival / MOMENTS : 0,
      });
      const times: number[] = [];
      for (let record = run.step(); record; record = run.step()) {
        builder.add(record);
        times.push(record.startSeconds);
      }
      starts.set(policy, times);
      return { policy, timeline: builder.finish(run.records()), readings: readingsOf(run) };
    },
    inspect(policy, seconds, by) {
      if (!settings) return undefined;
      if (!starts.has(policy)) this.run(policy);
      const times = starts.get(policy) ?? [];
      if (times.length === 0) return undefined;
      const place = by === 0 ? indexAt(times, seconds) : latest + by;
      latest = Math.max(0, Math.min(times.length - 1, place));
      const record = open(policy, latest);
      return record && reportOf(policy, record, latest, times.length);
    },
  };

  function reportOf(policy: PolicyId, record: IterationRecord, index: number, count: number): StepReport {
    const { items } = record;
    const prefills = items.filter((item) => item.kind === 'prefill');
    const sum = (read: (item: (typeof items)[number]) => number) =>
      items.reduce((total, item) => total + read(item), 0);
    const cost = (opened.get(policy) as Opened).run.cost(items);
    return {
      policy,
      number: index + 1,
      count,
      startSeconds: record.startSeconds,
      durationSeconds: record.durationSeconds,
      worker: record.worker ?? 0,
      decodes: items.length - prefills.length,
      prefills: prefills.map(({ request, newTokens, contextTokens }) => ({
        request,
        newTokens,
        contextTokens,
      })),
      newTokens: sum((item) => item.newTokens),
      contextTokens: sum((item) => item.contextTokens),
      waiting: record.waiting,
      usedBlocks: record.usedBlocks,
      preempted: record.preempted,
      bytes: cost.bytes,
      flops: cost.flops,
      memorySeconds: cost.memorySeconds,
      computeSeconds: cost.computeSeconds,
      boundBy: cost.boundBy,
    };
  }
}

/** Index of the last time that is not after the moment. */
function indexAt(times: readonly number[], seconds: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** No promise is asked for here: goodput is counted in the page. */
const NO_PROMISE = { ttftSeconds: Number.POSITIVE_INFINITY, tpotSeconds: Number.POSITIVE_INFINITY };

function readingsOf(run: PolicyRun): PolicyReadings {
  const metrics = servingMetrics(run.records(), NO_PROMISE, run, run.blocks);
  return {
    ttftP50: metrics.ttft.p50,
    ttftP99: metrics.ttft.p99,
    tpotP50: metrics.tpot.p50,
    tpotP99: metrics.tpot.p99,
    tokensPerSecond: metrics.tokensPerSecond,
    unfinished: metrics.unfinished,
    impossible: metrics.impossible,
    preemptions: metrics.preemptions,
    spanSeconds: metrics.seconds,
    iterations: run.iterations,
    busyShare: metrics.utilisation,
  };
}
