/**
 * Lower bounds of time: prefill, decode step, a whole request. Models perfect overlap of reading, arithmetic and, with
 * several devices, communication; even split over devices. Leaves out launches, queueing and sampling. Communication:
 * two all-reduces per layer of tensor parallelism, each moving 2·(N−1)/N of the activations over a device's links
 * (ring; Shoeybi et al. 2019, section 3). A device without a stated link is charged none, and says so.
 */
import { acceleratorById } from '../catalog/accelerators';
import { ensure } from '../errors';
import { kvCacheBytes, weightBytesRead } from './bytes';
import { decodeFlops, prefillFlops, wideRate } from './flops';
import { modelOf, type Setup } from './setup';

export type Bound = 'memory' | 'compute' | 'communication';

export interface TimeBound {
  readonly seconds: number;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  readonly boundBy: Bound;
  readonly bytes: number;
  readonly flops: number;
  /** FLOPs per byte; compare with `ridge`. */
  readonly intensity: number;
  readonly communicationBytes: number;
}

/** Bytes that each device sends for `tokens` tokens: two all-reduces per layer. Worked: one token of llama-3.1-70b over 4: 3,932,160. */
export function communicationBytes(setup: Setup, tokens: number): number {
  const { layers, hidden } = modelOf(setup);
  const ring = (2 * (setup.devices - 1)) / setup.devices;
  return 2 * layers * hidden * 2 * ring * tokens;
}

function bound(setup: Setup, bytes: number, flops: number, tokens: number): TimeBound {
  const accelerator = acceleratorById(setup.acceleratorId);
  const sent = communicationBytes(setup, tokens);
  const linkBytesPerSecond = ((accelerator.nvlink_gbs_bidir ?? 0) / 2) * 1e9;
  const times = {
    memory: bytes / (accelerator.bandwidth_gbs * 1e9 * setup.devices),
    compute: flops / (wideRate(accelerator, setup.weightFormat) * setup.devices),
    communication: linkBytesPerSecond > 0 ? sent / linkBytesPerSecond : 0,
  };
  const boundBy = (Object.keys(times) as Bound[]).reduce((a, b) => (times[a] >= times[b] ? a : b));
  return {
    seconds: times[boundBy],
    memorySeconds: times.memory,
    computeSeconds: times.compute,
    communicationSeconds: times.communication,
    boundBy,
    bytes,
    flops,
    intensity: flops / bytes,
    communicationBytes: sent,
  };
}

/**
 * Reading one prompt of `promptTokens`: weights once, arithmetic of all tokens, the prompt's cache written. Of a prompt
 * whose first `cachedTokens` are in a cache already, only the others are computed, and the cache is read instead.
 * Worked: the running example's machine, 8,192 tokens: 969 ms, bound by compute; with 7,360 of them cached, 105 ms.
 * Throws `BookError` `flops.bad-count`, `kv.bad-count`, `accelerator.no-rate`.
 */
export function prefillBound(setup: Setup, promptTokens: number, cachedTokens = 0): TimeBound {
  ensure(cachedTokens <= promptTokens, 'flops.bad-count', { name: 'cachedTokens', value: cachedTokens });
  const model = modelOf(setup);
  const cache = kvCacheBytes(model, { tokens: promptTokens, kvFormat: setup.kvFormat });
  const whole = prefillFlops(model, promptTokens);
  const known = prefillFlops(model, cachedTokens);
  return bound(
    setup,
    weightBytesRead(model, setup.weightFormat) + cache,
    // The head is wanted for the last token only, whatever was known.
    whole.total - (known.total - known.head),
    promptTokens - cachedTokens,
  );
}

/**
 * One decode step of the Setup's batch, every sequence at `contextTokens`. Worked: the running example, 27.6 ms, memory,
 * at 22.8 FLOP per byte. Throws as `prefillBound` does.
 */
export function decodeBound(
  setup: Setup,
  contextTokens = setup.contextTokens,
  batch = setup.batch,
): TimeBound {
  const model = modelOf(setup);
  const cache = kvCacheBytes(model, { tokens: contextTokens, sequences: batch, kvFormat: setup.kvFormat });
  return bound(
    setup,
    weightBytesRead(model, setup.weightFormat) + cache,
    decodeFlops(model, contextTokens).total * batch,
    batch,
  );
}

export interface RequestTimes {
  /** Time to first token: the prompt. */
  readonly ttftSeconds: number;
  /** Mean time per output token after the first. */
  readonly tpotSeconds: number;
  readonly endToEndSeconds: number;
  /** Tokens per second that one reader sees after the first. */
  readonly tokensPerSecond: number;
  /** Tokens per second of the whole batch. */
  readonly machineTokensPerSecond: number;
}

/**
 * The floor of a request that brings `promptTokens` and takes `outputTokens`, decoded in the Setup's batch where all
 * others are as long as it is. Decode steps grow linearly with the context, so the mean step is the middle one.
 * Worked: the running example, 8,192 tokens in and 256 out: first token after 0.97 s, then 27.7 ms each, 8.04 s in all.
 */
export function requestTimes(setup: Setup, promptTokens: number, outputTokens: number): RequestTimes {
  const ttftSeconds = prefillBound(setup, promptTokens).seconds;
  const steps = Math.max(0, outputTokens - 1);
  const tpotSeconds = decodeBound(setup, promptTokens + steps / 2).seconds;
  return {
    ttftSeconds,
    tpotSeconds,
    endToEndSeconds: ttftSeconds + steps * tpotSeconds,
    tokensPerSecond: 1 / tpotSeconds,
    machineTokensPerSecond: setup.batch / tpotSeconds,
  };
}
