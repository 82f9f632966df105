/**
 * What a variant asks of a device, in numbers that a page can check before it builds anything. Every limit named here
 * is one that WebGPU guarantees at some size; none of the variants needs a feature. `timestamp-query` is used where it
 * is there, to time without the queue's own delays.
 */
import type { DeviceLimits } from '../limits';
import { attentionVariants, type VariantId } from './ids';
import { type AttentionProblem, type Layout, rowSize } from './problem';
import { buffersWgsl, rowsWgsl, sizesWgsl } from './wgsl/shared';
import { v1 } from './wgsl/v1';
import { v2 } from './wgsl/v2';
import { v3 } from './wgsl/v3';
import { v4, v5 } from './wgsl/v4';

/** The feature that makes times exact. */
export const optionalFeatures = ['timestamp-query'] as const;

type Sizes = Pick<AttentionProblem, 'shape' | 'tableWidth' | 'lengths'>;

interface Variant {
  readonly source: string;
  readonly element: 'f32' | 'vec4f';
  /** Workgroups of the first kernel, by dimension. */
  groups(sizes: Sizes): readonly [number, number, number];
  /** Bytes of workgroup memory, all variables together. */
  workgroupBytes(sizes: Sizes): number;
  /** Bytes of the buffer between two kernels. */
  partialBytes?(sizes: Sizes): number;
}

const THREADS = 64;
/** As in wgsl/v1.ts and wgsl/v4.ts. */
const V1_THREADS = 32;
const TILE = 16;
const PART_TOKENS = 256;
const longest = ({ lengths }: Sizes) => Math.max(1, ...lengths);
const parts = (sizes: Sizes) => Math.ceil(longest(sizes) / PART_TOKENS);
const groupBytes = ({ shape: { heads, kvHeads, headDim } }: Sizes) => {
  const quads = headDim / 4;
  const share = heads / kvHeads;
  return 16 * (share * quads + TILE * (quads + 1) + THREADS) + 4 * (share * TILE + 2 * share + THREADS);
};

const variants: Readonly<Record<VariantId, Variant>> = {
  v1: {
    source: v1,
    element: 'f32',
    groups: ({ shape, lengths }) => [Math.ceil(shape.heads / V1_THREADS), lengths.length, 1],
    workgroupBytes: () => 0,
  },
  v2: {
    source: v2,
    element: 'f32',
    groups: ({ shape, lengths }) => [shape.heads, lengths.length, 1],
    workgroupBytes: (sizes) => 4 * (longest(sizes) + THREADS),
  },
  v3: {
    source: v3,
    element: 'vec4f',
    groups: ({ shape, lengths }) => [shape.heads, lengths.length, 1],
    workgroupBytes: () => 4 * 2 * THREADS + 16 * THREADS,
  },
  v4: {
    source: v4,
    element: 'vec4f',
    groups: ({ shape, lengths }) => [shape.kvHeads, lengths.length, 1],
    workgroupBytes: groupBytes,
  },
  v5: {
    source: v5,
    element: 'vec4f',
    groups: (sizes) => [sizes.shape.kvHeads, sizes.lengths.length, parts(sizes)],
    workgroupBytes: groupBytes,
    partialBytes: (sizes) => {
      const { heads, headDim } = sizes.shape;
      return sizes.lengths.length * heads * parts(sizes) * (headDim + 4) * 4;
    },
  },
};

/** The whole text of a kernel, as it is compiled. Its header says what is new and why it is faster. */
export function attentionWgsl(id: VariantId, layout: Layout, sizes: Sizes): string {
  const { source, element } = variants[id];
  const end = source.search(/^(?!\/\/)/m);
  const [header, body] = [source.slice(0, end), source.slice(end)];
  return `${header}\n${sizesWgsl(sizes)}${buffersWgsl(element)}${rowsWgsl[layout]}${body}`;
}

export interface Dispatch {
  readonly entryPoint: 'main' | 'merge';
  readonly groups: readonly [number, number, number];
}

/** The kernels of a variant in order. */
export function dispatchesOf(id: VariantId, sizes: Sizes): Dispatch[] {
  const variant = variants[id];
  const main: Dispatch = { entryPoint: 'main', groups: variant.groups(sizes) };
  if (!variant.partialBytes) return [main];
  return [main, { entryPoint: 'merge', groups: [sizes.shape.heads, sizes.lengths.length, 1] }];
}

export function partialBytes(id: VariantId, sizes: Sizes): number {
  return variants[id].partialBytes?.(sizes) ?? 16;
}

/** What a problem needs, to ask an adapter for. */
export function limitsFor(sizes: Sizes, ids: readonly VariantId[] = attentionVariants): DeviceLimits {
  const { shape, lengths, tableWidth } = sizes;
  const row = rowSize(shape) * 4;
  // Blocks round every sequence up; that is the larger of the two layouts.
  const blocks = lengths.reduce((sum, length) => sum + Math.ceil(length / shape.blockTokens), 0);
  const largest = Math.max(
    Math.max(blocks, 1) * shape.blockTokens * row,
    lengths.length * tableWidth * 4,
    lengths.length * shape.heads * shape.headDim * 4,
    ...ids.map((id) => partialBytes(id, sizes)),
  );
  const most = (read: (id: VariantId) => number) => Math.max(...ids.map(read));
  return {
    maxStorageBufferBindingSize: largest,
    maxBufferSize: largest,
    maxComputeWorkgroupStorageSize: most((id) => variants[id].workgroupBytes(sizes)),
    maxComputeWorkgroupsPerDimension: most((id) =>
      Math.max(...dispatchesOf(id, sizes).flatMap(({ groups }) => groups)),
    ),
  };
}
