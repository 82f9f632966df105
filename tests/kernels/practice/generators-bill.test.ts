import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { billGenerators } from '../../../kernels/practice/generators/bill';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = billGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(billGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(billGenerators[name], seed);
        expect(variant.answer).toBeGreaterThan(0);
        for (const lang of ['en', 'zh'] as const) {
          const typed = answerText(variant.answer, variant.unit, lang);
          expect(gradeNumeric(typed, variant).feedback).toBe('correct');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('draws more than three variants', () => {
    const answers = new Set(Array.from({ length: 40 }, (_, seed) => draw(name, seed).answer));
    expect(answers.size).toBeGreaterThan(3);
  });
});

describe('the answers follow from what the reader is given', () => {
  const check = (name: string, answerOf: (v: Record<string, number>) => number) =>
    it(name, () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const { v, answer } = draw(name, seed);
          expect(answerOf(v) / answer).toBeCloseTo(1, 9);
        }),
        { numRuns: 200 },
      );
    });

  check('weightsFetched', (v) => v.billions * v.bits * 1.25e8);
  check('tokenShare', (v) => (v.weights / v.sequences + v.cacheEach) / v.bandwidth / 1e3);
  check('busyShare', (v) => v.operations / v.teraflops / (v.fetching / 1e3));
  check('waitInCompany', (v) => (v.weights + v.cacheEach * v.sequences) / (v.weights + v.cacheEach));
  check('middleOfTheLine', (v) => v.weights / ((v.kilobytes * v.tokens) / 1e6));
  check('promisedBatch', (v) => Math.floor((v.bandwidth * v.promise - v.weights) / v.cacheEach));
  check('machineOutput', (v) => (v.bandwidth * 1e3 - v.weights * v.speed) / v.cacheEach);
});
