/** Replays a trace of prefill and decode on different workers: every worker's batches, and every request's times. */
import { createDisaggregatedRun } from '../../kernels/serving/batching/disaggregated';
import type { ServingRequest } from '../../kernels/serving/request';
import type { Mismatch } from './compare';
import { near } from './near';

interface DistServeTrace {
  readonly config: {
    readonly backend: string;
    readonly n_prefill?: number;
    readonly n_decode?: number;
    readonly pp_prefill?: number;
    readonly pp_decode?: number;
    readonly prefill_max_tokens_used: number;
    readonly decode_max_tokens_used: number;
    readonly cost: {
      readonly prefill_abc_ms: readonly [number, number, number];
      readonly decode_small_abc_ms: readonly [number, number, number];
      readonly decode_large_abc_ms: readonly [number, number, number];
      readonly decode_large_threshold: number;
    };
  };
  readonly requests: readonly (readonly [number, number, number])[];
  readonly workers: readonly (readonly [number, string, number, number, number, number[], number[]][])[];
  readonly latency_ms: readonly { id: number; ttft: number; tpot: number; total: number }[];
  readonly end_ms: number;
  readonly attainment: readonly { ttft: number; tpot: number; both: number }[];
}

/** The recorder's batches hold at most so many tokens of context, whatever its settings say. */
const DECODE_TOKENS = 50_000;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

export function checkDistServeTrace(json: Readonly<Record<string, unknown>>): Mismatch {
  const trace = json as unknown as DistServeTrace;
  const { config } = trace;
  const { cost } = config;
  const together = config.backend === 'vllm';
  const order = trace.requests.map((request, id) => ({ request, id }));
  order.sort((a, b) => a.request[0] - b.request[0] || a.id - b.id);
  const requests: ServingRequest[] = order.map(
    ({ request: [arrivalSeconds, promptTokens, outputTokens], id }) => ({
      id,
      arrivalSeconds,
      promptTokens,
      outputTokens,
    }),
  );
  const { pp_prefill = 1, pp_decode = 1 } = config;
  // The recorder's time is in milliseconds, and so is ours here.
  const run = createDisaggregatedRun({
    requests,
    prefillWorkers: config.n_prefill ?? 1,
    decodeWorkers: together ? 0 : (config.n_decode ?? 1),
    prefillTokens: config.prefill_max_tokens_used,
    decodeSequences: config.decode_max_tokens_used,
    decodeTokens: DECODE_TOKENS,
    asRecorded: true,
    prefillSeconds(prompts) {
      const [a, b, c] = cost.prefill_abc_ms;
      const tokens = sum(prompts);
      const delay = a + b * tokens + c * sum(prompts.map((length) => length ** 2));
      return delay / pp_prefill + pp_prefill + 2 + 0.0001 * tokens;
    },
    decodeSeconds(contexts) {
      const large = contexts.length >= cost.decode_large_threshold;
      const [a, b, c] = large ? cost.decode_large_abc_ms : cost.decode_small_abc_ms;
      const delay = a + b * sum(contexts.map((length) => length + 1)) + c * contexts.length;
      return delay / pp_decode + 2 + 0.0001 * sum(contexts);
    },
  });
  const ours: [number, string, number, number, number, number[], number[]][][] = trace.workers.map(() => []);
  for (let record = run.step(); record; record = run.step()) {
    const { worker = 0, items, startSeconds } = record;
    if (!ours[worker]) return `worker ${worker} is not in the trace`;
    const reading = items[0].kind === 'prefill';
    const prompts = reading ? items.map((item) => item.newTokens) : [];
    const contexts = reading ? [] : items.map((item) => item.contextTokens);
    ours[worker].push([
      startSeconds,
      reading ? 'do_prefill' : 'do_decode',
      reading ? sum(prompts) : items.length,
      prompts.length,
      contexts.length,
      prompts,
      contexts,
    ]);
  }
  for (let worker = 0; worker < trace.workers.length; worker++) {
    if (ours[worker].length !== trace.workers[worker].length) {
      return `worker ${worker}: ${ours[worker].length} batches, expected ${trace.workers[worker].length}`;
    }
    for (const [at, [time, ...rest]] of trace.workers[worker].entries()) {
      const [ourTime, ...ourRest] = ours[worker][at];
      if (!near(ourTime, time)) return `worker ${worker}, batch ${at}: t = ${ourTime}, expected ${time}`;
      if (JSON.stringify(ourRest) !== JSON.stringify(rest))
        return `worker ${worker}, batch ${at}: ${ourRest}`;
    }
  }
  return (
    compareTimes(trace, run.records()) ??
    (near(run.nowSeconds, trace.end_ms) ? null : `end ${run.nowSeconds}`)
  );
}

function compareTimes(
  trace: DistServeTrace,
  records: ReturnType<ReturnType<typeof createDisaggregatedRun>['records']>,
): Mismatch {
  const byId = new Map(records.map((record) => [record.id, record]));
  const times = new Map<number, { ttft: number; tpot: number }>();
  for (const wanted of trace.latency_ms) {
    const record = byId.get(wanted.id);
    if (!record || record.firstTokenSeconds === null || record.finishSeconds === null) {
      return `request ${wanted.id} did not finish`;
    }
    const ttft = record.firstTokenSeconds - record.arrivalSeconds;
    const total = record.finishSeconds - record.arrivalSeconds;
    // The recorder divides by all answer tokens, not by the intervals between them.
    const tpot = (total - ttft) / trace.requests[wanted.id][2];
    if (!near(ttft, wanted.ttft) || !near(total, wanted.total) || !near(tpot, wanted.tpot)) {
      return `request ${wanted.id}: ${JSON.stringify({ ttft, tpot, total })}`;
    }
    times.set(wanted.id, { ttft, tpot });
  }
  if (times.size !== trace.requests.length) return `${times.size} requests with times`;
  for (const wanted of trace.attainment) {
    const met = [...times.values()].filter(({ ttft, tpot }) => ttft <= wanted.ttft && tpot <= wanted.tpot);
    if (!near(met.length / times.size, wanted.both)) return `attainment ${JSON.stringify(wanted)}`;
  }
  return null;
}
