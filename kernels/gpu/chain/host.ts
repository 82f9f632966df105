/** Runs a chain on a device that the caller owns. What it made is gone after `destroy`. */

import { checkLimits } from '../limits';
import type { DecodeFormat } from '../machine/decode';
import { type Binding, createRunner, guarded, type Program } from '../runner';
import { type ChainShape, type ChainStep, chainSteps, isGrouped, layerBytes, wordsPerRow } from './plan';
import { chainTolerance, stepError } from './reference';
import { amplitudeOf, type Mask, scaleMask, seedOf, weightMasks } from './weights';
import { chainWgsl, FILL_THREADS, fillWgsl, ROWS_TOGETHER, THREADS, unitOf } from './wgsl';

export interface ChainProblem {
  readonly shape: ChainShape;
  readonly format: DecodeFormat;
  readonly layers: number;
  readonly seed: number;
  /** The first layer's input. */
  readonly input: Float32Array;
}

export interface Chain {
  /** Weights and scales that a token reads. */
  readonly bytes: number;
  /** Dispatches, loops: pieces of work that a token is made of. */
  readonly launches: number;
  readonly clock: 'device' | 'queue' | 'processor';
  /** What `check` may find. */
  readonly tolerance: number;
  /** Runs one token; the largest error of any step at a few places, see `stepError`. Error: `gpu.failed` {reason}. */
  check(places: number): Promise<number>;
  /** The last layer's answer of the last token. */
  answer(): Promise<Float32Array>;
  /** Seconds of `count` tokens in one go. */
  time(count: number): Promise<number>;
  destroy(): void;
}

/** One product of the chain, or a part of its rows where the device allows no buffer so large. */
interface Launch {
  readonly layer: number;
  readonly step: ChainStep;
  readonly first: number;
  readonly rows: number;
}

const FILL_GROUPS = 4096;
/** A token that takes longer is handed in step by step: systems take a GPU away from who holds it for two seconds. */
const LONGEST_SUBMIT_SECONDS = 0.3;

export interface ChainOptions {
  /** Seconds, from any start; read only where the device has no clock of its own. */
  readonly now: () => number;
  /** Bytes, to try smaller parts than the device asks for. */
  readonly largestBuffer?: number;
}

/**
 * Allocates and fills the weights. Errors: `gpu.limit` {limit, needed, given}, `gpu.failed` {reason}, `chain.bad-shape`.
 */
export async function createChain(
  device: GPUDevice,
  problem: ChainProblem,
  { now, largestBuffer = Number.POSITIVE_INFINITY }: ChainOptions,
): Promise<Chain> {
  const { shape, format, layers, seed, input } = problem;
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  const steps = chainSteps(shape);
  const largest = Math.min(largestBuffer, maxStorageBufferBindingSize, maxBufferSize);
  const launches = launchesOf(steps, format, layers, largest);
  const needed = Math.max(
    ...launches.map(({ step, rows }) => rows * wordsPerRow(format, step.width).weights * 4),
  );
  checkLimits(
    {
      maxStorageBufferBindingSize: needed,
      maxBufferSize: needed,
      maxComputeWorkgroupStorageSize: THREADS * 16,
      maxComputeWorkgroupsPerDimension: Math.max(...launches.map(({ rows }) => rows / ROWS_TOGETHER)),
    },
    device.limits,
  );
  const runner = createRunner(device, 16);
  const filler = createRunner(device, 16);
  const first = runner.upload(input);
  const readOnly = (binding: Binding): Binding => ({ ...binding, readOnly: true });
  /** [layer][step] */
  const answers = Array.from({ length: layers }, () =>
    steps.map(({ answers: many }) => runner.scratch(many * 4)),
  );
  const inputOf = ({ layer, step }: Pick<Launch, 'layer' | 'step'>) => {
    const at = steps.indexOf(step);
    if (at > 0) return readOnly(answers[layer][at - 1]);
    return layer === 0 ? first : readOnly(answers[layer - 1][steps.length - 1]);
  };

  const boundOf = new Map<Launch, readonly Binding[]>();
  const fills: { binding: Binding; seed: number; mask: Mask; from: number }[] = [];
  const program = (parts: readonly Launch[]): Program => ({
    code: chainWgsl(format),
    bindings: [first, first, first, answers[0][0]],
    steps: parts.map((part) => ({
      entryPoint: 'main',
      groups: [part.rows / ROWS_TOGETHER, 1, 1],
      constants: {
        UNITS: part.step.width / unitOf(format),
        FIRST: part.first,
        MIXED: part.step.id === 'o' ? 1 : 0,
        GATED: part.step.id === 'gateUp' ? 1 : 0,
        AMPLITUDE: amplitudeOf(format, part.step.id, part.step.width),
      },
      bindings: boundOf.get(part) ?? [],
    })),
  });
  const destroy = () => {
    runner.destroy();
    filler.destroy();
  };
  try {
    await guarded(device, async () => {
      for (const part of launches) {
        const words = wordsPerRow(format, part.step.width);
        const own = seedOf(seed, part.layer, part.step.id);
        const filled = (perRow: number, from: number, mask: Mask) => {
          const binding = filler.scratch(part.rows * perRow * 4);
          fills.push({ binding, seed: from, mask, from: part.first * perRow });
          return readOnly(binding);
        };
        const weights = filled(words.weights, own, weightMasks[format]);
        const scales = isGrouped(format) ? filled(words.scales, own + 1, scaleMask) : first;
        const answer = answers[part.layer][steps.indexOf(part.step)];
        boundOf.set(part, [inputOf(part), weights, scales, answer]);
      }
    });
    await filler.run('fill', () => ({
      code: fillWgsl,
      bindings: [filler.answer],
      steps: fills.map(({ binding, seed: from, mask, from: place }) => ({
        entryPoint: 'main',
        groups: [Math.min(FILL_GROUPS, Math.ceil(binding.buffer.size / 4 / FILL_THREADS)), 1, 1],
        constants: { SEED: from, KEEP: mask.and, SET: mask.or, FROM: place },
        bindings: [binding],
      })),
    }));
  } catch (error) {
    destroy();
    throw error;
  }

  let slow = false;
  const whole = () => program(launches);
  const inParts = async () => {
    let seconds = 0;
    for (const [i, part] of launches.entries()) {
      seconds += await runner.time(`part ${i}`, () => program([part]), 1, now);
    }
    return seconds;
  };
  return {
    bytes: layers * layerBytes(shape, format),
    launches: launches.length,
    clock: runner.hasTimestamps ? 'device' : 'queue',
    tolerance: chainTolerance.fp32,
    async check(places) {
      // Step by step, so that no work is handed in whose length is not known yet.
      slow = (await inParts()) > LONGEST_SUBMIT_SECONDS;
      let before: ArrayLike<number> = input;
      let largest = 0;
      for (const [layer, row] of answers.entries()) {
        for (const [at, step] of steps.entries()) {
          const answer: Float32Array = new Float32Array(await runner.read(row[at], step.answers * 4));
          const own = seedOf(seed, layer, step.id);
          largest = Math.max(largest, stepError(format, step, own, before, answer, places));
          before = answer;
        }
      }
      return largest;
    },
    async answer() {
      return new Float32Array(await runner.read(answers[layers - 1][steps.length - 1], shape.hidden * 4));
    },
    async time(count) {
      if (!slow) return runner.time('whole', whole, count, now);
      let seconds = 0;
      for (let i = 0; i < count; i++) seconds += await inParts();
      return seconds;
    },
    destroy,
  };
}

/** Rows in fours, as many as a buffer holds; at least four, which the caller checks against the limits. */
export function launchesOf(
  steps: readonly ChainStep[],
  format: DecodeFormat,
  layers: number,
  largestBuffer: number,
): readonly Launch[] {
  return Array.from({ length: layers }, (_, layer) =>
    steps.flatMap((step) => {
      const rowBytes = wordsPerRow(format, step.width).weights * 4;
      const fours = Math.max(1, Math.floor(largestBuffer / rowBytes / ROWS_TOGETHER));
      const most = Math.min(step.rows, fours * ROWS_TOGETHER);
      const parts = Math.ceil(step.rows / most);
      return Array.from({ length: parts }, (_, part) => {
        const first = part * most;
        return { layer, step, first, rows: Math.min(most, step.rows - first) };
      });
    }),
  ).flat();
}
