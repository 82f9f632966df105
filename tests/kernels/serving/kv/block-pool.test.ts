import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookError } from '@/kernels/errors';
import {
  type BlockPool,
  checkBlockPool,
  cloneBlockPool,
  createBlockPool,
  freeBlocks,
  popBlock,
  releaseBlocks,
  touchBlock,
} from '@/kernels/serving/kv/block-pool';
import { blocksFor, forkTable, freeTable, growTable } from '@/kernels/serving/kv/block-table';

describe('block pool, by hand', () => {
  it('hands out from the front and never the null block', () => {
    const pool = createBlockPool(5);
    expect(freeBlocks(pool)).toEqual([1, 2, 3, 4]);
    expect([popBlock(pool), popBlock(pool)]).toEqual([1, 2]);
    expect(freeBlocks(pool)).toEqual([3, 4]);
    expect(pool.freeCount).toBe(2);
  });

  it('puts freed blocks in front, tail first', () => {
    const pool = createBlockPool(6);
    const table = [popBlock(pool), popBlock(pool), popBlock(pool)];
    freeTable(pool, table);
    expect(freeBlocks(pool)).toEqual([3, 2, 1, 4, 5]);
  });

  it('keeps hashed blocks for last, and a block that is handed out loses its hash', () => {
    const pool = createBlockPool(5);
    const table = [popBlock(pool), popBlock(pool), popBlock(pool)];
    pool.hashes[1] = 'a';
    pool.hashes[2] = 'b';
    freeTable(pool, table);
    expect(freeBlocks(pool)).toEqual([3, 4, 2, 1]);
    touchBlock(pool, 1);
    expect(freeBlocks(pool)).toEqual([3, 4, 2]);
    expect([popBlock(pool), popBlock(pool), popBlock(pool)]).toEqual([3, 4, 2]);
    expect(pool.hashes).toEqual([null, 'a', null, null, null]);
  });

  it('frees a shared block only with its last reference', () => {
    const pool = createBlockPool(4);
    const block = popBlock(pool);
    touchBlock(pool, block);
    releaseBlocks(pool, [block]);
    expect(freeBlocks(pool)).toEqual([2, 3]);
    releaseBlocks(pool, [block]);
    expect(freeBlocks(pool)).toEqual([1, 2, 3]);
  });

  it('copies a shared last block before it is written, and only when it is partly empty', () => {
    const pool = createBlockPool(8);
    const parent = growTable(pool, [], 0, 6, 4)!.table;
    const child = forkTable(pool, parent);
    expect(growTable(pool, child, 6, 7, 4)).toEqual({ table: [1, 3], copy: { from: 2, to: 3 } });
    // The parent is alone now and writes in place.
    expect(growTable(pool, parent, 6, 7, 4)).toEqual({ table: [1, 2] });
    const full = growTable(pool, [], 0, 8, 4)!.table;
    forkTable(pool, full);
    expect(growTable(pool, full, 8, 9, 4)).toEqual({ table: [4, 5, 6] });
  });

  it('refuses without touching anything', () => {
    const pool = createBlockPool(4);
    const before = JSON.stringify(pool);
    expect(growTable(pool, [], 0, 13, 4)).toBeUndefined();
    expect(JSON.stringify(pool)).toBe(before);
  });

  it('names what is wrong', () => {
    expect(() => createBlockPool(1)).toThrow(BookError);
    const pool = createBlockPool(2);
    expect(() => releaseBlocks(pool, [1])).toThrow(/serving.doubleFree/);
    popBlock(pool);
    expect(() => popBlock(pool)).toThrow(/serving.poolEmpty/);
    expect(() => touchBlock(pool, 0)).toThrow(/serving.noSuchBlock/);
  });

  it.each<[string, (pool: BlockPool) => void]>([
    [
      'a lost block',
      (pool) => {
        popBlock(pool);
        pool.refs[1] = 0;
      },
    ],
    [
      'a free block with an owner',
      (pool) => {
        pool.refs[2] = 1;
      },
    ],
    [
      'a wrong count',
      (pool) => {
        pool.freeCount = 1;
      },
    ],
    [
      'a broken link',
      (pool) => {
        pool.prev[3] = 1;
      },
    ],
    [
      'a ring that skips the end',
      (pool) => {
        pool.next[3] = 1;
      },
    ],
  ])('its check notices %s', (_, damage) => {
    const pool = createBlockPool(6);
    damage(pool);
    expect(() => checkBlockPool(pool)).toThrow(BookError);
  });
});

/** A sequence in the model: what it stores; its table is what the pool gave it. */
interface Owner {
  table: readonly number[];
  stored: number;
}

describe('block pool, any order of operations', () => {
  it('keeps reference counts equal to table references and loses no block', () => {
    const operation = fc.record({
      kind: fc.constantFrom('new', 'grow', 'fork', 'free'),
      who: fc.nat(20),
      tokens: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(operation, { maxLength: 60 }),
        (size, blockTokens, operations) => {
          const pool = createBlockPool(size);
          let owners: Owner[] = [];
          for (const { kind, who, tokens } of operations) {
            const owner = owners[who % Math.max(1, owners.length)];
            if (kind === 'new' || !owner) owners.push({ table: [], stored: 0 });
            else if (kind === 'fork')
              owners.push({ table: forkTable(pool, owner.table), stored: owner.stored });
            else if (kind === 'free') {
              freeTable(pool, owner.table);
              owners = owners.filter((other) => other !== owner);
            } else {
              const grown = growTable(pool, owner.table, owner.stored, owner.stored + tokens, blockTokens);
              if (!grown) continue;
              owner.table = grown.table;
              owner.stored += tokens;
              expect(owner.table.length).toBe(blocksFor(owner.stored, blockTokens));
            }
            checkBlockPool(pool);
            const refs = new Array(size).fill(0);
            for (const { table } of owners) for (const block of table) refs[block]++;
            expect(pool.refs).toEqual(refs);
            // A block that two sequences write is never partly filled by both: only full or untouched shared blocks.
            expect(cloneBlockPool(pool)).toEqual(pool);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
