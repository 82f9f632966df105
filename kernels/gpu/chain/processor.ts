/**
 * The chain on the processor, in WebAssembly with vectors, in the thread that calls: for readers without a GPU. The same
 * weights as on a GPU. One core; scales are kept in fp32, which the bytes count; x meets codes in 16-bit integers.
 */
import { BookError } from '../../errors';
import type { DecodeFormat } from '../machine/decode';
import type { Chain, ChainProblem } from './host';
import { type ChainStep, chainSteps, isGrouped, wordsPerRow } from './plan';
import { chainTolerance, stepError, stepInput } from './reference';
import { arrange, compileRow, type ProcessorFormat, processorFormats } from './wasm-rows';
import { amplitudeOf, fillMasked, scaleMask, seedOf, weightMasks } from './weights';

/** One matrix; places are bytes in the one memory. */
interface Matrix {
  readonly step: ChainStep;
  readonly seed: number;
  readonly weights: number;
  readonly rowBytes: number;
  readonly scales: number;
  readonly scaleBytes: number;
  readonly answer: Float32Array;
}

export interface ProcessorChainOptions {
  readonly now: () => number;
  /** Called between matrices, so that a cancel is heard. */
  readonly breathe: () => Promise<void>;
}

const PAGE = 65_536;

/** Errors: `gpu.feature` {feature} for fp16 and without vectors, `chain.bad-shape`, RangeError for too much memory. */
export async function createProcessorChain(
  { shape, format, layers, seed, input }: ChainProblem,
  { now, breathe }: ProcessorChainOptions,
): Promise<Chain> {
  if (!isProcessorFormat(format)) throw new BookError('gpu.feature', { feature: format });
  const numbers = Math.max(shape.hidden, shape.inner) * 4;
  /** x and what comes off lie first, then all matrices with their scales. */
  const [xAt, offAt] = [0, numbers];
  let end = 2 * numbers;
  const place = (bytes: number) => {
    const at = end;
    end += bytes;
    return at;
  };
  const matrices = Array.from({ length: layers }, (_, layer) =>
    chainSteps(shape).map((step): Matrix => {
      const words = wordsPerRow(format, step.width);
      const [rowBytes, scaleBytes] = [words.weights * 4, words.scales * 8];
      return {
        step,
        seed: seedOf(seed, layer, step.id),
        weights: place(step.rows * rowBytes),
        rowBytes,
        scales: place(step.rows * scaleBytes),
        scaleBytes,
        answer: new Float32Array(step.answers),
      };
    }),
  ).flat();
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
  const rowSum = compileRow(format, memory);
  for (const { step, seed: own, weights, rowBytes, scales, scaleBytes } of matrices) {
    await breathe();
    const at = (from: number, bytes: number) => new Uint32Array(memory.buffer, from, bytes / 4);
    fillMasked(at(weights, step.rows * rowBytes), own, weightMasks[format]);
    if (!isGrouped(format)) continue;
    const halves = fillMasked(new Uint32Array((step.rows * scaleBytes) / 8), own + 1, scaleMask);
    unpackScales(halves, new Float32Array(memory.buffer, scales, (step.rows * scaleBytes) / 4));
  }

  const multiply = (
    { step, weights, rowBytes, scales, scaleBytes, answer }: Matrix,
    before: Float32Array,
  ) => {
    const { x, off, unit } = arrange(format, Float32Array.from(stepInput(step, before)));
    new (format === 'fp32' ? Float32Array : Int16Array)(memory.buffer, xAt).set(x);
    new Int32Array(memory.buffer, offAt).set(off);
    const amplitude = unit * amplitudeOf(format, step.id, step.width);
    const sum = (row: number) => {
      const from = weights + row * rowBytes;
      return rowSum(from, from + rowBytes, scales + row * scaleBytes, xAt, offAt) * amplitude;
    };
    for (let i = 0; i < answer.length; i++) {
      if (step.id !== 'gateUp') answer[i] = sum(i);
      else {
        const gate = sum(2 * i);
        answer[i] = (gate / (1 + Math.exp(-gate))) * sum(2 * i + 1);
      }
    }
  };
  const token = async () => {
    let before = input;
    let seconds = 0;
    for (const matrix of matrices) {
      await breathe();
      const start = now();
      multiply(matrix, before);
      seconds += now() - start;
      before = matrix.answer;
    }
    return seconds;
  };

  return {
    bytes: end - 2 * numbers,
    launches: matrices.length,
    clock: 'processor',
    tolerance: format === 'fp32' ? chainTolerance.fp32 : chainTolerance.integers,
    async check(places) {
      await token();
      let before = input;
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
    // The memory goes with the last who holds it.
    destroy() {},
  };
}

const isProcessorFormat = (format: DecodeFormat): format is ProcessorFormat =>
  processorFormats.some((known) => known === format);

/** All scales are in 0.5 … 1, so that their exponent is known. */
function unpackScales(words: Uint32Array, to: Float32Array): void {
  const codes = new Uint16Array(words.buffer);
  for (let i = 0; i < codes.length; i++) to[i] = 0.5 + (codes[i] & 0x3ff) / 2048;
}
