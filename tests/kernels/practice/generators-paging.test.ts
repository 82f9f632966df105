import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagingGenerators } from '../../../kernels/practice/generators/paging';
import { createBlockPool, freeBlocks } from '../../../kernels/serving/kv/block-pool';
import { forkTable, growTable } from '../../../kernels/serving/kv/block-table';
import { generatorChecks } from './generator-checks';

const { draw, numbers, check } = generatorChecks(pagingGenerators);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the answers follow from what the reader is given', () => {
  check('bytesPerToken', (v) => 2 * v.layers * v.heads * v.width * v.bytes);
  check('blocksNeeded', (v) => Math.floor((v.tokens + v.block - 1) / v.block));
  check('reservedShare', (v) => (v.prompt + v.half) / v.longest);
  check('sequencesThatFit', (v) => Math.floor(v.blocks / Math.ceil(v.tokens / v.block)));
  check('swapTime', (v) => (2 * v.tokens * v.kib * 1024) / v.rate / 1e9);
  check(
    'batchGain',
    (v) => v.many / (v.weights + v.many * v.cache) / (v.few / (v.weights + v.few * v.cache)),
  );

  it('slotOf reads the table that is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { values, answer } = draw('slotOf', seed);
        const { block, token, table } = values as { block: number; token: number; table: string };
        const blocks = table.split(', ').map(Number);
        expect(answer).toBe(blocks[Math.floor(token / block)] * block + (token % block));
      }),
    );
  });

  it('forkBlocks is what a block pool hands out when the answers are written', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers('forkBlocks', seed);
        const pool = createBlockPool(2000);
        const all = freeBlocks(pool).length;
        const prompt = growTable(pool, [], 0, v.prompt, v.block)!.table;
        const tables = [prompt, ...Array.from({ length: v.answers - 1 }, () => forkTable(pool, prompt))];
        for (const table of tables) growTable(pool, table, v.prompt, v.total, v.block);
        expect(all - freeBlocks(pool).length).toBe(answer);
      }),
      { numRuns: 100 },
    );
  });

  it('blocksNeeded lands on a block’s edge often enough to catch an off-by-one', () => {
    const edges = Array.from({ length: 100 }, (_, seed) => numbers('blocksNeeded', seed).v);
    expect(edges.filter((v) => v.tokens % v.block === 0).length).toBeGreaterThan(15);
  });
});
