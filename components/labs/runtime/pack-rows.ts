/**
 * Copies rows of several padded caches into one new cache, a row's tokens first: in this thread where the tensors lie
 * in ordinary memory, by commands of the GPU where they lie there, so that no key or value crosses over.
 */
import type * as Ort from 'onnxruntime-web';
import type { OrtModule, Provider } from './llama-session';

/** Columns in which a row has a token: from, until. */
export type Columns = readonly (readonly [from: number, until: number])[];

export interface Source {
  readonly cache: ReadonlyMap<string, Ort.Tensor>;
  /** Which row of the old cache, and how many columns that has. */
  readonly at: number;
  readonly of: number;
}

export interface Shape {
  readonly names: readonly string[];
  readonly kvHeads: number;
  readonly headDim: number;
  readonly columns: number;
}

interface Piece {
  readonly source: number;
  /** In floats. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Every run of floats that moves, for one tensor; it is the same for all of them. */
export function piecesOf(
  sources: readonly (Omit<Source, 'cache'> & { readonly columns: Columns })[],
  { kvHeads, headDim, columns }: Omit<Shape, 'names'>,
): Piece[] {
  return sources.flatMap(({ at, of, columns: runs }, row) =>
    Array.from({ length: kvHeads }, (_, head) => {
      let place = (row * kvHeads + head) * columns;
      return runs.map(([from, until]) => {
        const piece = {
          source: row,
          from: ((at * kvHeads + head) * of + from) * headDim,
          to: place * headDim,
          length: (until - from) * headDim,
        };
        place += until - from;
        return piece;
      });
    }).flat(),
  );
}

const STORAGE_COPY = 0x80 | 0x4 | 0x8;

export interface PackOptions {
  /** Waits for the GPU, so that the copies are counted here and not in the next call. Default true. */
  readonly wait?: boolean;
}

/** @returns the new cache and the bytes that were copied into it. */
export async function packRows(
  ort: OrtModule,
  provider: Provider,
  sources: readonly (Source & { readonly columns: Columns })[],
  shape: Shape,
  { wait = true }: PackOptions = {},
): Promise<{ cache: Map<string, Ort.Tensor>; bytes: number }> {
  const { names, kvHeads, headDim, columns } = shape;
  const pieces = piecesOf(sources, shape);
  const dims = [sources.length, kvHeads, columns, headDim];
  const size = dims.reduce((product, count) => product * count, 1);
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0) * 4 * names.length;
  const cache = new Map<string, Ort.Tensor>();
  if (provider === 'wasm') {
    for (const name of names) {
      const packed = new Float32Array(size);
      for (const { source, from, to, length } of pieces) {
        const old = sources[source].cache.get(name)?.data as Float32Array;
        packed.set(old.subarray(from, from + length), to);
      }
      cache.set(name, new ort.Tensor('float32', packed, dims));
    }
    return { cache, bytes };
  }
  const device = await ort.env.webgpu.device;
  const commands = device.createCommandEncoder();
  for (const name of names) {
    const buffer = device.createBuffer({ size: Math.ceil((size * 4) / 16) * 16, usage: STORAGE_COPY });
    for (const { source, from, to, length } of pieces) {
      const old = sources[source].cache.get(name)?.gpuBuffer as GPUBuffer;
      commands.copyBufferToBuffer(old, from * 4, buffer, to * 4, length * 4);
    }
    cache.set(
      name,
      ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims, dispose: () => buffer.destroy() }),
    );
  }
  device.queue.submit([commands.finish()]);
  if (wait) await device.queue.onSubmittedWorkDone();
  return { cache, bytes };
}
