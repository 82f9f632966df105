/**
 * The chain in plain JavaScript, in the thread that calls: for readers without a GPU. The same weights as on a GPU, byte
 * for byte. One core, no SIMD: in fp32 it comes near the bandwidth that such loops reach at all, in narrow formats
 * unpacking takes longer than reading.
 */
import { BookError } from '../../errors';
import type { DecodeFormat } from '../machine/decode';
import type { Chain, ChainProblem } from './host';
import { type ChainStep, chainSteps, GROUP, isGrouped, layerBytes, wordsPerRow } from './plan';
import { stepError, stepInput } from './reference';
import { amplitudeOf, fillMasked, scaleMask, seedOf, weightMasks } from './weights';

/** One row's sum, before the amplitude. @param at place of the row's first word. */
type RowSum = (x: Float32Array, row: number, width: number) => number;

interface Matrix {
  readonly step: ChainStep;
  readonly seed: number;
  readonly sum: RowSum;
  readonly answer: Float32Array;
}

/** No fp16: JavaScript has no instruction for it, and a table look-up per weight says nothing of memory. */
export const processorFormats: readonly DecodeFormat[] = ['fp32', 'q8', 'q4'];

export interface ProcessorChainOptions {
  readonly now: () => number;
  /** Called between matrices, so that a cancel is heard. */
  readonly breathe: () => Promise<void>;
}

/** Errors: `gpu.feature` {feature} for fp16, `chain.bad-shape`, RangeError for too much memory. */
export async function createProcessorChain(
  { shape, format, layers, seed, input }: ChainProblem,
  { now, breathe }: ProcessorChainOptions,
): Promise<Chain> {
  if (!processorFormats.includes(format)) throw new BookError('gpu.feature', { feature: format });
  const steps = chainSteps(shape);
  let matrices: Matrix[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (const step of steps) {
      await breathe();
      const words = wordsPerRow(format, step.width);
      const own = seedOf(seed, layer, step.id);
      const weights = fillMasked(new Uint32Array(step.rows * words.weights), own, weightMasks[format]);
      const scales = fillMasked(new Uint32Array(step.rows * words.scales), own + 1, scaleMask);
      const sum = sums[format as keyof typeof sums](weights, isGrouped(format) ? halves(scales) : noScales);
      matrices.push({ step, seed: own, sum, answer: new Float32Array(step.answers) });
    }
  }
  const numbers = new Float32Array(Math.max(shape.hidden, shape.inner));

  const token = async () => {
    let before: ArrayLike<number> = input;
    let seconds = 0;
    for (const { step, sum, answer } of matrices) {
      await breathe();
      const start = now();
      const { width, id } = step;
      const x = numbers.subarray(0, width);
      x.set(stepInput(step, before));
      const amplitude = amplitudeOf(format, id, width);
      for (let i = 0; i < answer.length; i++) {
        if (id !== 'gateUp') answer[i] = sum(x, i, width) * amplitude;
        else {
          const gate = sum(x, 2 * i, width) * amplitude;
          answer[i] = (gate / (1 + Math.exp(-gate))) * sum(x, 2 * i + 1, width) * amplitude;
        }
      }
      seconds += now() - start;
      before = answer;
    }
    return seconds;
  };

  return {
    bytes: layers * layerBytes(shape, format),
    launches: matrices.length,
    clock: 'processor',
    async check(places) {
      await token();
      let before: ArrayLike<number> = input;
      let largest = 0;
      for (const { step, seed: own, answer } of matrices) {
        largest = Math.max(largest, stepError(format, step, own, before, answer, places));
        before = answer;
      }
      return largest;
    },
    answer: async () => matrices[matrices.length - 1].answer,
    async time(count) {
      let seconds = 0;
      for (let i = 0; i < count; i++) seconds += await token();
      return seconds;
    },
    destroy() {
      matrices = [];
    },
  };
}

const noScales = new Float32Array(0);

/** Scales are unpacked beforehand: all are in 0.5 … 1, exponent 14. They are a sixteenth of the codes at most. */
function halves(words: Uint32Array): Float32Array {
  const codes = new Uint16Array(words.buffer);
  return Float32Array.from(codes, (code) => 0.5 + (code & 0x3ff) / 2048);
}

const sums = {
  /** Four sums at once: an addition need not wait for the one before. */
  fp32(words: Uint32Array): RowSum {
    const weights = new Float32Array(words.buffer);
    return (x, row, width) => {
      const at = row * width;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let k = 0; k < width; k += 4) {
        a += weights[at + k] * x[k];
        b += weights[at + k + 1] * x[k + 1];
        c += weights[at + k + 2] * x[k + 2];
        d += weights[at + k + 3] * x[k + 3];
      }
      return a + b + (c + d);
    };
  },
  q8(words: Uint32Array, scales: Float32Array): RowSum {
    const codes = new Int8Array(words.buffer);
    return (x, row, width) => {
      let sum = 0;
      for (let group = 0; group < width / GROUP; group++) {
        const at = row * width + group * GROUP;
        let a = 0;
        let b = 0;
        for (let k = 0; k < GROUP; k += 4) {
          const from = group * GROUP + k;
          a += codes[at + k] * x[from] + codes[at + k + 1] * x[from + 1];
          b += codes[at + k + 2] * x[from + 2] + codes[at + k + 3] * x[from + 3];
        }
        sum += (a + b) * scales[(row * width) / GROUP + group];
      }
      return sum;
    };
  },
  q4(words: Uint32Array, scales: Float32Array): RowSum {
    return (x, row, width) => {
      let sum = 0;
      for (let group = 0; group < width / GROUP; group++) {
        const place = (row * width) / GROUP + group;
        let part = 0;
        for (let w = 0; w < GROUP / 8; w++) {
          const word = words[place * 4 + w];
          const k = group * GROUP + w * 8;
          part +=
            ((word & 15) - 8) * x[k] +
            (((word >>> 4) & 15) - 8) * x[k + 1] +
            (((word >>> 8) & 15) - 8) * x[k + 2] +
            (((word >>> 12) & 15) - 8) * x[k + 3] +
            (((word >>> 16) & 15) - 8) * x[k + 4] +
            (((word >>> 20) & 15) - 8) * x[k + 5] +
            (((word >>> 24) & 15) - 8) * x[k + 6] +
            ((word >>> 28) - 8) * x[k + 7];
        }
        sum += part * scales[place];
      }
      return sum;
    };
  },
};
