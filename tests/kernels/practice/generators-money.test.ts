import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { moneyGenerators } from '../../../kernels/practice/generators/money';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = moneyGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(moneyGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(moneyGenerators[name], seed);
        expect(variant.answer).toBeGreaterThan(0);
        for (const lang of ['en', 'zh'] as const) {
          const typed = answerText(variant.answer, variant.unit, lang);
          expect(gradeNumeric(typed, variant).feedback, typed).toBe('correct');
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
          expect(answerOf(v) / answer).toBeCloseTo(1, 6);
        }),
        { numRuns: 200 },
      );
    });

  check('deviceHours', (v) => (v.devices * 1e6) / v.rate / 3600);
  check(
    'promptShare',
    (v) => (v.prompt * v.promptCost) / (v.prompt * v.promptCost + v.answer * v.answerCost),
  );
  check('realHours', (v) => v.floor / (v.reached / 100) / (v.busy / 100));
  check('ownedHour', (v) => v.price / (8766 * v.years) + (v.watts / 1000) * v.kilowattHour);
  check('breakEven', (v) => v.price / (Number(v.rent) - Number(v.electricity)));
  check('joulesPerToken', (v) => (v.devices * v.watts) / v.rate);
  check('gramsPerMillion', (v) => ((v.joules * 1e6) / 3.6e6) * v.grams);
});
