/**
 * Runs the variants on a GPU device that the caller owns: uploads a problem once, compiles on demand, gives back
 * answers and times. It never asks for a device, and what it made is gone after `destroy`.
 */
import { checkLimits } from '../limits';
import { createRunner, type Program } from '../runner';
import type { VariantId } from './ids';
import { attentionWgsl, dispatchesOf, limitsFor, partialBytes } from './meta';
import type { AttentionProblem, Layout } from './problem';

export interface PagedAttention {
  /** The answer, [sequence][head][headDim]. Errors: `gpu.limit`, `gpu.failed` {reason}. */
  run(id: VariantId, layout: Layout): Promise<Float32Array>;
  /** Seconds of `count` runs in one go, by the device's own clock if it has one, else by `now`. */
  time(id: VariantId, layout: Layout, count: number, now: () => number): Promise<number>;
  /** Whether `time` reads the device's clock. */
  readonly hasTimestamps: boolean;
  destroy(): void;
}

export function createPagedAttention(device: GPUDevice, problem: AttentionProblem): PagedAttention {
  checkLimits({ ...limitsFor(problem, []), maxComputeWorkgroupStorageSize: 0 }, device.limits);
  const runner = createRunner(device, problem.queries.byteLength);
  const queries = runner.upload(problem.queries);
  const lengths = runner.upload(problem.lengths);
  const cacheOf = (layout: Layout) => {
    const { keys, values, places } = problem[layout];
    return [runner.upload(keys), runner.upload(values), lengths, runner.upload(places)];
  };
  const caches = { contiguous: cacheOf('contiguous'), paged: cacheOf('paged') };
  const build = (id: VariantId, layout: Layout): Program => ({
    code: attentionWgsl(id, layout, problem),
    bindings: [queries, ...caches[layout], runner.answer, runner.scratch(partialBytes(id, problem))],
    steps: dispatchesOf(id, problem),
  });
  const check = (id: VariantId) => checkLimits(limitsFor(problem, [id]), device.limits);

  return {
    hasTimestamps: runner.hasTimestamps,
    async run(id, layout) {
      check(id);
      return new Float32Array(await runner.run(`${id} ${layout}`, () => build(id, layout)));
    },
    async time(id, layout, count, now) {
      check(id);
      return runner.time(`${id} ${layout}`, () => build(id, layout), count, now);
    },
    destroy: runner.destroy,
  };
}
