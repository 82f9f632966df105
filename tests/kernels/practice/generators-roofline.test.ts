import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { rooflineGenerators } from '../../../kernels/practice/generators/roofline';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = rooflineGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(rooflineGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(rooflineGenerators[name], seed);
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
  const check = (name: string, answerOf: (v: Record<string, number>) => number, within = 1e-9) =>
    it(name, () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const { v, answer } = draw(name, seed);
          expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(within);
        }),
        { numRuns: 200 },
      );
    });

  // The operations are printed with two decimals.
  check('intensity', (v) => (1000 * v.teraflop) / v.gigabytes, 0.02);
  check('ridge', (v) => v.rate / v.terabytes);
  check('ridgeBatch', (v) => (v.perByte * v.bits) / 16);
  check('attention', (v) => (2 * v.heads) / v.kvHeads / (v.bits / 8));
  check(
    'stepTime',
    (v) => Math.max((v.weights + v.cache) / v.bandwidth, (1000 * v.teraflop) / v.rate) / 1000,
  );
  check('limit', (v) => (2e6 * v.billions) / (v.tokens * v.kilobytes));
  check('busy', (v) => v.step / v.perByte);
  check('weightOnlyGain', (v) => Math.min(4, v.perByte / v.sequences));
});

it('reading and arithmetic are never so close that rounding decides', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { v } = draw('stepTime', seed);
      const ratio = (1000 * v.teraflop) / v.rate / ((v.weights + v.cache) / v.bandwidth);
      expect(Math.abs(Math.log(ratio))).toBeGreaterThan(0.2);
    }),
    { numRuns: 200 },
  );
});
