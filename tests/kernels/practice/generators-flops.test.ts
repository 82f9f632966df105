import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { flopsGenerators } from '../../../kernels/practice/generators/flops';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = flopsGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(flopsGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(flopsGenerators[name], seed);
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

  check('matrixFlops', (v) => 2 * v.rows * v.columns * v.tokens);
  check('layerWeights', (v) => v.width * (2 * v.heads * 128 + 2 * v.keyHeads * 128 + 3 * v.ffn));
  check('scoresFlops', (v) => (4 * v.layers * v.width * v.tokens * (v.tokens + 1)) / 2);
  check('crossing', (v) => (v.weights * 1e6) / v.width);
  check('lookingBack', (v) => {
    const back = 4 * v.layers * v.width * v.tokens;
    return back / (2e9 * v.billions + back);
  });
  check('activeParameters', (v) => (v.shared + (v.all * v.chosen) / v.experts) * 1e9);
  check('ceiling', (v) => (v.teraflops * 1e3) / (2 * v.billions));
});
