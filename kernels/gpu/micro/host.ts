/** Runs the variants of one benchmark on a device that the caller owns. What it made is gone after `destroy`. */
import { BookError } from '../../errors';
import { checkLimits } from '../limits';
import { createRunner, type Program } from '../runner';
import type { MicroVariant } from './ids';
import { microGroups, microLimits, microWgsl, missingFeature, variantsOf } from './meta';
import type { MicroProblem } from './problem';

export type MicroAnswer = Float32Array | Int32Array | Uint32Array;

export interface MicroBench {
  /**
   * The answer from number `from` on, `length` numbers of it; all by default.
   * Errors: `gpu.feature` {feature}, `gpu.limit`, `gpu.failed` {reason}.
   */
  run(variant: MicroVariant, from?: number, length?: number): Promise<MicroAnswer>;
  /** Seconds of `count` runs in one go, by the device's own clock if it has one, else by `now`. */
  time(variant: MicroVariant, count: number, now: () => number): Promise<number>;
  /** Whether `time` reads the device's clock. */
  readonly hasTimestamps: boolean;
  destroy(): void;
}

export interface MicroBenchOptions {
  /** What the browser's WGSL knows: `navigator.gpu.wgslLanguageFeatures`. */
  readonly languageFeatures?: ReadonlySet<string>;
  /** The text of a kernel before it is compiled, to try another one. */
  readonly edit?: (source: string) => string;
}

/** Errors: `gpu.limit` {limit, needed, given} when the problem's buffers are too large for the device. */
export function createMicroBench(
  device: GPUDevice,
  problem: MicroProblem,
  { languageFeatures = new Set(), edit = (source) => source }: MicroBenchOptions = {},
): MicroBench {
  const { benchmark, size, answerKind, answerLength } = problem;
  const [first] = variantsOf(benchmark);
  checkLimits(microLimits(problem, first), device.limits);
  const runner = createRunner(device, answerLength * 4);
  const inputs = problem.inputs.map(runner.upload);
  const build = (variant: MicroVariant): Program => ({
    code: edit(microWgsl(benchmark, variant, size)),
    bindings: [...inputs, runner.answer],
    steps: [{ entryPoint: 'main', groups: microGroups(benchmark, variant, size) }],
  });
  const check = (variant: MicroVariant) => {
    const feature = missingFeature(benchmark, variant, device, languageFeatures);
    if (feature !== undefined) throw new BookError('gpu.feature', { feature });
    checkLimits(microLimits(problem, variant), device.limits);
  };
  const views = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };

  return {
    hasTimestamps: runner.hasTimestamps,
    async run(variant, from = 0, length = answerLength - from) {
      check(variant);
      return new views[answerKind](await runner.run(variant, () => build(variant), from * 4, length * 4));
    },
    async time(variant, count, now) {
      check(variant);
      return runner.time(variant, () => build(variant), count, now);
    },
    destroy: runner.destroy,
  };
}
