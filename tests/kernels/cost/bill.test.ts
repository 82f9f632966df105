import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bill, rateAt } from '../../../kernels/cost/bill/compute';
import { billParams, billPresets, MOST_SEQUENCES } from '../../../kernels/cost/bill/params';
import { receipt } from '../../../kernels/cost/receipt';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';
import { parseParams } from '../../../kernels/simulator';

const ofSetup = billPresets.setup.params;
const billOf = (setup: Setup, values = ofSetup) => bill(setup, values)!;

describe('one decode step and its trade', () => {
  it('is the worked example', () => {
    const result = billOf(RUNNING_EXAMPLE);
    expect(result.step.floorSeconds * 1e3).toBeCloseTo(27.575, 3);
    expect(result.alone.floorSeconds * 1e3).toBeCloseTo(17.373, 3);
    expect(result.here.readerRate).toBeCloseTo(36.264, 3);
    expect(result.here.machineRate).toBeCloseTo(1160.45, 2);
    expect(result.share.weightsBytes).toBe(139_006_066_688 / 32);
    expect(result.share.cacheBytes).toBeCloseTo(8192 * 327_680, 3);
    expect([result.largestSequences, result.fits]).toEqual([75, true]);
  });

  it('is the receipt of the same Setup, for any model with or without a window', () => {
    for (const modelId of ['llama-3.1-8b', 'gemma-3-12b', 'deepseek-v3', 'mixtral-8x7b']) {
      const setup = { ...RUNNING_EXAMPLE, modelId, batch: 7, contextTokens: 5000 };
      const [result, paid] = [billOf(setup), receipt(setup)];
      expect(1 / result.here.readerRate / paid.floorSeconds).toBeCloseTo(1, 9);
      expect(result.share.flops / paid.token.arithmeticFlops).toBeCloseTo(1, 9);
      expect(result.share.cacheBytes / paid.token.cacheReadBytes).toBeCloseTo(1, 6);
    }
  });

  it('spends the bandwidth to the last byte while fetching is the longer job', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MOST_SEQUENCES }),
        fc.integer({ min: 256, max: 65_536 }),
        (sequences, tokensEach) => {
          const result = billOf(RUNNING_EXAMPLE, { sequences, tokensEach });
          const { readerRate, machineRate } = result.here;
          const spent = readerRate / result.readerLimit + machineRate / result.machineLimit;
          expect(machineRate).toBeLessThanOrEqual(result.arithmeticLimit * (1 + 1e-9));
          if (result.step.boundBy === 'memory') expect(spent).toBeCloseTo(1, 9);
          else expect(spent).toBeLessThan(1);
        },
      ),
    );
  });

  it('never gives both: more sequences, longer wait, cheaper or equal token', () => {
    const result = billOf(RUNNING_EXAMPLE, billPresets.short.params);
    for (let sequences = 1; sequences < MOST_SEQUENCES; sequences++) {
      const [less, more] = [rateAt(result, sequences), rateAt(result, sequences + 1)];
      expect(more.readerRate).toBeLessThan(less.readerRate);
      expect(more.machineRate).toBeGreaterThanOrEqual(less.machineRate * (1 - 1e-12));
    }
  });

  it('fits as many as the crossovers say, and none where the weights do not fit', () => {
    expect(billOf(RUNNING_EXAMPLE, { sequences: 76, tokensEach: 8192 }).fits).toBe(false);
    expect(billOf({ ...RUNNING_EXAMPLE, devices: 1 })).toMatchObject({ largestSequences: 0, fits: false });
  });

  it('makes out no bill for a device without a rate of arithmetic', () => {
    expect(bill({ ...RUNNING_EXAMPLE, acceleratorId: 'apple-m4' }, ofSetup)).toBeUndefined();
    expect(() => bill({ ...RUNNING_EXAMPLE, acceleratorId: 'nothing' }, ofSetup)).toThrow('catalog');
  });

  it('answers odd addresses', () => {
    const { values, issues } = parseParams(billParams, { sequences: '100000', tokensEach: 'many' });
    expect(values).toEqual({ sequences: MOST_SEQUENCES, tokensEach: 0 });
    expect(issues).toHaveLength(2);
  });
});
