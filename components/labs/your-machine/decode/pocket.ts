/** Pocket decoding live, a token at a time: its answers checked, its tokens timed, its launches counted. */
import type { PocketDecode, PocketFormat, PocketPlace } from '@/kernels/gpu/machine/decode';
import { spreadOf } from '@/kernels/gpu/machine/quartiles';
import { argmax } from '@/kernels/transformer/sampling';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import { largestDifference } from '../../runtime/gpu-check';
import { createLlamaRunner, type LlamaRunner, type OrtModule } from '../../runtime/llama-session';
import { countDispatches } from './count-dispatches';
import { countNodes } from './count-nodes';
import { cacheBytes, type PocketModel, pocketModel } from './pocket-model';

export interface PocketTools {
  readonly ort: OrtModule;
  readonly weights: LlamaWeights;
  readonly now: () => number;
  /** Lets messages in; throws when the measuring is over. */
  readonly breathe: () => Promise<void>;
  /** A call of the runtime, or the end of the measuring if that comes first: a lost device may never answer. */
  readonly guard: <T>(call: () => Promise<T>) => Promise<T>;
}

const CHECKED_TOKENS = 4;
const MOST_TOKENS = 64;
const FEWEST_TOKENS = 3;
const SECONDS = 1.5;
/** A runtime's first calls are slow: code is still being compiled for speed. */
const WARM_UP_SECONDS = 1 / 3;
/** fp32 on a GPU may fuse and flush; a wrong kernel is off by whole units. */
const TOLERANCE = 0.02;

/** @returns the row, and the session where it must stay open: a GPU's device goes with its last session. */
export async function measurePocket(
  place: PocketPlace,
  format: PocketFormat,
  tools: PocketTools,
): Promise<{ row: PocketDecode; runner: LlamaRunner }> {
  const { ort, weights, guard } = tools;
  const tokens = Array.from({ length: CHECKED_TOKENS }, (_, i) => (i * 37 + 5) % weights.config.vocabSize);
  let error = Number.POSITIVE_INFINITY;
  for (const attention of ['gqa', 'plain'] as const) {
    const model = pocketModel(weights, format, attention);
    const runner = await guard(() =>
      createLlamaRunner(ort, model.graph, weights.config, { provider: place, maxNewTokens: 1 }),
    );
    const decoder = runner.createDecoder();
    error = largestDifference(await guard(() => decoder.push(tokens)), model.expected(tokens));
    if (error > TOLERANCE && attention === 'gqa') {
      decoder.release();
      await runner.release();
      continue;
    }
    const common = { place, format } as const;
    if (error > TOLERANCE) {
      return { row: { ...common, state: 'skipped', reason: 'wrong', detail: String(error) }, runner };
    }
    await warmUp(runner, tools);
    const timed = await timeTokens(decoder, tokens[CHECKED_TOKENS - 1], place, model, tools);
    decoder.release();
    return { row: { ...common, state: 'measured', ...timed, error }, runner };
  }
  throw new Error(`no form of attention: ${error}`);
}

/** On a cache of its own, so that the timed tokens stand where they would. */
async function warmUp(runner: LlamaRunner, { now, breathe, guard }: PocketTools): Promise<void> {
  const decoder = runner.createDecoder();
  try {
    const end = now() + WARM_UP_SECONDS;
    do {
      await breathe();
      if (decoder.length >= MOST_TOKENS) decoder.release();
      await guard(() => decoder.push([0]));
    } while (now() < end);
  } finally {
    decoder.release();
  }
}

async function timeTokens(
  decoder: ReturnType<LlamaRunner['createDecoder']>,
  first: number,
  place: PocketPlace,
  model: PocketModel,
  { ort, weights, now, breathe, guard }: PocketTools,
) {
  const { vocabSize } = weights.config;
  const counter = countDispatches();
  const seconds: number[] = [];
  const from = decoder.length;
  let token = first;
  try {
    const end = now() + SECONDS;
    while (seconds.length < MOST_TOKENS && (seconds.length < FEWEST_TOKENS || now() < end)) {
      await breathe();
      const start = now();
      const logits = await guard(() => decoder.push([token]));
      seconds.push(now() - start);
      token = argmax(logits, 0, vocabSize);
    }
  } finally {
    counter.stop();
  }
  const tokens = seconds.length;
  const { dispatches, submits } = counter.counts();
  const launches =
    place === 'webgpu' ? dispatches / tokens : await countNodes(ort, model.graph, weights.config);
  return {
    tokens,
    seconds: spreadOf(seconds),
    bytes: Math.round(model.weightBytes + cacheBytes(weights, from + (tokens + 1) / 2)),
    launches: Math.round(launches),
    submits: place === 'webgpu' ? Math.round(submits / tokens) : 0,
  };
}
