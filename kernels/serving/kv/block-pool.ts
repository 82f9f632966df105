/**
 * The physical blocks of a KV cache: which are free, how many tables refer to each, which content hash each carries.
 * Models the block pool of vLLM V1: block 0 is a null block that is never handed out, the free queue is a doubly
 * linked list popped at its front, a freed block keeps its hash until it is handed out again.
 * Leaves out: the map from hash to block (prefix-cache.ts) and every device-side fact.
 * Source: vLLM V1 block pool and free queue; Kwon et al. 2023 (SOSP), §4.
 *
 * A pool is plain JSON. Its functions change it in place; who needs the old one clones it first.
 */
import { BookError, ensure } from '../../errors';
import type { BlockKey } from './block-hash';

export interface BlockPool {
  /** Blocks counted with the null block. */
  readonly size: number;
  /** 1 with a null block, 0 without (vLLM V0 had none). */
  readonly firstBlock: number;
  /** Links of the free queue. Index `size` is the ring's sentinel: next[size] is the front, prev[size] the back. */
  next: number[];
  prev: number[];
  /** Tables that refer to each block. */
  refs: number[];
  /** Content hash by block, null where there is none. */
  hashes: (BlockKey | null)[];
  freeCount: number;
}

const UNLINKED = -1;

/** A pool with every block free, in the order of their ids. Worked: createBlockPool(4) has free blocks 1, 2, 3. */
export function createBlockPool(size: number, options: { nullBlock?: boolean } = {}): BlockPool {
  const firstBlock = options.nullBlock === false ? 0 : 1;
  ensure(Number.isInteger(size) && size > firstBlock, 'serving.poolSize', { size });
  const pool: BlockPool = {
    size,
    firstBlock,
    next: new Array(size + 1).fill(UNLINKED),
    prev: new Array(size + 1).fill(UNLINKED),
    refs: new Array(size).fill(0),
    hashes: new Array<BlockKey | null>(size).fill(null),
    freeCount: 0,
  };
  pool.next[size] = size;
  pool.prev[size] = size;
  for (let block = firstBlock; block < size; block++) link(pool, block, pool.prev[size]);
  return pool;
}

export function cloneBlockPool(pool: BlockPool): BlockPool {
  return {
    ...pool,
    next: pool.next.slice(),
    prev: pool.prev.slice(),
    refs: pool.refs.slice(),
    hashes: pool.hashes.slice(),
  };
}

/** Puts a block behind `after` in the free queue. */
function link(pool: BlockPool, block: number, after: number): void {
  const before = pool.next[after];
  pool.next[after] = block;
  pool.prev[block] = after;
  pool.next[block] = before;
  pool.prev[before] = block;
  pool.freeCount++;
}

function unlink(pool: BlockPool, block: number): void {
  const { next, prev } = pool;
  next[prev[block]] = next[block];
  prev[next[block]] = prev[block];
  next[block] = UNLINKED;
  prev[block] = UNLINKED;
  pool.freeCount--;
}

/** Hands out the block at the front of the free queue, with one reference. It loses its hash: that is eviction. */
export function popBlock(pool: BlockPool): number {
  if (pool.freeCount === 0) throw new BookError('serving.poolEmpty', { size: pool.size });
  const block = pool.next[pool.size];
  unlink(pool, block);
  pool.hashes[block] = null;
  pool.refs[block] = 1;
  return block;
}

/** One more table refers to the block. A free block, found again by its hash, leaves the free queue. */
export function touchBlock(pool: BlockPool, block: number): void {
  if (!(block >= pool.firstBlock && block < pool.size)) throw new BookError('serving.noSuchBlock', { block });
  if (pool.refs[block] === 0) unlink(pool, block);
  pool.refs[block]++;
}

/** Where freed blocks without a hash go: to the front (vLLM V1 of 2026) or to the back like all others (v0.9.2). */
export type UnhashedGo = 'front' | 'back';

/**
 * One table fewer refers to each of these blocks, which are given tail first. Those left without a reference become
 * free: unhashed ones at the front of the queue in the order given, hashed ones at the back, so that content worth
 * keeping is evicted last and the head of a sequence later than its tail.
 */
export function releaseBlocks(
  pool: BlockPool,
  blocks: readonly number[],
  unhashedGo: UnhashedGo = 'front',
): void {
  let lastAtFront = pool.size;
  for (const block of blocks) {
    // Not `ensure`: its data object would be made for every block of a long run.
    if (!(pool.refs[block] > 0)) throw new BookError('serving.doubleFree', { block });
    if (--pool.refs[block] > 0) continue;
    if (unhashedGo === 'back' || pool.hashes[block] !== null) {
      link(pool, block, pool.prev[pool.size]);
    } else {
      link(pool, block, lastAtFront);
      lastAtFront = block;
    }
  }
}

/** Ids in the free queue, front first. */
export function freeBlocks(pool: BlockPool): number[] {
  const ids: number[] = [];
  for (let block = pool.next[pool.size]; block !== pool.size; block = pool.next[block]) {
    ids.push(block);
    // A broken ring must not hang the caller.
    ensure(ids.length <= pool.size, 'serving.freeQueueLoop', { size: pool.size });
  }
  return ids;
}

/** Every block is either in the free queue once or referred to; links agree both ways; the count is right. */
export function checkBlockPool(pool: BlockPool): void {
  const free = freeBlocks(pool);
  const seen = new Set(free);
  ensure(seen.size === free.length, 'serving.freeTwice', { free: free.length });
  ensure(free.length === pool.freeCount, 'serving.freeCount', { counted: free.length, kept: pool.freeCount });
  for (let block = pool.firstBlock; block < pool.size; block++) {
    ensure(seen.has(block) === (pool.refs[block] === 0), 'serving.freeOrReferenced', {
      block,
      refs: pool.refs[block],
    });
  }
  for (const block of [...free, pool.size]) {
    ensure(pool.prev[pool.next[block]] === block, 'serving.freeQueueLinks', { block });
  }
}
