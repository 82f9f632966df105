import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { pagingGenerators } from '../../../kernels/practice/generators/paging';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant, variantTexts } from '../../../kernels/practice/variant';
import { createBlockPool, freeBlocks } from '../../../kernels/serving/kv/block-pool';
import { forkTable, growTable } from '../../../kernels/serving/kv/block-table';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => pagingGenerators[name](createRandom(seed));
const numbers = (name: string, seed: number) => {
  const { values, answer } = draw(name, seed);
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(pagingGenerators))('generator %s', (name) => {
  it('gives a finite, positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(pagingGenerators[name], seed);
        expect(variant.answer).toBeGreaterThan(0);
        for (const lang of ['en', 'zh'] as const) {
          const typed = answerText(variant.answer, variant.unit, lang);
          expect(gradeNumeric(typed, variant).feedback).toBe('correct');
          for (const text of Object.values(variantTexts(variant, lang))) expect(text.length).toBeLessThan(24);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is a function of the seed, and draws more than one variant', () => {
    expect(draw(name, 5)).toEqual(draw(name, 5));
    const answers = new Set(Array.from({ length: 40 }, (_, seed) => draw(name, seed).answer));
    expect(answers.size).toBeGreaterThan(3);
  });
});

describe('the answers follow from what the reader is given', () => {
  const check = (name: string, answerOf: (v: Record<string, number>) => number) =>
    it(name, () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const { v, answer } = numbers(name, seed);
          expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(1e-9);
        }),
        { numRuns: 200 },
      );
    });

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
