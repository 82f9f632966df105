/**
 * Pages: memory is cut into blocks of a few tokens; a sequence takes any free block when its last one is full, and a
 * table remembers the order. Forks share blocks until they write. At most one block per sequence is partly empty.
 * Decides block for block what vLLM V1 decides with its prefix cache off (inside.ts runs that one on the same
 * requests). Forks are the paper's: they share a partly filled block and copy it on write, as V0 did.
 * Source: Kwon et al. 2023 (SOSP), §4.
 */
import { ensure } from '../../errors';
import { type BlockPool, checkBlockPool, cloneBlockPool, createBlockPool } from '../kv/block-pool';
import { type BlockTable, blocksFor, forkTable, freeTable, growTable } from '../kv/block-table';
import type { Allocator, MemorySession } from './allocator';
import { type PagingSetup, WATERMARK } from './params';

export interface PagedMemory {
  readonly pool: BlockPool;
  readonly tables: Readonly<Record<number, BlockTable>>;
}

/** Tokens stored in the block at `index` of a table whose sequence stores `stored`. */
function fillOf(index: number, stored: number, blockTokens: number): number {
  return Math.max(0, Math.min(blockTokens, stored - index * blockTokens));
}

export const pagedAllocator: Allocator<PagedMemory> = {
  id: 'paged',
  // The null block holds nobody's tokens; it is not taken out of the pool that all three allocators have alike.
  create: (setup) => ({
    pool: createBlockPool(Math.floor(setup.poolTokens / setup.blockTokens) + 1),
    tables: {},
  }),
  open(memory, setup, onCopy) {
    const { blockTokens } = setup;
    let draft: { pool: BlockPool; tables: Record<number, BlockTable> } | undefined;
    /** Copied at the first change of a step, and not at all in most steps. */
    const own = () => {
      draft ??= { pool: cloneBlockPool(memory.pool), tables: { ...memory.tables } };
      return draft;
    };
    const now = () => draft ?? memory;
    const grow = (owner: number, stored: number, tokens: number): boolean => {
      const table = now().tables[owner] ?? [];
      // Inside its last, unshared block a sequence needs nobody's leave.
      if (tokens <= table.length * blockTokens && now().pool.refs[table[table.length - 1]] === 1) return true;
      const { pool, tables } = own();
      const grown = growTable(pool, table, stored, tokens, blockTokens);
      if (!grown) return false;
      tables[owner] = grown.table;
      if (grown.copy) onCopy('copy', owner, stored % blockTokens);
      return true;
    };
    const session: MemorySession<PagedMemory> = {
      admit(owner, tokensNow, tokensSoon, busy) {
        const { pool } = now();
        const spare = busy ? Math.floor(WATERMARK * pool.size) : 0;
        return blocksFor(tokensSoon, blockTokens) + spare <= pool.freeCount && grow(owner, 0, tokensNow);
      },
      grow,
      fork(parent, child) {
        const { pool, tables } = own();
        tables[child] = forkTable(pool, tables[parent]);
        return true;
      },
      release(owner) {
        const { pool, tables } = own();
        freeTable(pool, tables[owner]);
        delete tables[owner];
      },
      seal: () => draft ?? memory,
    };
    return session;
  },
  visit({ pool, tables }, { blockTokens }, owner, stored, piece) {
    const table = tables[owner] ?? [];
    for (let index = 0; index < table.length; index++) {
      const block = table[index];
      const start = (block - pool.firstBlock) * blockTokens;
      piece(start, blockTokens, fillOf(index, stored, blockTokens), pool.refs[block], block);
    }
  },
  heldTokens: ({ pool }, setup) => (pool.size - pool.firstBlock - pool.freeCount) * setup.blockTokens,
  sharedTokens({ pool, tables }, { blockTokens }, storedBy) {
    let twice = 0;
    for (const [owner, table] of Object.entries(tables)) {
      const stored = storedBy(Number(owner));
      for (let index = 0; index < table.length; index++) {
        const refs = pool.refs[table[index]];
        // Each of the owners sees the same fill, so each accounts for its part of what is not stored again.
        if (refs > 1) twice += (fillOf(index, stored, blockTokens) * (refs - 1)) / refs;
      }
    }
    return Math.round(twice);
  },
  // Any free block will do for anybody.
  unusableHoles: () => [],
  check({ pool, tables }, setup: PagingSetup) {
    checkBlockPool(pool);
    const refs = new Array<number>(pool.size).fill(0);
    for (const table of Object.values(tables)) for (const block of table) refs[block]++;
    for (let block = 0; block < pool.size; block++) {
      ensure(refs[block] === pool.refs[block], 'serving.refs', {
        block,
        kept: pool.refs[block],
        counted: refs[block],
      });
    }
    ensure((pool.size - 1) * setup.blockTokens <= setup.poolTokens, 'serving.poolSize', { size: pool.size });
  },
};
