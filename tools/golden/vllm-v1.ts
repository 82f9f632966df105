/** Replays recorded vLLM schedulers (main and v0.9.2), every decision of every step, and exact block hashes. */
import { blockPreimage, hashBlocks, NONE_HASH } from '../../kernels/serving/kv/block-hash';
import { checkBlockPool } from '../../kernels/serving/kv/block-pool';
import type { VllmConfig } from '../../kernels/serving/schedulers/vllm/config';
import { outputTokens, requestHashes, type StepRecord } from '../../kernels/serving/schedulers/vllm/record';
import type { RequestState, VllmRequest } from '../../kernels/serving/schedulers/vllm/request';
import { createVllmScheduler } from '../../kernels/serving/schedulers/vllm/scheduler';
import type { Mismatch } from './compare';

interface VllmTrace {
  readonly engine: string;
  readonly config: VllmConfig;
  readonly requests: readonly VllmRequest[];
  readonly reset_prefix_cache_at?: readonly number[];
  readonly steps: readonly StepRecord[];
  readonly end: Readonly<Record<string, unknown>>;
  readonly block_hashes?: Readonly<Record<string, readonly string[]>>;
}

/** A run that goes nowhere is recorded for so many steps without a batch, and any run for so many steps at most. */
const IDLE_STEPS = 13;
const MOST_STEPS = 400;

/** Runs the requests of a trace and compares every step and the end; says what differs first. */
export function checkVllmTrace(json: Readonly<Record<string, unknown>>): Mismatch {
  const trace = json as unknown as VllmTrace;
  const { config, requests, reset_prefix_cache_at } = trace;
  const old = /v0\.9\.2/.test(trace.engine);
  const scheduler = createVllmScheduler({
    ...config,
    requests,
    reset_prefix_cache_at,
    version: old ? 'v0.9.2' : 'v1',
    record: true,
  });
  let steps = 0;
  let idle = 0;
  const lastArrival = Math.max(...requests.map((request) => request.arrive ?? 0));
  while (steps < MOST_STEPS && (idle < IDLE_STEPS || steps <= lastArrival)) {
    const step = scheduler.step();
    if (!step?.record) break;
    checkBlockPool(scheduler.kv.pool);
    const mismatch = firstDifference(`step ${steps}`, step.record, trace.steps[steps]);
    if (mismatch) return mismatch;
    steps++;
    idle = step.scheduledTokens === 0 ? idle + 1 : 0;
  }
  if (steps !== trace.steps.length) return `${steps} steps, expected ${trace.steps.length}`;
  const ofEach = (value: (request: RequestState) => unknown) =>
    Object.fromEntries(scheduler.requests.map((request) => [request.id, value(request)]));
  return (
    firstDifference(
      'end',
      {
        num_steps: steps,
        stuck: !scheduler.isDone(),
        outputs: ofEach(outputTokens),
        status: ofEach((request) => request.status),
        // v0.9.2 does not count them.
        preemptions: ofEach((request) => (old ? null : request.preemptions)),
      },
      trace.end,
    ) ??
    (trace.block_hashes
      ? firstDifference(
          'block_hashes',
          ofEach((request) =>
            requestHashes(request, config.block_size ?? 16).map((key) => String(key).slice(0, 16)),
          ),
          trace.block_hashes,
        )
      : null)
  );
}

interface HashTrace {
  readonly none_hash: string;
  readonly cases: readonly {
    readonly block_size: number;
    readonly salt: string | null;
    readonly tokens: readonly number[];
    readonly hashes: readonly string[];
    readonly first_preimage_cbor_hex: string;
  }[];
}

/** Compares names of blocks, and the bytes that the first one is the hash of. */
export function checkHashTrace(json: Readonly<Record<string, unknown>>): Mismatch {
  const trace = json as unknown as HashTrace;
  if (trace.cases.length === 0) return 'no cases';
  if (NONE_HASH !== trace.none_hash) return `none_hash ${NONE_HASH}`;
  for (const [at, { block_size, salt, tokens, hashes, first_preimage_cbor_hex }] of trace.cases.entries()) {
    const ours = {
      hashes: hashBlocks(tokens, block_size, salt),
      preimage: Buffer.from(blockPreimage(NONE_HASH, tokens.slice(0, block_size), salt)).toString('hex'),
    };
    const mismatch = firstDifference(`case ${at}`, ours, { hashes, preimage: first_preimage_cbor_hex });
    if (mismatch) return mismatch;
  }
  return null;
}

/** The first place, by key or index, where two plain values differ. A key that only one of them has differs. */
function firstDifference(where: string, ours: unknown, theirs: unknown): Mismatch {
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) {
    return ours === theirs ? null : `${where}: ${JSON.stringify(ours)}, expected ${JSON.stringify(theirs)}`;
  }
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const mismatch = firstDifference(
      `${where}.${key}`,
      (ours as Record<string, unknown>)[key],
      (theirs as Record<string, unknown>)[key],
    );
    if (mismatch) return mismatch;
  }
  return null;
}
