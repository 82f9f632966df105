/**
 * Which form of attention a WebGPU adapter gets right. One kernel of onnxruntime has been seen to answer wrongly,
 * without an error, when a call brings 32 or more new tokens; so a prompt longer than that is run and compared.
 */
import { BookError } from '@/kernels/errors';
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import { createReference } from '@/kernels/transformer/forward';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import { createLlamaRunner, type LlamaRunner, type OrtModule } from './llama-session';

export interface AttentionChoice {
  readonly attention: 'gqa' | 'plain';
  readonly maxNewTokens?: number;
}

/** Longest call that has been right wherever it was tried. */
const SAFE_NEW_TOKENS = 31;
/** fp32 on a GPU may fuse and flush; a wrong kernel is off by whole units. */
const TOLERANCE = 0.02;

const candidates: readonly AttentionChoice[] = [
  { attention: 'gqa' },
  { attention: 'gqa', maxNewTokens: SAFE_NEW_TOKENS },
  { attention: 'plain' },
  { attention: 'plain', maxNewTokens: SAFE_NEW_TOKENS },
];

export interface ChosenAttention {
  readonly choice: AttentionChoice;
  /** The fp32 model in the chosen form, ready to use. */
  readonly runner: LlamaRunner;
}

/**
 * Tries the forms in turn. The first session that is right stays open: onnxruntime gives its GPU device up with the
 * last session, and a session made afterwards would not get it back.
 * @param tokens of the trial, more than 31 · @param onLost called when the device is lost, then or ever after.
 * Errors: `webgpu.wrong` {difference}.
 */
export async function chooseAttention(
  ort: OrtModule,
  weights: LlamaWeights,
  tokens: readonly number[],
  breathe: () => Promise<void>,
  onLost: () => void = () => {},
): Promise<ChosenAttention> {
  const expected = createReference(weights).forward(tokens);
  const rejected: LlamaRunner[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  try {
    for (const choice of candidates) {
      await breathe();
      const graph = buildLlamaOnnx(weights, { format: 'fp32', attention: choice.attention });
      const runner = await createLlamaRunner(ort, graph, weights.config, { provider: 'webgpu', ...choice });
      const difference = largestDifference(await runner.forward(tokens), expected);
      if (difference < TOLERANCE) {
        // The device is certain once something has run on it; a lost one can leave a call waiting for ever.
        const device = await ort.env.webgpu.device;
        void device?.lost.then(onLost);
        return { choice, runner };
      }
      rejected.push(runner);
      smallest = Math.min(smallest, difference);
    }
  } finally {
    for (const runner of rejected) await runner.release();
  }
  throw new BookError('webgpu.wrong', { difference: Number(smallest.toPrecision(2)) });
}

export function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    // Written so that NaN counts as wrong.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
