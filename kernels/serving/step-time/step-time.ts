/**
 * The time of one engine iteration: any mix of prompt chunks and decoding sequences. Models the matrix products of all
 * tokens together (weights read once), attention after them, and two all-reduces per layer between devices, which
 * nothing hides; each at calibrated shares of the peaks, with a smooth knee (knee.ts). Leaves out sampling and launches,
 * save as a fixed time that the caller states, and attention's own efficiency: it gets the shares of the products.
 */
import { ensure } from '../../errors';
import { type Calibration, calibrationOf, checkCalibration, joinTimes } from './knee';
import { type StepQuery, type StepShape, stepShape } from './step-shape';

/** What one request does in an iteration; a `ScheduledItem` is one. */
export interface StepItem {
  readonly newTokens: number;
  /** Tokens it already has in the cache. */
  readonly contextTokens: number;
  readonly kind: 'prefill' | 'decode';
}

export interface StepCost {
  readonly seconds: number;
  /** Reading and arithmetic at calibrated rates, each as if alone. */
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  /** All-reduces: their bytes, and their latency. */
  readonly communicationSeconds: number;
  readonly boundBy: 'memory' | 'compute' | 'communication';
  /** Of one device. */
  readonly bytes: number;
  readonly flops: number;
}

export interface Wire {
  /** One direction, per device. */
  readonly bytesPerSecond: number;
  /** One hop from a device to the next. */
  readonly latencySeconds: number;
}

export interface Link extends Wire {
  /** What every collective costs whatever its size: launching it, waiting for the slowest. 0 when not given. */
  readonly startSeconds?: number;
  /** Devices that share the link; more of them than this, and the rest of the way is `wire`. No limit when not given. */
  readonly nodeDevices?: number;
  readonly wire?: Wire;
}

export interface StepTimeOptions {
  /** Shares of the peaks; those of the device (`calibrationOf`) when not given. */
  readonly calibration?: Calibration;
  /** Between the devices of `tensorParallel`; without it communication is free. */
  readonly link?: Link;
  /** Added to every iteration: launches, sampling, the scheduler itself. */
  readonly fixedSeconds?: number;
}

export type StepTime = (items: readonly StepItem[]) => StepCost;

/**
 * Seconds that an all-reduce takes: over a ring 2(N − 1) hops, each with 1/N of the bytes. Over several nodes one ring
 * inside each, and one per device between them for its share of the bytes. 0 on one device.
 * Worked: 4 devices, 16,384 bytes at 300 GB/s and 1 µs a hop: 6.08 µs.
 */
export function allReduceSeconds(bytes: number, devices: number, link: Link): number {
  if (devices <= 1) return 0;
  const { startSeconds = 0, nodeDevices = devices, wire = link } = link;
  const inside = Math.min(devices, nodeDevices);
  const nodes = devices / inside;
  const ring = (count: number, share: number, { latencySeconds, bytesPerSecond }: Wire) =>
    2 * (count - 1) * (latencySeconds + share / count / bytesPerSecond);
  return startSeconds + ring(inside, bytes, link) + ring(nodes, bytes / inside, wire);
}

/** Routed experts that `tokens` tokens pass together, when each chooses anew. Worked: share 1/4, 2 tokens: 7/16. */
export function expertsTouched(share: number, tokens: number): number {
  return 1 - (1 - share) ** tokens;
}

/**
 * The step-time model of a model on an accelerator. Throws as `stepShape` and `checkCalibration` do.
 * Worked: llama-3.1-70b over 4 A100s, 32 sequences that decode at 8,192 tokens: 38.1 ms.
 */
export function createStepTime(query: StepQuery & StepTimeOptions): StepTime {
  return stepTimeOf(stepShape(query), query);
}

/** The same from coefficients: needs no catalogue. */
export function stepTimeOf(shape: StepShape, options: StepTimeOptions = {}): StepTime {
  const cost = countedStepTime(shape, options);
  return (items) => {
    const counts = newCounts();
    for (const { newTokens, contextTokens, kind } of items)
      countItem(shape, counts, newTokens, contextTokens, kind === 'decode');
    return cost(counts);
  };
}

/** What an iteration has to do, summed over its requests. */
export interface StepCounts {
  sequences: number;
  tokens: number;
  /** Cached tokens read or written, times layers. */
  keyLayers: number;
  /** Pairs of query and key, times layers, of chunks and of decoding sequences. */
  pairs: number;
  decodePairs: number;
}

export function newCounts(): StepCounts {
  return { sequences: 0, tokens: 0, keyLayers: 0, pairs: 0, decodePairs: 0 };
}

/** Adds one request's part of an iteration; a simulator that runs millions of them makes no object for each. */
export function countItem(
  shape: StepShape,
  counts: StepCounts,
  newTokens: number,
  contextTokens: number,
  decoding: boolean,
): void {
  const { globalLayers, localLayers, windowTokens } = shape;
  const length = contextTokens + newTokens;
  let pairs = newTokens * contextTokens + (newTokens * (newTokens + 1)) / 2;
  let keys = length;
  if (localLayers > 0) {
    // A windowed layer reads at most the window before each new token.
    keys = globalLayers * length + localLayers * Math.min(length, windowTokens + newTokens - 1);
    pairs = globalLayers * pairs + localLayers * Math.min(pairs, newTokens * windowTokens);
  } else {
    keys *= globalLayers;
    pairs *= globalLayers;
  }
  counts.sequences++;
  counts.tokens += newTokens;
  counts.keyLayers += keys;
  if (decoding) counts.decodePairs += pairs;
  else counts.pairs += pairs;
}

/** The step-time model on sums. */
export function countedStepTime(
  shape: StepShape,
  options: StepTimeOptions = {},
): (counts: StepCounts) => StepCost {
  const { calibration = calibrationOf(shape.acceleratorId), link, fixedSeconds = 0 } = options;
  checkCalibration(calibration);
  const fixed = Number.isFinite(fixedSeconds) && fixedSeconds >= 0;
  ensure(fixed, 'steptime.fixed', { value: String(fixedSeconds) });
  const bytesPerSecond = shape.bytesPerSecond * calibration.memoryShare;
  const flopsPerSecond = (shape.flopsPerSecond ?? Number.POSITIVE_INFINITY) * calibration.computeShare;
  const join = (bytes: number, flops: number) =>
    joinTimes(bytes / bytesPerSecond, flops / flopsPerSecond, calibration.knee);
  return ({ sequences, tokens, keyLayers, pairs, decodePairs }) => {
    const experts = shape.expertBytes * expertsTouched(shape.expertShare, tokens);
    const weightBytes = tokens > 0 ? shape.denseBytes + experts : 0;
    const productFlops = shape.flopsPerToken * tokens + shape.headFlops * sequences;
    const cacheBytes = shape.cacheBytes * keyLayers;
    const attentionFlops = shape.prefillPairFlops * pairs + shape.decodePairFlops * decodePairs;
    const bytes = weightBytes + cacheBytes;
    const flops = productFlops + attentionFlops;
    const memorySeconds = bytes / bytesPerSecond;
    const computeSeconds = flops / flopsPerSecond;
    const communicationSeconds =
      link && tokens > 0
        ? 2 * shape.layers * allReduceSeconds(shape.activationBytes * tokens, shape.tensorParallel, link)
        : 0;
    const work = join(weightBytes, productFlops) + join(cacheBytes, attentionFlops);
    const largest = Math.max(memorySeconds, computeSeconds, communicationSeconds);
    return {
      seconds: work + communicationSeconds + fixedSeconds,
      memorySeconds,
      computeSeconds,
      communicationSeconds,
      boundBy:
        largest === memorySeconds ? 'memory' : largest === computeSeconds ? 'compute' : 'communication',
      bytes,
      flops,
    };
  };
}
