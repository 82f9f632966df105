import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { bytesGenerators } from '../../../kernels/practice/generators/bytes';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant, variantTexts } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = bytesGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};
const always = (name: string, hold: (v: Record<string, number>, answer: number) => void) =>
  fc.assert(
    fc.property(seeds, (seed) => {
      const { v, answer } = draw(name, seed);
      hold(v, answer);
    }),
  );

describe.each(Object.keys(bytesGenerators))('generator %s', (name) => {
  it('gives a finite, positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(bytesGenerators[name], seed);
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
    expect(new Set(Array.from({ length: 40 }, (_, seed) => draw(name, seed).answer)).size).toBeGreaterThan(3);
  });
});

describe('the answers follow from what the reader is given', () => {
  it('weights, capacity, logits, scores', () => {
    always('weightBytes', (v, answer) => expect(answer).toBeCloseTo((v.billions * 1e9 * v.bits) / 8, 3));
    always('capacityDecimal', (v, answer) => expect(answer).toBe(v.cards * v.gib * 2 ** 30));
    always('logitsBytes', (v, answer) => expect(answer).toBe(6 * v.positions * v.vocabulary));
    always('scoreBytes', (v, answer) => expect(answer).toBe(v.batch * v.heads * v.tokens ** 2 * v.each));
  });

  it('crossing: that many tokens weigh what the weights do', () => {
    always('crossing', (v, answer) =>
      expect(answer * v.sequences * v.kib * 1024).toBeCloseTo(v.gigabytes * 1e9, 1),
    );
  });

  it('sequences that fit: one more does not', () => {
    always('sequencesThatFit', (v, answer) => {
      const each = v.tokens * v.kib * 1024;
      expect(answer * each).toBeLessThanOrEqual(v.left * 1e9);
      expect((answer + 1) * each).toBeGreaterThan(v.left * 1e9);
    });
  });

  it('the square in three peaks: found again from the peaks alone', () => {
    always('squareInPeaks', (v, answer) => {
      const curve = v.third - v.second - 2 * (v.second - v.first);
      expect(v.curve).toBeCloseTo(curve, 9);
      expect(((curve * 16) / 6) * 2 ** 30).toBeCloseTo(answer, 0);
      expect(answer).toBeLessThan(v.third * 2 ** 30);
    });
  });
});
