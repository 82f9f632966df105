import fc from 'fast-check';
import { expect, it } from 'vitest';
import { multiplyTransposed } from '../../../kernels/numbers/linear';
import { createRandom } from '../../../kernels/numbers/random';
import { roundHalfAway, roundHalfEven } from '../../../kernels/numbers/rounding';

it('multiplies: the worked example', () => {
  const out = multiplyTransposed(Float32Array.of(1, 2), Float32Array.of(3, 4, 5, 6), 1, 2, 2);
  expect([...out]).toEqual([11, 17]);
});

it('equals the plain sum bit for bit, whatever the shape', () => {
  const size = fc.integer({ min: 1, max: 11 });
  fc.assert(
    fc.property(size, size, size, fc.nat(), (rows, inner, outer, seed) => {
      const random = createRandom(seed);
      const x = Float32Array.from({ length: rows * inner }, random.normal);
      const w = Float32Array.from({ length: outer * inner }, random.normal);
      const expected = Float32Array.from({ length: rows * outer }, (_, at) => {
        const [row, n] = [Math.floor(at / outer), at % outer];
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += x[row * inner + k] * w[n * inner + k];
        return sum;
      });
      expect(multiplyTransposed(x, w, rows, inner, outer)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('rounds ties to even, or away from zero', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, -2.5].map(roundHalfEven)).toEqual(
    [0, 2, 2, -0, -2, -2].map((value) => value + 0),
  );
  expect([0.5, 1.5, 2.5, -0.5, -1.5, -2.5].map(roundHalfAway)).toEqual([1, 2, 3, -1, -2, -3]);
  expect(roundHalfEven(2 ** 51 + 0.5)).toBe(2 ** 51);
  expect(roundHalfEven(-(2 ** 51) - 1.5)).toBe(-(2 ** 51) - 2);
  expect(roundHalfEven(1e300)).toBe(1e300);
  expect(roundHalfEven(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  fc.assert(
    fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (x) => {
      const floor = Math.floor(x);
      const part = x - floor;
      const up = part > 0.5 || (part === 0.5 && Math.abs(floor % 2) === 1);
      expect(roundHalfEven(x) + 0).toBe(floor + (up ? 1 : 0));
    }),
  );
});
