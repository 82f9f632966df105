/**
 * The same benchmarks on the processor, in the thread that calls: what a worker measures where there is no GPU. Loops in
 * plain JavaScript, and the last variant of reading and of fp32 in WebAssembly with vectors. One core, no fp16 and no
 * packed integers: the bandwidth is what one core draws.
 */
import { type MicroId, type MicroVariant, microVariants } from '../micro/ids';
import { makeMicroProblem } from '../micro/meta';
import { largestError, type MicroProblem, type MicroSize } from '../micro/problem';
import type { MachineOptions } from './measure';
import { processorKernels } from './processor-kernels';
import type { MachineReport } from './report';
import { inOrder, measureSubjects, type ScheduleOutcome, type Subject } from './schedule';
import { openWasm, type WasmRun, wasmKernels } from './wasm-kernels';

export interface ProcessorOptions
  extends Pick<
    MachineOptions,
    'clock' | 'budgetSeconds' | 'signal' | 'about' | 'benchmarks' | 'seed' | 'onReport'
  > {
  /** `navigator.hardwareConcurrency`, to guess the cache by. */
  readonly logicalProcessors?: number;
  /** The last-level cache, where it is known. */
  readonly cacheBytes?: number;
}

const MIB = 2 ** 20;
/** What moves must not fit into the cache, not nearly. */
const TIMES_THE_CACHE = 8;
const LEAST_SECONDS = 0.01;

/**
 * Bytes of the last-level cache, guessed: browsers do not say. 2 MiB per logical processor, at least 8 and at most 64,
 * as desktop processors have it; servers may have more. Worked: 16 → 32 MiB.
 */
export function cacheGuess(logicalProcessors = 8): number {
  return Math.min(64, Math.max(8, 2 * logicalProcessors)) * MIB;
}

/** Like `measureMachine`, without a device. A single run is not cut short: each is planned to take half a second at most. */
export async function measureProcessor(options: ProcessorOptions): Promise<MachineReport> {
  const { about, seed = 1, cacheBytes = cacheGuess(options.logicalProcessors) } = options;
  const moved = cacheBytes * TIMES_THE_CACHE;
  const sizes: Partial<Record<MicroId, readonly MicroSize[]>> = {
    read: [{ words: MIB / 4 }, { words: moved / 4 }],
    // Half of it is read, half is written.
    copy: [{ words: MIB / 4 }, { words: moved / 8 }],
    'matvec-q4': [
      { inner: 512, columns: 512 },
      { inner: 2048, columns: 2048 },
      { inner: 4096, columns: 16384 },
    ],
    'matmul-f32': [64, 256].map((edge) => ({ rows: edge, inner: edge, columns: edge })),
  };
  const asked = options.benchmarks ?? (Object.keys(sizes) as MicroId[]);
  const subjects = inOrder(asked).flatMap((benchmark) => {
    const own = sizes[benchmark];
    return own ? [processorSubject(benchmark, own, seed, options.clock.now)] : [];
  });
  const report = (outcome: ScheduleOutcome): MachineReport => ({
    schema: 'machine-report',
    version: 1,
    ...about,
    clock: 'processor',
    features: [],
    ...outcome,
  });
  const outcome = await measureSubjects(subjects, {
    ...options,
    leastSeconds: LEAST_SECONDS,
    onResults: (known, share) => options.onReport?.(report(known), share),
  });
  return report(outcome);
}

function processorSubject(
  benchmark: MicroId,
  sizes: readonly MicroSize[],
  seed: number,
  now: () => number,
): Subject {
  const loops = processorKernels[benchmark] ?? {};
  const inWasm = wasmKernels[benchmark] ?? {};
  return {
    benchmark,
    variants: microVariants[benchmark].filter((variant) => loops[variant] ?? inWasm[variant]),
    sizes,
    lastOnly: benchmark === 'read' || benchmark === 'copy',
    async open(size) {
      let problem: MicroProblem | undefined = makeMicroProblem(benchmark, size, seed);
      const { work, inputs, answerLength, answerKind } = problem;
      const answer = new (answerKind === 'f32' ? Float32Array : Uint32Array)(answerLength);
      const wasm = new Map<MicroVariant, WasmRun>();
      const wasmOf = (variant: MicroVariant) => {
        const known = wasm.get(variant) ?? openWasm(benchmark, variant, inputs, size);
        wasm.set(variant, known);
        return known;
      };
      const runOf = (variant: MicroVariant): (() => void) => {
        const loop = loops[variant];
        return loop ? () => loop(inputs, answer, size) : wasmOf(variant).run;
      };
      return {
        work,
        async check(variant) {
          answer.fill(0);
          runOf(variant)();
          wasm.get(variant)?.copyAnswer(answer);
          return problem ? largestError(problem, answer, 0, 1024) : Number.POSITIVE_INFINITY;
        },
        async time(variant, count) {
          const run = runOf(variant);
          const start = now();
          for (let i = 0; i < count; i++) run();
          return now() - start;
        },
        close() {
          problem = undefined;
          wasm.clear();
        },
      };
    },
  };
}
