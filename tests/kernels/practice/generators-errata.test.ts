import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { errataGenerators } from '../../../kernels/practice/generators/errata';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = errataGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(errataGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(errataGenerators[name], seed);
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
          expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(1e-9);
        }),
        { numRuns: 200 },
      );
    });

  check('headFactor', (v) => v.heads / v.kvHeads);
  check('leftOnCard', (v) => v.memory * 1024 ** 3 - v.billions * v.bits * 1.25e8);
  check('rightDenominator', (v) => (v.before - v.after) / v.before);
  check('fastestStream', (v) => (8 * v.gigabytesPerSecond) / (v.billions * v.bits));
  check('meanWait', (v) => {
    const finished = Array.from({ length: v.requests }, (_, at) => v.seconds * (at + 1));
    return finished.reduce((sum, one) => sum + one, 0) / v.requests / v.batched;
  });
  check('realFactor', (v) => {
    const stored = v.bits + 32 / v.group;
    return (16 * v.tokens) / (16 * v.recent + stored * (v.tokens - v.recent));
  });
});

it('what the note tells is never what is asked for', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const share = draw('rightDenominator', seed);
      expect(Math.abs(share.v.told / 100 - share.answer)).toBeGreaterThan(0.02);
      const stream = draw('fastestStream', seed);
      expect(stream.v.claimed).toBeGreaterThan(1.4 * stream.answer);
      const cache = draw('realFactor', seed);
      expect(cache.v.told).toBeGreaterThan(1.05 * cache.answer);
    }),
    { numRuns: 200 },
  );
});
