/**
 * What every kernel on a GPU needs around it: buffers, pipelines compiled on demand, one answer read back, and times by
 * the device's own clock where it has one. The caller owns the device; what was made here is gone after `destroy`.
 */
import { BookError } from '../errors';

/** WebGPU's own numbers; as globals they exist in browsers only. */
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const MAP_READ = 0x1;
const STORAGE = 0x80;
const QUERY_RESOLVE = 0x200;
const COMPUTE_STAGE = 0x4;

export type Numbers = Float32Array | Uint32Array | Uint16Array;

export interface Binding {
  readonly buffer: GPUBuffer;
  readonly readOnly: boolean;
}

export interface Program {
  readonly code: string;
  /** Binding 0, 1, …; all programs of a runner have the same number of them, read-only in the same places. */
  readonly bindings: readonly Binding[];
  /** The kernels in order, and their workgroups by dimension. */
  readonly steps: readonly {
    readonly entryPoint: string;
    readonly groups: readonly [number, number, number];
    /** Values of the text's `override`s. */
    readonly constants?: Readonly<Record<string, number>>;
    /** In place of the program's own. */
    readonly bindings?: readonly Binding[];
  }[];
}

export interface GpuRunner {
  /** A buffer that kernels read; its bytes are rounded up to 4, and never none. */
  upload(data: Numbers): Binding;
  /** A buffer that kernels write; only `read` brings it back. */
  scratch(bytes: number): Binding;
  /** The buffer that `run` reads back. */
  readonly answer: Binding;
  /** `bytes` of the answer from `from` on, both multiples of 4; all of it by default. Error: `gpu.failed` {reason}. */
  run(key: string, build: () => Program, from?: number, bytes?: number): Promise<ArrayBuffer>;
  /** What a buffer of `scratch` holds, `bytes` of it from its start. Error: `gpu.failed` {reason}. */
  read(from: Binding, bytes: number): Promise<ArrayBuffer>;
  /** Seconds of `count` runs in one go, by the device's own clock if it has one, else by `now`. */
  time(key: string, build: () => Program, count: number, now: () => number): Promise<number>;
  /** Whether `time` reads the device's clock. */
  readonly hasTimestamps: boolean;
  destroy(): void;
}

/** @param answerBytes a multiple of 4. A program is built once for its key, and kept. */
export function createRunner(device: GPUDevice, answerBytes: number): GpuRunner {
  const owned: GPUBuffer[] = [];
  const buffer = (size: number, usage: number) => {
    const made = device.createBuffer({ size: Math.max(16, Math.ceil(size / 4) * 4), usage });
    owned.push(made);
    return made;
  };
  const answer = buffer(answerBytes, STORAGE | COPY_SRC | COPY_DST);
  let readBack: GPUBuffer | undefined;
  const hasTimestamps = device.features.has('timestamp-query');
  const querySet = hasTimestamps ? device.createQuerySet({ type: 'timestamp', count: 2 }) : undefined;
  const resolved = buffer(16, QUERY_RESOLVE | COPY_SRC);
  const stamps = buffer(16, COPY_DST | MAP_READ);

  type Ready = (pass: GPUComputePassEncoder) => void;
  const prepared = new Map<string, Promise<Ready>>();
  /** Programs that share a text share what is compiled from it. */
  const modules = new Map<string, GPUShaderModule>();
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  let groupLayout: GPUBindGroupLayout | undefined;
  const prepare = async ({ code, bindings, steps }: Program): Promise<Ready> => {
    groupLayout ??= device.createBindGroupLayout({
      entries: bindings.map(({ readOnly }, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        buffer: { type: readOnly ? 'read-only-storage' : 'storage' },
      })),
    });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [groupLayout] });
    const module = modules.get(code) ?? device.createShaderModule({ code });
    modules.set(code, module);
    const group = (bound: readonly Binding[], to: GPUBindGroupLayout) =>
      device.createBindGroup({
        layout: to,
        entries: bound.map(({ buffer: resource }, binding) => ({ binding, resource: { buffer: resource } })),
      });
    const shared = group(bindings, groupLayout);
    const pipelineOf = (entryPoint: string, constants: Readonly<Record<string, number>> = {}) => {
      const name = `${entryPoint} ${JSON.stringify(constants)} ${code}`;
      const known =
        pipelines.get(name) ??
        device.createComputePipelineAsync({ layout, compute: { module, entryPoint, constants } });
      pipelines.set(name, known);
      return known;
    };
    const compiled = await Promise.all(
      steps.map(async ({ entryPoint, groups, constants, bindings: own }) => ({
        groups,
        bindGroup: own && groupLayout ? group(own, groupLayout) : shared,
        pipeline: await pipelineOf(entryPoint, constants),
      })),
    );
    return (pass) => {
      for (const { pipeline, groups, bindGroup } of compiled) {
        pass.setBindGroup(0, bindGroup);
        pass.setPipeline(pipeline);
        pass.dispatchWorkgroups(...groups);
      }
    };
  };
  const ready = (key: string, build: () => Program) => {
    const known = prepared.get(key) ?? prepare(build());
    prepared.set(key, known);
    return known;
  };

  return {
    hasTimestamps,
    answer: { buffer: answer, readOnly: false },
    upload(data) {
      const made = buffer(data.byteLength, STORAGE | COPY_DST);
      const whole = data.byteLength % 4 === 0 ? data : padded(data);
      device.queue.writeBuffer(made, 0, whole as Float32Array<ArrayBuffer>);
      return { buffer: made, readOnly: true };
    },
    scratch: (bytes) => ({ buffer: buffer(bytes, STORAGE | COPY_SRC), readOnly: false }),
    run: (key, build, from = 0, bytes = answerBytes - from) =>
      guarded(device, async () => {
        const encode = await ready(key, build);
        if (readBack === undefined || readBack.size < bytes) readBack = buffer(bytes, COPY_DST | MAP_READ);
        const commands = device.createCommandEncoder();
        // An answer left over from another run must not pass for this one's.
        commands.clearBuffer(answer);
        const pass = commands.beginComputePass();
        encode(pass);
        pass.end();
        commands.copyBufferToBuffer(answer, from, readBack, 0, bytes);
        device.queue.submit([commands.finish()]);
        return mapped(readBack, bytes);
      }),
    read: (from, bytes) =>
      guarded(device, async () => {
        const staging = buffer(bytes, COPY_DST | MAP_READ);
        const commands = device.createCommandEncoder();
        commands.copyBufferToBuffer(from.buffer, 0, staging, 0, bytes);
        device.queue.submit([commands.finish()]);
        return mapped(staging, bytes);
      }),
    time: (key, build, count, now) =>
      guarded(device, async () => {
        const encode = await ready(key, build);
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

async function mapped(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  await staging.mapAsync(MAP_READ, 0, bytes);
  const out = staging.getMappedRange(0, bytes).slice(0);
  staging.unmap();
  return out;
}

function padded(data: Numbers): Uint8Array {
  const whole = new Uint8Array(Math.ceil(data.byteLength / 4) * 4);
  whole.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return whole;
}

/** WebGPU reports what went wrong beside the call that did it. Error: `gpu.failed` {reason}. */
export async function guarded<T>(device: GPUDevice, task: () => Promise<T>): Promise<T> {
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
}
