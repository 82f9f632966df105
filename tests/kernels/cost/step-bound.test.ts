import fc from 'fast-check';
import { expect, test } from 'vitest';
import { models } from '../../../kernels/catalog/models';
import { receipt } from '../../../kernels/cost/receipt';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { stepBound } from '../../../kernels/cost/step-bound';
import { stepCoefficients } from '../../../kernels/cost/step-coefficients';

const coefficients = stepCoefficients(RUNNING_EXAMPLE);

test('the running example takes 27.6 ms a step, bound by memory', () => {
  const bound = stepBound(coefficients, 32, 8192);
  expect(bound.floorSeconds * 1e3).toBeCloseTo(27.57, 1);
  expect(bound.boundBy).toBe('memory');
});

test('agrees with the Receipt for every model, batch and context', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...models.map(({ id }) => id)),
      fc.integer({ min: 1, max: 4096 }),
      fc.integer({ min: 0, max: 131072 }),
      (modelId, batch, contextTokens) => {
        const setup = { ...RUNNING_EXAMPLE, modelId, batch, contextTokens };
        const bill = receipt(setup);
        const bound = stepBound(stepCoefficients(setup), batch, contextTokens);
        expect(bound.memorySeconds).toBeCloseTo(bill.memorySeconds, 9);
        expect(bound.computeSeconds / bill.computeSeconds).toBeCloseTo(1, 9);
        expect(bound.boundBy).toBe(bill.boundBy);
      },
    ),
  );
});

test('a larger batch never makes a step faster, and never lowers the rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 131072 }), (batch, context) => {
      const one = stepBound(coefficients, batch, context);
      const more = stepBound(coefficients, batch + 1, context);
      expect(more.floorSeconds).toBeGreaterThanOrEqual(one.floorSeconds);
      expect(more.tokensPerSecond).toBeGreaterThanOrEqual(one.tokensPerSecond * (1 - 1e-12));
    }),
  );
});
