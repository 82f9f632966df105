/**
 * The roofline: a device as two limits, the work of a decode step and of a prefill as points under them. Models every
 * byte of weights and cache moved once at full bandwidth, every operation at full rate, both overlapping. Leaves out
 * activations, communication, launches; of a mixture of experts it reads the experts of one token, whatever the batch.
 * Source: Williams, Waterman, Patterson 2009 (CACM 52:4); the terms are those of receipt.ts and times.ts.
 */
import { type AcceleratorRow, acceleratorById } from '../../catalog/accelerators';
import type { ParamValues } from '../../simulator';
import { kvCacheBytes, weightBytesRead } from '../bytes';
import { type ArithmeticFormat, decodeFlops, type FlopParts, peakRate, prefillFlops } from '../flops';
import { modelOf, type Setup } from '../setup';
import { type Numbers, numbersOf } from './number-ways';
import { MOST_SEQUENCES, type NumberWay } from './params';

export type PointId = 'weights' | 'attention' | 'step' | 'prefill';

export interface RoofPoint {
  readonly flops: number;
  readonly bytes: number;
  /** FLOPs per byte. */
  readonly intensity: number;
  readonly memorySeconds: number;
  /** 0 where the device states no rate. */
  readonly computeSeconds: number;
  readonly seconds: number;
  readonly boundBy: 'memory' | 'compute';
  /** Operations per second at the floor: where the point stands under the roof. */
  readonly rate: number;
}

export interface Roof {
  readonly format: ArithmeticFormat;
  /** Of all devices together. */
  readonly rate: number;
  readonly ridge: number;
}

export interface RooflineResult {
  readonly bytesPerSecond: number;
  /** Highest first; none where the device states no rate for the numbers in use. */
  readonly roofs: readonly Roof[];
  readonly numbers: Numbers;
  /** FLOPs per byte at which the unit in use becomes the limit; infinite where no rate is stated. */
  readonly ridge: number;
  readonly sequences: number;
  readonly tokensEach: number;
  readonly promptTokens: number;
  readonly points: Readonly<Record<PointId, RoofPoint>>;
  /** Sequences at which the weights' products alone reach the ridge. */
  readonly ridgeSequences: number;
  /** Sequences from which the whole step waits for arithmetic; infinite when its cache never lets it. */
  readonly stepRidgeSequences: number;
  /** Intensity that the step nears with ever more sequences. */
  readonly limitIntensity: number;
  /** What one more sequence adds to the step, and what all share. */
  readonly perSequence: { readonly weightFlops: number; readonly flops: number; readonly bytes: number };
  readonly sharedBytes: number;
}

const shownFormats: readonly ArithmeticFormat[] = ['fp4', 'int4', 'fp8', 'int8', 'bf16', 'fp16'];
const productsOf = (flops: FlopParts) => flops.projections + flops.ffn + flops.head;

function roofsOf(accelerator: AcceleratorRow, devices: number, used: ArithmeticFormat): Roof[] {
  const formats = shownFormats.includes(used) ? shownFormats : [...shownFormats, used];
  const roofs = formats.flatMap((format) => {
    const rate = peakRate(accelerator, format);
    const ridge = (rate ?? 0) / (accelerator.bandwidth_gbs * 1e9);
    return rate === undefined ? [] : [{ format, rate: rate * devices, ridge }];
  });
  return roofs.sort((a, b) => b.rate - a.rate);
}

/** The figure's numbers. Worked: the running example's step makes 22.8 FLOP/B, and with ever more sequences 59.8. */
export function roofline(setup: Setup, values: ParamValues): RooflineResult {
  const model = modelOf(setup);
  const accelerator = acceleratorById(setup.acceleratorId);
  const bytesPerSecond = accelerator.bandwidth_gbs * 1e9 * setup.devices;
  const numbers = numbersOf(String(values.numbers) as NumberWay, setup, accelerator);
  const sequences = Number(values.sequences) || setup.batch;
  const tokensEach = Number(values.tokensEach) || setup.contextTokens;
  const promptTokens = Number(values.promptTokens);
  const secondsOf = (flops: number, rate?: number) =>
    rate === undefined ? 0 : flops / (rate * setup.devices);

  const point = (products: number, scores: number, bytes: number): RoofPoint => {
    const flops = products + scores;
    const memorySeconds = bytes / bytesPerSecond;
    const computeSeconds = secondsOf(products, numbers.rate) + secondsOf(scores, numbers.attentionRate);
    const seconds = Math.max(memorySeconds, computeSeconds);
    return {
      flops,
      bytes,
      intensity: flops / bytes,
      memorySeconds,
      computeSeconds,
      seconds,
      boundBy: memorySeconds >= computeSeconds ? 'memory' : 'compute',
      rate: flops / seconds,
    };
  };

  const weights = weightBytesRead(model, numbers.weightFormat);
  const cache = (tokens: number) => kvCacheBytes(model, { tokens, kvFormat: setup.kvFormat });
  const one = decodeFlops(model, Math.max(1, tokensEach));
  const products = productsOf(one);
  const cacheEach = cache(Math.max(1, tokensEach));
  const prompt = prefillFlops(model, promptTokens);
  const each = point(products, one.scores, cacheEach);
  const ridge = (numbers.rate ?? Number.POSITIVE_INFINITY) / (accelerator.bandwidth_gbs * 1e9);
  const sharedSeconds = weights / bytesPerSecond;
  return {
    bytesPerSecond,
    roofs: numbers.unit ? roofsOf(accelerator, setup.devices, numbers.unit) : [],
    numbers,
    ridge,
    sequences,
    tokensEach,
    promptTokens,
    points: {
      weights: point(products * sequences, 0, weights),
      attention: point(0, one.scores * sequences, cacheEach * sequences),
      step: point(products * sequences, one.scores * sequences, weights + cacheEach * sequences),
      prefill: point(productsOf(prompt), prompt.scores, weights + cache(promptTokens)),
    },
    ridgeSequences: (ridge * weights) / products,
    stepRidgeSequences:
      each.computeSeconds > each.memorySeconds
        ? sharedSeconds / (each.computeSeconds - each.memorySeconds)
        : Number.POSITIVE_INFINITY,
    limitIntensity: each.intensity,
    perSequence: { weightFlops: products, flops: each.flops, bytes: cacheEach },
    sharedBytes: weights,
  };
}

export type RailId = 'weights' | 'step';

/** Intensity of the weights' products, or of the step, with so many sequences. */
export function intensityAt(result: RooflineResult, rail: RailId, sequences: number): number {
  const { perSequence, sharedBytes } = result;
  if (rail === 'weights') return (perSequence.weightFlops * sequences) / sharedBytes;
  return (perSequence.flops * sequences) / (sharedBytes + perSequence.bytes * sequences);
}

/** The whole number of sequences, within the dial, whose intensity is nearest. The inverse of `intensityAt`. */
export function sequencesAt(result: RooflineResult, rail: RailId, intensity: number): number {
  const { perSequence, sharedBytes } = result;
  const gain =
    rail === 'weights' ? perSequence.weightFlops : perSequence.flops - intensity * perSequence.bytes;
  const exact = gain > 0 ? (intensity * sharedBytes) / gain : MOST_SEQUENCES;
  return Math.min(MOST_SEQUENCES, Math.max(1, Math.round(exact)));
}
