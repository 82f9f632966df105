/**
 * Runs the variants on a GPU device that the caller owns: uploads a problem once, compiles on demand, gives back
 * answers and times. It never asks for a device, and what it made is gone after `destroy`.
 */
import { BookError } from '../../errors';
import type { VariantId } from './ids';
import { attentionWgsl, checkLimits, dispatchesOf, limitsFor, partialBytes } from './meta';
import type { AttentionProblem, Layout } from './problem';

/** WebGPU's own numbers; as globals they exist in browsers only. */
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const MAP_READ = 0x1;
const STORAGE = 0x80;
const QUERY_RESOLVE = 0x200;
const COMPUTE_STAGE = 0x4;
const READ_ONLY = [true, true, true, true, true, false, false];

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
  const owned: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    const made = device.createBuffer({ size: Math.max(16, size), usage });
    owned.push(made);
    return made;
  };
  const upload = (data: Float32Array | Uint32Array) => {
    const made = buffer(data.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(made, 0, data as Float32Array<ArrayBuffer>);
    return made;
  };
  checkLimits({ ...limitsFor(problem, []), maxComputeWorkgroupStorageSize: 0 }, device.limits);
  const queries = upload(problem.queries);
  const lengths = upload(problem.lengths);
  const places = {
    contiguous: upload(problem.contiguous.places),
    paged: upload(problem.paged.places),
  };
  const caches = {
    contiguous: [upload(problem.contiguous.keys), upload(problem.contiguous.values)],
    paged: [upload(problem.paged.keys), upload(problem.paged.values)],
  };
  const answerBytes = problem.queries.byteLength;
  const answer = buffer(answerBytes, STORAGE | COPY_SRC | COPY_DST);
  const readBack = buffer(answerBytes, COPY_DST | MAP_READ);
  const hasTimestamps = device.features.has('timestamp-query');
  const querySet = hasTimestamps ? device.createQuerySet({ type: 'timestamp', count: 2 }) : undefined;
  const resolved = buffer(16, QUERY_RESOLVE | COPY_SRC);
  const stamps = buffer(16, COPY_DST | MAP_READ);

  const groupLayout = device.createBindGroupLayout({
    entries: READ_ONLY.map((readOnly, binding) => ({
      binding,
      visibility: COMPUTE_STAGE,
      buffer: { type: readOnly ? 'read-only-storage' : 'storage' },
    })),
  });
  const layoutOfAll = device.createPipelineLayout({ bindGroupLayouts: [groupLayout] });

  type Ready = (pass: GPUComputePassEncoder) => void;
  const prepared = new Map<string, Promise<Ready>>();
  const prepare = async (id: VariantId, layout: Layout): Promise<Ready> => {
    checkLimits(limitsFor(problem, [id]), device.limits);
    const module = device.createShaderModule({ code: attentionWgsl(id, layout, problem) });
    const steps = await Promise.all(
      dispatchesOf(id, problem).map(async ({ entryPoint, groups }) => ({
        groups,
        pipeline: await device.createComputePipelineAsync({
          layout: layoutOfAll,
          compute: { module, entryPoint },
        }),
      })),
    );
    const partial = buffer(partialBytes(id, problem), STORAGE);
    const [keys, values] = caches[layout];
    const bound = [queries, keys, values, lengths, places[layout], answer, partial];
    const bindGroup = device.createBindGroup({
      layout: groupLayout,
      entries: bound.map((resource, binding) => ({ binding, resource: { buffer: resource } })),
    });
    return (pass) => {
      pass.setBindGroup(0, bindGroup);
      for (const { pipeline, groups } of steps) {
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(...groups);
      }
    };
  };
  const ready = (id: VariantId, layout: Layout) => {
    const key = `${id} ${layout}`;
    const known = prepared.get(key) ?? prepare(id, layout);
    prepared.set(key, known);
    return known;
  };
  /** WebGPU reports what went wrong beside the call that did it. */
  const guarded = async <T>(task: () => Promise<T>): Promise<T> => {
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    const outcome = await task().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const failures = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const failure = failures.find((error) => error !== null);
    if ('value' in outcome && !failure) return outcome.value;
    const cause = 'error' in outcome ? outcome.error : undefined;
    if (cause instanceof BookError) throw cause;
    throw new BookError('gpu.failed', { reason: (failure?.message ?? String(cause)).slice(0, 300) });
  };

  return {
    hasTimestamps,
    run: (id, layout) =>
      guarded(async () => {
        const encode = await ready(id, layout);
        const commands = device.createCommandEncoder();
        // An answer left over from another run must not pass for this one's.
        commands.clearBuffer(answer);
        const pass = commands.beginComputePass();
        encode(pass);
        pass.end();
        commands.copyBufferToBuffer(answer, 0, readBack, 0, answerBytes);
        device.queue.submit([commands.finish()]);
        await readBack.mapAsync(MAP_READ, 0, answerBytes);
        const out = new Float32Array(readBack.getMappedRange(0, answerBytes)).slice();
        readBack.unmap();
        return out;
      }),
    time: (id, layout, count, now) =>
      guarded(async () => {
        const encode = await ready(id, layout);
        const commands = device.createCommandEncoder();
        const pass = commands.beginComputePass(
          querySet && {
            timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
          },
        );
        for (let i = 0; i < count; i++) encode(pass);
        pass.end();
        if (querySet) {
          commands.resolveQuerySet(querySet, 0, 2, resolved, 0);
          commands.copyBufferToBuffer(resolved, 0, stamps, 0, 16);
        }
        const work = commands.finish();
        await device.queue.onSubmittedWorkDone();
        const before = now();
        device.queue.submit([work]);
        await device.queue.onSubmittedWorkDone();
        const seconds = now() - before;
        if (!querySet) return seconds;
        await stamps.mapAsync(MAP_READ);
        const [start, end] = new BigUint64Array(stamps.getMappedRange().slice(0));
        stamps.unmap();
        return Number(end - start) / 1e9;
      }),
    destroy() {
      for (const made of owned) made.destroy();
      querySet?.destroy();
      prepared.clear();
    },
  };
}
