/**
 * How fast the batching policies run: batches per second on 2,000 requests with 128 sequences at most; 10,000 requests
 * through each policy with its metrics on the reader's Setup; and how time and memory grow to 100,000.
 * One thread, the best of a few runs (one for the largest); the iterations' records are not kept.
 */

import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RUNNING_EXAMPLE } from '../../kernels/cost/setup';
import { createRandom } from '../../kernels/numbers/random';
import { closedCost } from '../../kernels/serving/batching/closed-cost';
import { batchingParams, LANE_IDS } from '../../kernels/serving/batching/params';
import { createPolicyRun } from '../../kernels/serving/batching/policy-run';
import { createRun } from '../../kernels/serving/batching/run';
import { servingMetrics } from '../../kernels/serving/metrics/metrics';
import { makeWorkload } from '../../kernels/serving/workload/workload';
import { defaultParams } from '../../kernels/simulator';

const model = {
  P: 6738415616,
  L: 32,
  H: 4096,
  kv_bytes: 524288,
  weight_bytes: 13476831232,
  flops: 1.716e14,
  bw: 1.52925e12,
  t0: 0.004,
};
const slo = { ttftSeconds: 1, tpotSeconds: 0.06 };
const machine = `${cpus()[0]?.model ?? 'unknown'}, node ${process.versions.node}`;
const say = (figure: Record<string, unknown>) =>
  console.log(JSON.stringify({ bench: 'batching', ...figure, machine }));
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function best<T>(rounds: number, run: () => T): { seconds: number; result: T } {
  let seconds = Number.POSITIVE_INFINITY;
  let result = undefined as T;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    result = run();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return { seconds, result };
}

/** Prompts of 32 to 480 tokens and answers of 16 to 216, evenly: the lengths of the vLLM figure (vllm.ts). */
const random = createRandom(1);
const pairs = Array.from({ length: 5000 }, () => ({
  promptTokens: random.integer(32, 480),
  outputTokens: random.integer(16, 216),
}));

const conversations = (requests: number, perSecond: number) =>
  makeWorkload(
    {
      requests,
      arrivals: { kind: 'poisson', perSecond },
      lengths: { kind: 'empirical', pairs },
      longestTokens: 1024,
    },
    1,
  );

const config = {
  batchCap: 128,
  blockTokens: 16,
  blocks: 8192,
  maxTokens: 1024,
  maxTokensInBatch: 4096,
  chunkTokens: 512,
  watermark: 0.01,
};

for (const policy of ['static', 'orca', 'vllm-v0', 'sarathi'] as const) {
  const requests = conversations(2000, 12);
  const { seconds, result } = best(8, () => {
    const run = createRun({ policy, config, requests, cost: closedCost(model) });
    while (run.advance());
    return run;
  });
  const { iterations, stamps } = result;
  const tokens = stamps.tokens.reduce((a, b) => a + b, 0);
  say({
    figure: 'batchesPerSecond',
    policy,
    requests: 2000,
    value: Math.round(iterations / seconds),
    iterations,
    sequencesPerBatch: Number((tokens / iterations).toFixed(1)),
    requestStepsPerSecond: Math.round(tokens / seconds),
  });
}

for (const count of [1000, 10_000, 100_000]) {
  const params = {
    ...defaultParams(batchingParams),
    maxBatch: 256,
    poolTokens: 262_144,
    chunkTokens: 2048,
    maxModelTokens: 1024,
  };
  const trace = conversations(count, 10);
  for (const policy of LANE_IDS) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const { seconds, result } = best(count > 10_000 ? 1 : 3, () => {
      const run = createPolicyRun(policy, { params, seed: 1, setup: RUNNING_EXAMPLE, trace });
      while (run.advance());
      return { run, metrics: servingMetrics(run.records(), slo, run, run.blocks) };
    });
    collectGarbage();
    say({
      figure: 'policySeconds',
      policy,
      requests: count,
      value: Number(seconds.toFixed(3)),
      iterations: result.run.iterations,
      unfinished: result.metrics.unfinished,
      heapMB: Number(((process.memoryUsage().heapUsed - before) / 1e6).toFixed(1)),
    });
  }
}
