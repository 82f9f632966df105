/**
 * The chain on the processor, in WebAssembly with vectors, in the thread that calls: for readers without a GPU. The same
 * weights as on a GPU. One core; scales are kept in fp32, which the bytes count; x meets codes in 16-bit integers.
 */
import { BookError } from '../../errors';
import type { DecodeFormat } from '../machine/decode';
import type { Chain, ChainProblem } from './host';
import { type ChainStep, chainSteps, isGrouped } from './plan';
import { chainTolerance, stepError, stepInput } from './reference';
import {
  arrange,
  compileRows,
  PARTS,
  type ProcessorFormat,
  processorFormats,
  ROWS,
  rowBytes,
} from './wasm-rows';
import { amplitudeOf, fillMasked, scaleMask, seedOf, weightMasks } from './weights';

/** One matrix; places are bytes in the one memory. */
interface Matrix {
  readonly step: ChainStep;
  readonly seed: number;
  readonly weights: number;
  readonly scales: number;
  /** Of a row. */
  readonly bytes: { readonly weights: number; readonly scales: number };
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
  /** x, what comes off and a call's sums lie first, then all matrices with their scales. */
  const [xAt, offAt, outAt] = [0, numbers, 2 * numbers];
  const first = outAt + ROWS * PARTS * 4;
  let end = first;
  const place = (bytes: number) => {
    const at = end;
    end += bytes;
    return at;
  };
  const matrices = Array.from({ length: layers }, (_, layer) =>
    chainSteps(shape).map((step): Matrix => {
      const bytes = rowBytes(format, step.width);
      return {
        step,
        seed: seedOf(seed, layer, step.id),
        weights: place(step.rows * bytes.weights),
        scales: place(step.rows * bytes.scales),
        bytes,
        answer: new Float32Array(step.answers),
      };
    }),
  ).flat();
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
  const parts = new Float32Array(memory.buffer, outAt, ROWS * PARTS);
  const [fromHidden, fromInner] = [shape.hidden, shape.inner].map((width) =>
    compileRows(format, width, memory),
  );
  for (const { step, seed: own, weights, scales, bytes } of matrices) {
    await breathe();
    const words = (step.rows * bytes.weights) / 4;
    fillMasked(new Uint32Array(memory.buffer, weights, words), own, weightMasks[format]);
    if (!isGrouped(format)) continue;
    const count = (step.rows * bytes.scales) / 4;
    const halves = fillMasked(new Uint32Array(count / 2), own + 1, scaleMask);
    unpackScales(halves, new Float32Array(memory.buffer, scales, count));
  }

  const multiply = ({ step, weights, scales, bytes, answer }: Matrix, before: Float32Array) => {
    const { x, off, unit } = arrange(format, Float32Array.from(stepInput(step, before)));
    new (format === 'fp32' ? Float32Array : Int16Array)(memory.buffer, xAt).set(x);
    new Int32Array(memory.buffer, offAt).set(off);
    const amplitude = unit * amplitudeOf(format, step.id, step.width);
    const rows = step.id === 'down' ? fromInner : fromHidden;
    const sum = (row: number) => {
      const at = row * PARTS;
      return (parts[at] + parts[at + 1] + (parts[at + 2] + parts[at + 3])) * amplitude;
    };
    /** Of the last row; gate and up come by turns. */
    let gate = 0;
    for (let row = 0; row < step.rows; row += ROWS) {
      const from = weights + row * bytes.weights;
      rows(from, from + ROWS * bytes.weights, scales + row * bytes.scales, xAt, offAt, outAt);
      for (let i = 0; i < ROWS; i++) {
        const value = sum(i);
        const at = row + i;
        if (step.id !== 'gateUp') answer[at] = value;
        else if (at % 2 === 0) gate = value;
        else answer[at >> 1] = (gate / (1 + Math.exp(-gate))) * value;
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
    bytes: end - first,
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
