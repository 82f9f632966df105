import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { latencyGenerators } from '../../../kernels/practice/generators/latency';
import { gradeNumeric } from '../../../kernels/practice/grading';
import { answerText, drawVariant } from '../../../kernels/practice/variant';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = (name: string, seed: number) => {
  const { values, answer } = latencyGenerators[name](createRandom(seed));
  return { v: values as Record<string, number>, answer };
};

describe.each(Object.keys(latencyGenerators))('generator %s', (name) => {
  it('gives a positive answer that can be typed as it is printed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const variant = drawVariant(latencyGenerators[name], seed);
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
  const check = (name: string, within: number, answerOf: (v: Record<string, number>) => number) =>
    it(name, () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const { v, answer } = draw(name, seed);
          expect(Math.abs(answerOf(v) / answer - 1)).toBeLessThan(within);
        }),
        { numRuns: 200 },
      );
    });

  check('stepFloor', 1e-9, (v) => Math.max((v.weights + v.cache) / v.bandwidth, v.compute) / 1e3);
  check('firstToken', 1e-9, (v) => (2 * v.billions * v.prompt) / (v.teraflops * 1e3));
  check('endToEnd', 1e-9, (v) => (v.ttft + (v.tokens - 1) * v.tpot) / 1e3);
  check('shareOfBound', 1e-9, (v) => (v.billions * v.bits * 125) / v.bandwidth / v.measured);
  // Printed times are rounded to a hundredth of a millisecond; the tolerance of the answer covers it.
  check('fixedCost', 0.02, (v) => {
    const slope = (v.measuredWide - v.measuredNarrow) / (v.wide - v.narrow);
    return (v.measuredNarrow - slope * v.narrow) / 1e3;
  });
  check('readersInterval', 0.01, (v) => v.sequences / v.throughput);
  check('prefillTurn', 1e-9, (v) => (v.bytes * v.teraflops) / v.bandwidth / 2);
});
