/**
 * One decode step of attention as plain arrays: every sequence asks with one query per head and looks at all its keys.
 * The same keys and values stand twice: sequence after sequence (`contiguous`), and in blocks of a pool that a block
 * table leads to (`paged`), as in Kwon et al., "Efficient Memory Management for Large Language Model Serving with
 * PagedAttention" (2023). Rows are [kvHead][headDim]; a pool is [block][slot] of rows.
 * Leaves out prefill, masks other than the length, and narrow formats: everything is fp32.
 */
import { ensure } from '../../errors';
import { createRandom } from '../../numbers/random';

export interface AttentionShape {
  readonly heads: number;
  /** Query heads share key and value heads evenly. */
  readonly kvHeads: number;
  /** A multiple of 4. */
  readonly headDim: number;
  readonly blockTokens: number;
}

export type Layout = 'contiguous' | 'paged';

export interface KeysAndValues {
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** `contiguous`: first row of each sequence. `paged`: the block table, [sequence][tableWidth] block ids. */
  readonly places: Uint32Array;
}

export interface AttentionProblem {
  readonly shape: AttentionShape;
  /** Tokens in the cache of each sequence. */
  readonly lengths: Uint32Array;
  /** Blocks that a row of the table has room for. */
  readonly tableWidth: number;
  /** [sequence][head][headDim] */
  readonly queries: Float32Array;
  readonly contiguous: KeysAndValues;
  readonly paged: KeysAndValues;
}

export interface ProblemOptions {
  readonly shape: AttentionShape;
  readonly lengths: readonly number[];
  readonly seed: number;
  /** `shuffled`: blocks lie in the pool as a busy server leaves them. `inOrder`: side by side. */
  readonly tables?: 'shuffled' | 'inOrder';
  /** Makes one number; by default uniform in -1 … 1. */
  readonly value?: (uniform: number) => number;
}

/** Rows of floats that one token takes, in keys or in values. */
export const rowSize = ({ kvHeads, headDim }: AttentionShape) => kvHeads * headDim;

/** Bytes of keys and values that one step has to read at least. Worked: 2 tokens, 2 KV heads of 32 → 1,024. */
export function keyValueBytes({ shape, lengths }: Pick<AttentionProblem, 'shape' | 'lengths'>): number {
  return lengths.reduce((sum, length) => sum + length, 0) * rowSize(shape) * 2 * 4;
}

/** Errors: `attention.bad-shape` {field, value}. */
export function checkShape(shape: AttentionShape): void {
  const { heads, kvHeads, headDim, blockTokens } = shape;
  for (const [field, value] of Object.entries(shape)) {
    ensure(Number.isInteger(value) && value > 0, 'attention.bad-shape', { field, value });
  }
  ensure(heads % kvHeads === 0, 'attention.bad-shape', { field: 'heads', value: heads });
  ensure(headDim % 4 === 0 && headDim <= 256, 'attention.bad-shape', { field: 'headDim', value: headDim });
  ensure(blockTokens <= 65536, 'attention.bad-shape', { field: 'blockTokens', value: blockTokens });
}

/** Seeded numbers in both layouts. Errors: those of `checkShape`, `attention.bad-length` {value}. */
export function makeAttentionProblem({
  shape,
  lengths,
  seed,
  tables = 'shuffled',
  value = (uniform) => uniform,
}: ProblemOptions): AttentionProblem {
  checkShape(shape);
  for (const length of lengths) {
    ensure(Number.isInteger(length) && length >= 0, 'attention.bad-length', { value: length });
  }
  const random = createRandom(seed);
  const fill = (count: number) => {
    const out = new Float32Array(count);
    for (let i = 0; i < count; i++) out[i] = value(2 * random.uniform() - 1);
    return out;
  };
  const size = rowSize(shape);
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  const queries = fill(lengths.length * shape.heads * shape.headDim);
  // WebGPU has no buffers of length zero: an empty cache keeps one row that nobody looks at.
  const keys = fill(Math.max(tokens, 1) * size);
  const values = fill(Math.max(tokens, 1) * size);
  const starts = new Uint32Array(Math.max(lengths.length, 1));
  for (let s = 1; s < lengths.length; s++) starts[s] = starts[s - 1] + lengths[s - 1];

  const blocksOf = lengths.map((length) => Math.ceil(length / shape.blockTokens));
  const tableWidth = Math.max(1, ...blocksOf);
  const blocks = blocksOf.reduce((sum, count) => sum + count, 0);
  const order = Uint32Array.from({ length: blocks }, (_, block) => block);
  if (tables === 'shuffled') shuffle(order, () => random.uniform());
  const table = new Uint32Array(Math.max(lengths.length, 1) * tableWidth);
  const poolSize = Math.max(blocks, 1) * shape.blockTokens * size;
  const paged = { keys: new Float32Array(poolSize), values: new Float32Array(poolSize), places: table };
  let next = 0;
  for (const [s, count] of blocksOf.entries()) {
    for (let b = 0; b < count; b++) {
      const block = order[next++];
      table[s * tableWidth + b] = block;
      const first = b * shape.blockTokens;
      const from = (starts[s] + first) * size;
      const until = from + Math.min(shape.blockTokens, lengths[s] - first) * size;
      paged.keys.set(keys.subarray(from, until), block * shape.blockTokens * size);
      paged.values.set(values.subarray(from, until), block * shape.blockTokens * size);
    }
  }
  return {
    shape,
    lengths: Uint32Array.from(lengths),
    tableWidth,
    queries,
    contiguous: { keys, values, places: starts },
    paged,
  };
}

function shuffle(items: Uint32Array, uniform: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}
