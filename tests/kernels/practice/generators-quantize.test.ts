import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { quantizeGenerators } from '../../../kernels/practice/generators/quantize';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant, variantTexts } from '../../../kernels/practice/variant';
import { effectiveBits } from '../../../kernels/quantize/accounting';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => quantizeGenerators[name](createRandom(seed));
const numbers = (name: string, seed: number) => {
  const { values, answer } = draw(name, seed);
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(quantizeGenerators))('generator %s', (name) => {
  it('gives a finite, positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(quantizeGenerators[name], seed);
        expect(variant.answer).toBeGreaterThan(0);
        for (const lang of ['en', 'zh'] as const) {
          const typed = answerText(variant.answer, variant.unit, lang);
          expect(gradeNumeric(typed, variant).feedback).toBe('correct');
          for (const text of Object.values(variantTexts(variant, lang))) {
            // No dust of binary fractions in what the reader sees.
            expect(text.length).toBeLessThan(24);
          }
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
          expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(1e-6);
        }),
        { numRuns: 200 },
      );
    });

  check('effectiveBits', (v) => v.bits + (16 + v.zeroBits) / v.group);
  check('symmetricScale', (v) => v.largest / (2 ** (v.bits - 1) - 1));
  check('affineCode', (v) => Math.min(15, Math.max(0, Math.round(v.weight / v.scale) + v.zero)));
  check('modelBytes', (v) => (v.billions * 1e9 * effectiveBits(v.bits, v.group, 16)) / 8);
  check('worstError', (v) => v.largest / (2 ** (v.bits - 1) - 1) / 2);
  check('stepSpeedup', (v) => (v.weights + v.cache) / ((v.weights * v.effective) / 16 + v.cache));
  check('bitsThatFit', (v) => ((v.memory * 2 ** 30 - v.kept * 1e9) * 8) / (v.billions * 1e9));
  check('worthInBits', (v) => Math.log2(v.before) - Math.log2(v.after));

  it('smallestGroup is a power of two that keeps the promise, and half of it does not', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers('smallestGroup', seed);
        const share = (group: number) => v.extra / group / v.bits;
        expect(Number.isInteger(Math.log2(answer))).toBe(true);
        expect(share(answer)).toBeLessThanOrEqual(v.percent / 100 + 1e-12);
        expect(share(answer / 2)).toBeGreaterThan(v.percent / 100);
      }),
    );
  });
});
