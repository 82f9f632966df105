import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../kernels/numbers/random';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant, variantTexts } from '../../../kernels/practice/variant';

type Generators = Readonly<Record<string, Parameters<typeof drawVariant>[0]>>;
type Numbers = Record<string, number>;

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/**
 * What holds of every generator of a chapter's exercises, as tests; and the means to say what each asks for.
 * `check` recomputes the answer from what the reader is given, in another way than the generator does.
 */
export function generatorChecks(generators: Generators) {
  const draw = (name: string, seed: number) => generators[name](createRandom(seed) as Random);
  const numbers = (name: string, seed: number) => {
    const { values, answer } = draw(name, seed);
    return { v: values as Numbers, answer };
  };

  describe.each(Object.keys(generators))('generator %s', (name) => {
    it('gives a finite, positive answer that can be typed as it is printed', () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const variant = drawVariant(generators[name], seed);
          expect(variant.answer).toBeGreaterThan(0);
          for (const lang of ['en', 'zh'] as const) {
            const typed = answerText(variant.answer, variant.unit, lang);
            expect(gradeNumeric(typed, variant).feedback, typed).toBe('correct');
            // No dust of binary fractions in what the reader sees.
            for (const [key, text] of Object.entries(variantTexts(variant, lang))) {
              expect([key, text.length < 24 || text.includes(',')]).toEqual([key, true]);
            }
          }
        }),
        { numRuns: 200 },
      );
    });

    it('is a function of the seed, and draws more than three variants', () => {
      expect(draw(name, 5)).toEqual(draw(name, 5));
      const answers = new Set(Array.from({ length: 40 }, (_, seed) => draw(name, seed).answer));
      expect(answers.size).toBeGreaterThan(3);
    });
  });

  /** Holds of whatever the generator draws. */
  const always = (name: string, hold: (v: Numbers, answer: number, seed: number) => void) =>
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers(name, seed);
        hold(v, answer, seed);
      }),
      { numRuns: 200 },
    );
  /** A test: the answer, computed from the values within a relative error. */
  const check = (name: string, answerOf: (v: Numbers) => number, within = 1e-9) =>
    it(name, () =>
      always(name, (v, answer) => expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(within)),
    );
  return { draw, numbers, always, check };
}
