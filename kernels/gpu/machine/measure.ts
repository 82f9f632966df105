/** Measures a GPU by the microbenchmarks: the caller brings device, clock and what it knows of the machine. */
import { createMicroBench } from '../micro/host';
import { type MicroId, microIds } from '../micro/ids';
import { makeMicroProblem, microFeatures, variantsOf } from '../micro/meta';
import { largestError, type MicroSize } from '../micro/problem';
import type { MachineAbout, MachineReport } from './report';
import {
  inOrder,
  measureSubjects,
  type ScheduleOptions,
  type ScheduleOutcome,
  type Subject,
} from './schedule';

export type MachineSizes = Readonly<Record<MicroId, readonly MicroSize[]>>;

export interface MachineOptions extends Pick<ScheduleOptions, 'clock' | 'budgetSeconds' | 'signal'> {
  readonly about: MachineAbout;
  /** What the browser's WGSL knows: `navigator.gpu.wgslLanguageFeatures`. */
  readonly languageFeatures?: ReadonlySet<string>;
  /** All of them by default. */
  readonly benchmarks?: readonly MicroId[];
  readonly sizes?: MachineSizes;
  readonly seed?: number;
  /** The report so far, after each benchmark, and the share of benchmarks that is done. */
  readonly onReport?: (report: MachineReport, share: number) => void;
}

const cubes = (...edges: number[]) => edges.map((edge) => ({ rows: edge, inner: edge, columns: edge }));
const mebibytes = (...sizes: number[]) => sizes.map((size) => ({ words: size * 2 ** 18 }));

/** Up to 128 MiB a buffer, which every WebGPU device promises and which few caches hold. */
export const machineSizes: MachineSizes = {
  read: mebibytes(1, 16, 128),
  copy: mebibytes(1, 16, 128),
  // In steps: a small matrix takes mostly starting and folding, which says little of one 64 times as large.
  'matvec-q4': [
    { inner: 512, columns: 512 },
    { inner: 2048, columns: 2048 },
    { inner: 4096, columns: 4096 },
    { inner: 4096, columns: 16384 },
    { inner: 8192, columns: 16384 },
  ],
  'matmul-f32': cubes(128, 512, 1024, 2048, 4096),
  'matmul-f16': cubes(128, 512, 1024, 2048, 4096),
  'matmul-int8': cubes(128, 512, 1024, 2048, 4096),
};

/** Eight times the largest cache that a personal computer's graphics card is known to have, an L40's 96 MiB. */
const BEYOND_CACHES_MIB = 8 * 96;

/**
 * Sizes for a graphics card in a computer with memory to spare: what is moved lies behind any cache. The words are made
 * on the processor's side, so this takes twice as much there for a moment.
 */
export const roomySizes: MachineSizes = {
  ...machineSizes,
  read: [...machineSizes.read, ...mebibytes(BEYOND_CACHES_MIB)],
  copy: [...machineSizes.copy, ...mebibytes(BEYOND_CACHES_MIB / 2)],
};

/** A timing's least length: a GPU's clock may tick in steps of 0.1 ms, a queue has delays. */
const LEAST_SECONDS = { device: 0.004, queue: 0.02 };
/** Numbers of an answer that are read back and looked at; the last ones, where a wrong extent shows. */
const WINDOW = 65_536;
const MOST_PRODUCTS = 1 << 20;

/**
 * Runs all benchmarks on a device within the budget, at most 20 s. What stops it (cancelling, a lost device, the end of
 * the time) is in `state`; what was measured until then stays. Never throws for what the device does.
 * The device should have the features of `microFeatures` and the limits of the adapter as far as they are to be had.
 */
export async function measureMachine(device: GPUDevice, options: MachineOptions): Promise<MachineReport> {
  const { clock, about, onReport, languageFeatures = new Set(), sizes = machineSizes, seed = 1 } = options;
  const reportClock = device.features.has('timestamp-query') ? 'device' : 'queue';
  const report = (outcome: ScheduleOutcome): MachineReport => ({
    schema: 'machine-report',
    version: 1,
    ...about,
    clock: reportClock,
    features: [
      ...microFeatures.filter((feature) => device.features.has(feature)),
      ...[...languageFeatures].filter((feature) => feature === 'packed_4x8_integer_dot_product'),
    ],
    ...outcome,
  });
  const subjects = inOrder(options.benchmarks ?? microIds).map((benchmark) =>
    gpuSubject(device, benchmark, sizes[benchmark], seed, languageFeatures, clock.now),
  );
  const outcome = await measureSubjects(subjects, {
    ...options,
    lost: device.lost,
    leastSeconds: LEAST_SECONDS[reportClock],
    onResults: (known, share) => onReport?.(report(known), share),
  });
  return report(outcome);
}

function gpuSubject(
  device: GPUDevice,
  benchmark: MicroId,
  sizes: readonly MicroSize[],
  seed: number,
  languageFeatures: ReadonlySet<string>,
  now: () => number,
): Subject {
  return {
    benchmark,
    variants: variantsOf(benchmark),
    sizes,
    async open(size) {
      const problem = makeMicroProblem(benchmark, size, seed);
      const bench = createMicroBench(device, problem, { languageFeatures });
      const length = Math.min(WINDOW, problem.answerLength);
      const from = problem.answerLength - length;
      const places = Math.max(64, Math.floor(MOST_PRODUCTS / (size.inner ?? 1)));
      return {
        work: problem.work,
        check: async (variant) => largestError(problem, await bench.run(variant, from, length), from, places),
        time: (variant, count) => bench.time(variant, count, now),
        close: bench.destroy,
      };
    },
  };
}
