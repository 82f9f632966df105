/** What every variant begins with: sizes as constants, the buffers, and the one function in which the layouts differ. */
import type { AttentionProblem, Layout } from '../problem';

export type WgslSizes = Pick<AttentionProblem, 'shape' | 'tableWidth' | 'lengths'>;

/** Sizes become constants, so that loops unroll and the division by the block size becomes a shift. */
export function sizesWgsl({ shape, tableWidth, lengths }: WgslSizes): string {
  const { heads, kvHeads, headDim, blockTokens } = shape;
  return `const HEADS = ${heads}u;
const KV_HEADS = ${kvHeads}u;
const SHARE = ${heads / kvHeads}u; // query heads per KV head
const HEAD_DIM = ${headDim}u;
const BLOCK_TOKENS = ${blockTokens}u;
const TABLE_WIDTH = ${tableWidth}u; // blocks in a row of the table
const LONGEST = ${Math.max(1, ...lengths)}u; // tokens
const SCALE = ${toFloat(1 / Math.sqrt(headDim))};
const LOWEST = -3.0e38;
`;
}

/** @param element how queries, keys, values and the answer are read: four numbers at a time from v3 on. */
export function buffersWgsl(element: 'f32' | 'vec4f'): string {
  return `
@group(0) @binding(0) var<storage, read> queries: array<${element}>; // [sequence][head][dim]
@group(0) @binding(1) var<storage, read> keys: array<${element}>;    // [row][kvHead][dim]
@group(0) @binding(2) var<storage, read> values: array<${element}>;  // [row][kvHead][dim]
@group(0) @binding(3) var<storage, read> lengths: array<u32>;   // tokens of each sequence
@group(0) @binding(4) var<storage, read> places: array<u32>;    // where the rows are
@group(0) @binding(5) var<storage, read_write> answer: array<${element}>; // [sequence][head][dim]
`;
}

/** All that paging changes in a kernel. */
export const rowsWgsl: Readonly<Record<Layout, string>> = {
  contiguous: `
// Contiguous: a sequence's tokens lie one after the other.
fn row_of(sequence: u32, token: u32) -> u32 {
  return places[sequence] + token;
}
`,
  paged: `
// Paged: the block table says where the token's block lies.
fn row_of(sequence: u32, token: u32) -> u32 {
  let block = places[sequence * TABLE_WIDTH + token / BLOCK_TOKENS];
  return block * BLOCK_TOKENS + token % BLOCK_TOKENS;
}
`,
};

/** A number as WGSL writes it, exact to fp32. */
function toFloat(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
}
