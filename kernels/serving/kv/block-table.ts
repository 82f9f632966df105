/**
 * Block tables: which physical blocks hold a sequence, in order. A table only ever grows at its end.
 * Sharing is by reference count; a shared last block that is still partly empty is copied before it is written.
 * Models the tables of vLLM V0 (copy-on-write for parallel and beam sampling). V1 shares only full blocks and so
 * never copies; it uses the same functions and never meets the copy.
 * Source: Kwon et al. 2023 (SOSP), §4.3–4.4; order of operations as in vLLM V0's block table.
 */
import { type BlockPool, popBlock, releaseBlocks, touchBlock } from './block-pool';

export type BlockTable = readonly number[];

/** A copy that copy-on-write asks for: the content of `from` goes to `to` before the next write. */
export interface BlockCopy {
  readonly from: number;
  readonly to: number;
}

/** Blocks that hold `tokens` tokens. Worked: blocksFor(33, 16) → 3. */
export function blocksFor(tokens: number, blockTokens: number): number {
  return Math.ceil(tokens / blockTokens);
}

/** Free blocks that growing from `stored` to `tokens` tokens takes, the copy of a shared last block included. */
export function blocksToGrow(
  pool: BlockPool,
  table: BlockTable,
  stored: number,
  tokens: number,
  blockTokens: number,
): number {
  const added = Math.max(0, blocksFor(tokens, blockTokens) - table.length);
  return added + (copyAt(pool, table, stored, tokens, blockTokens) >= 0 ? 1 : 0);
}

/** Position of the partly filled last block when it is shared and about to be written, else -1. */
function copyAt(
  pool: BlockPool,
  table: BlockTable,
  stored: number,
  tokens: number,
  blockTokens: number,
): number {
  if (tokens <= stored || stored % blockTokens === 0) return -1;
  const last = Math.floor(stored / blockTokens);
  return last < table.length && pool.refs[table[last]] > 1 ? last : -1;
}

/**
 * Makes room for `tokens` tokens in a table that stores `stored`. Changes the pool; returns the table (the same
 * object when nothing was added) and the copy to make, or undefined with the pool untouched when blocks are short.
 * Worked, blocks of 4: a table [1, 2] shared by two, 6 tokens stored, one more → table [1, 3], copy 2 → 3.
 */
export function growTable(
  pool: BlockPool,
  table: BlockTable,
  stored: number,
  tokens: number,
  blockTokens: number,
): { table: BlockTable; copy?: BlockCopy } | undefined {
  const needed = blocksToGrow(pool, table, stored, tokens, blockTokens);
  if (needed > pool.freeCount) return undefined;
  if (needed === 0) return { table };
  const at = copyAt(pool, table, stored, tokens, blockTokens);
  const grown = table.slice();
  // Room first, then the copy: the order decides which block ids are handed out.
  while (grown.length < blocksFor(tokens, blockTokens)) grown.push(popBlock(pool));
  if (at < 0) return { table: grown };
  const from = grown[at];
  releaseBlocks(pool, [from]);
  grown[at] = popBlock(pool);
  return { table: grown, copy: { from, to: grown[at] } };
}

/** A second owner for every block of the table. No block is taken. */
export function forkTable(pool: BlockPool, table: BlockTable): BlockTable {
  for (const block of table) touchBlock(pool, block);
  return table;
}

/** Gives the table's blocks back, tail first. */
export function freeTable(pool: BlockPool, table: BlockTable): void {
  releaseBlocks(pool, table.toReversed());
}
