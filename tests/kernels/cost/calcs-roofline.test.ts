import { describe, expect, it, test } from 'vitest';
import { rooflineCalcs } from '../../../kernels/cost/calcs/roofline';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/running-example';
import { BookError } from '../../../kernels/errors';

const value = (id: string, change = {}) =>
  rooflineCalcs[`roofline.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

/** Worked from the data sheets (A100: 312 and 624 tera-operations, 2,039 GB/s) and the shape of Llama-3.1-70B. */
const expected: Record<string, number> = {
  stepIntensity: 22.8332,
  weightsIntensity: 31.9994,
  attentionIntensity: 8,
  prefillIntensity: 2046.704,
  busyShare: 0.14922,
  ridge: 153.0162,
  ridgeEight: 306.0324,
  ridgeSequences: 153,
  ridgeSequencesW16a16: 153,
  ridgeSequencesW4a16: 39,
  ridgeSequencesW8a8: 153,
  limitIntensity: 59.7828,
  limitShare: 0.390696,
  ridgeContext: 2926,
  firstPrompt: 156,
  overtakes: 93,
  busyAtSixtyFour: 0.215959,
  intensityAtSixtyFour: 33.0452,
  ridgeA100: 153.0162,
  ridgeH100: 295.2239,
  ridgeH200: 206.0417,
  ridgeB200Fp4: 1125,
  achievedA100: 0.86859,
  achievedMi300x: 0.511094,
  attentionMha: 1,
  attentionMla: 241.7778,
  calmSpeed: 1.95652,
  gemvGain: 2.58357,
  gemmGain: 7.5822,
  floorGain: 7.81448,
};

describe('each number of the prose, under the running example', () => {
  it.each(Object.entries(expected))('%s', (id, wanted) => {
    expect(value(id) / wanted).toBeCloseTo(1, 4);
  });

  test('the table of floors: rows grow with the batch, columns cross where the prose says', () => {
    for (const way of ['w16a16', 'w4a16', 'w8a8']) {
      const row = [1, 64, 128, 256].map((sequences) => value(`${way}At${sequences}`));
      expect([...row].sort((a, b) => a - b)).toEqual(row);
    }
    expect(value('w4a16At64')).toBeLessThan(value('w8a8At64'));
    expect(value('w4a16At128')).toBeGreaterThan(value('w8a8At128'));
    expect(value('w4a16At256')).toBe(value('w16a16At256'));
    expect(value('w4a16Prefill')).toBe(value('w16a16Prefill'));
    expect(value('w16a16Prefill') / value('w8a8Prefill')).toBeCloseTo(1.962, 3);
  });
});

test('numbers follow the Setup', () => {
  expect(value('ridge', { acceleratorId: 'h100-sxm' })).toBeCloseTo(295.22, 2);
  expect(value('attentionIntensity', { kvFormat: 'fp8' })).toBe(16);
  expect(value('weightsIntensity', { weightFormat: 'int8', batch: 64 })).toBeCloseTo(128, 1);
  // A cache of half the bytes doubles the limit, and more than doubles the context that batching can bear.
  expect(value('limitIntensity', { kvFormat: 'fp8' })).toBeCloseTo(2 * value('limitIntensity'), 6);
  expect(value('ridgeContext', { kvFormat: 'fp8' })).toBeGreaterThan(2 * value('ridgeContext'));
});

test('the derivation’s terms give the context beyond which no batch helps', () => {
  const { terms } = rooflineCalcs['roofline.ridgeContext'](RUNNING_EXAMPLE);
  const [products, read, attention] = terms.map((term) => term.value);
  expect(Math.ceil(products / (read - attention))).toBe(value('ridgeContext'));
});

test('a device that states no rate has no ridge, rather than a wrong one', () => {
  expect(() => value('ridge', { acceleratorId: 'apple-m2-pro' })).toThrow(BookError);
  expect(Number.isFinite(value('attentionIntensity', { acceleratorId: 'apple-m2-pro' }))).toBe(true);
});
