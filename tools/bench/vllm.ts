/**
 * The vLLM scheduler's speed in request-steps per second: one sequence in one batch is one request-step. The traffic is
 * like that on which vLLM's own scheduler was timed (1,000 requests, at most 256 sequences and 2,048 tokens per batch):
 * plain, with shared beginnings of 512 tokens, and in a pool so small that it preempts; both versions. Then plain
 * traffic of 1,000, 10,000 and 100,000 requests, to show that time and memory grow with their number alone.
 */
import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom } from '../../kernels/numbers/random';
import type { VllmRequest } from '../../kernels/serving/schedulers/vllm/request';
import { createVllmScheduler, type VllmRun } from '../../kernels/serving/schedulers/vllm/scheduler';

/**
 * What vLLM main itself does on such traffic, driver and SHA-256 included: measured once, on one core of another
 * machine (a Xeon, CPython 3.11).
 */
const VLLM_REQUEST_STEPS_PER_SECOND = 55_000;

interface Traffic {
  readonly name: 'plain' | 'shared-prefix' | 'preempting';
  readonly prefixTokens: number;
  readonly blocks: number;
}

const TRAFFICS: readonly Traffic[] = [
  { name: 'plain', prefixTokens: 0, blocks: 20_000 },
  { name: 'shared-prefix', prefixTokens: 512, blocks: 20_000 },
  { name: 'preempting', prefixTokens: 0, blocks: 2_000 },
];

/** Prompts of 32 to 480 tokens and answers of 16 to 216, all there at the start. */
function makeRequests(count: number, { prefixTokens }: Traffic): VllmRequest[] {
  const random = createRandom(1);
  const draw = (length: number) => Int32Array.from({ length }, () => random.integer(0, 31_999));
  const prefixes = Array.from({ length: 8 }, () => draw(prefixTokens));
  // Answers are cut from one long text: what they say costs no memory and hardly ever repeats.
  const text = draw(200_003);
  return Array.from({ length: count }, (_, id) => {
    const own = draw(random.integer(32, 480));
    const prompt = new Int32Array(prefixTokens + own.length);
    prompt.set(random.pick(prefixes));
    prompt.set(own, prefixTokens);
    const start = random.integer(0, text.length - 217);
    return {
      id,
      prompt,
      output: text.subarray(start, start + 216),
      max_tokens: random.integer(16, 216),
    };
  });
}

function serve(requests: readonly VllmRequest[], traffic: Traffic, version: 'v1' | 'v0.9.2') {
  const run: VllmRun = {
    num_blocks: traffic.blocks,
    block_size: 16,
    max_num_seqs: 256,
    max_num_batched_tokens: 2048,
    max_model_len: 4096,
    version,
  };
  const start = performance.now();
  const scheduler = createVllmScheduler(run);
  for (const request of requests) scheduler.add(request);
  const figures = { requestSteps: 0, iterations: 0, preemptions: 0, hitTokens: 0 };
  for (let step = scheduler.step(); step; step = scheduler.step()) {
    figures.requestSteps += step.batch.request.length;
    figures.iterations++;
    figures.preemptions += step.preempted.length;
    figures.hitTokens += step.hitTokens;
  }
  return { ...figures, seconds: (performance.now() - start) / 1000, scheduler };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const machine = `${cpus()[0]?.model ?? 'unknown'}, node ${process.versions.node}`;
const round = (value: number, digits = 0) => Number(value.toFixed(digits));

function print(figure: string, requests: readonly VllmRequest[], traffic: Traffic, version: 'v1' | 'v0.9.2') {
  // The best of some runs: the others were disturbed by something else on the machine.
  const runs = Array.from({ length: requests.length > 10_000 ? 1 : 5 }, () =>
    serve(requests, traffic, version),
  );
  const best = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  const { requestSteps, iterations, preemptions, hitTokens, seconds } = best;
  const perSecond = requestSteps / seconds;
  console.log(
    JSON.stringify({
      figure,
      version,
      requests: requests.length,
      requestStepsPerSecond: round(perSecond),
      timesVllmOnAXeon: round(perSecond / VLLM_REQUEST_STEPS_PER_SECOND, 1),
      requestsPerSecond: round(requests.length / seconds),
      iterationsPerSecond: round(iterations / seconds),
      requestSteps,
      iterations,
      preemptions,
      hitTokens,
      seconds: round(seconds, 4),
      machine,
    }),
  );
}

for (const traffic of TRAFFICS) {
  const requests = makeRequests(1000, traffic);
  serve(requests, traffic, 'v1');
  for (const version of ['v1', 'v0.9.2'] as const) print(`vllm-${traffic.name}`, requests, traffic, version);
}

const most = makeRequests(100_000, TRAFFICS[0]);
for (const count of [1_000, 10_000, 100_000]) {
  const requests = most.slice(0, count);
  print('vllm-scaling', requests, TRAFFICS[0], 'v1');
  collectGarbage();
  const before = process.memoryUsage();
  const { scheduler } = serve(requests, TRAFFICS[0], 'v1');
  collectGarbage();
  const after = process.memoryUsage();
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  console.log(
    JSON.stringify({
      figure: 'vllm-memory',
      requests: scheduler.requests.length,
      bytesBeyondTheRequests: bytes,
      bytesPerRequest: round(bytes / count),
      machine,
    }),
  );
}
