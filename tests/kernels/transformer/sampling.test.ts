import { expect, test } from 'vitest';
import { expBelowZero } from '../../../kernels/numbers/exp';
import { createRandom } from '../../../kernels/numbers/random';
import { sampleToken, samplingDistribution, softmaxRow } from '../../../kernels/transformer/sampling';

test('the exponential of the softmax agrees with the engine’s own', () => {
  const random = createRandom(1);
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    const x = -random.uniform() * 690 * 10 ** random.integer(-6, 0);
    worst = Math.max(worst, Math.abs(expBelowZero(x) / Math.exp(x) - 1));
  }
  expect(worst).toBeLessThan(5e-15);
  expect([0, -1000, Number.NEGATIVE_INFINITY].map(expBelowZero)).toEqual([1, 0, 0]);
  expect(expBelowZero(Number.NaN)).toBeNaN();
});

test('the distribution is the one that sampleToken draws from, in any temperature and top-p', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const random = createRandom(seed);
    const logits = Float32Array.from({ length: random.integer(1, 24) }, () => random.normal() * 4);
    const options = {
      temperature: random.pick([0, 0.3, 1, 2]),
      topP: random.pick([1, 0.95, 0.6, 0.05]),
    };
    const row = samplingDistribution(logits, options);
    expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    // As if sampleToken were asked at every place: the share of a token is the width of its stretch.
    const order = Array.from(row.keys()).filter((token) => row[token] > 0);
    order.sort((a, b) => row[b] - row[a] || a - b);
    let from = 0;
    for (const token of order) {
      const middle = from + row[token] / 2;
      if (row[token] > 1e-9) expect(sampleToken(logits, middle, options)).toBe(token);
      from += row[token];
    }
  }
});

test('bad options are refused; worked example', () => {
  const logits = [0, Math.log(3)];
  expect(Array.from(softmaxRow(logits))[0]).toBeCloseTo(0.25, 14);
  expect(Array.from(samplingDistribution(logits, { topP: 0.7 }))).toEqual([0, 1]);
  expect(Array.from(samplingDistribution(logits, { temperature: 0 }))).toEqual([0, 1]);
  for (const options of [{ temperature: -1 }, { topP: 0 }, { topP: 1.5 }])
    expect(() => samplingDistribution(logits, options)).toThrow('sampling.bad-option');
});
