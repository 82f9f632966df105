import { describe, expect, it } from 'vitest';
import { billCalcs } from '../../../kernels/cost/calcs/bill';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';

const value = (id: string, change: Partial<Setup> = {}) =>
  billCalcs[`bill.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on the bill', () => {
  it('itemises the step and one token’s share', () => {
    expect(value('weightsRead')).toBe(139_006_066_688);
    expect(value('weightsRead')).toBe(2 * value('parametersRead'));
    expect(value('weightsShare') * 32).toBe(value('weightsRead'));
    expect(value('cacheRead')).toBe(85_899_345_920);
    expect(value('cacheShare')).toBe(8192 * 327_680);
    expect(value('flops') / 1e12).toBeCloseTo(5.135, 3);
    expect(value('flopsShare') * 32).toBe(value('flops'));
    expect(value('memorySeconds') * 1e3).toBeCloseTo(27.575, 3);
    expect(value('computeSeconds') * 1e3).toBeCloseTo(4.115, 3);
    expect(value('floorSeconds')).toBe(value('memorySeconds'));
    expect(value('busyShare')).toBeCloseTo(0.149, 3);
  });

  it('does not share out time', () => {
    expect(value('aloneShare')).toBeCloseTo(0.63, 3);
    expect(value('aloneSeconds') * 1e3).toBeCloseTo(17.373, 3);
    expect(value('tokenSeconds') * 1e6).toBeCloseTo(861.7, 1);
    expect(value('aloneCost')).toBeCloseTo(value('aloneSeconds') / value('tokenSeconds'), 9);
    expect(value('readerRate') * 32).toBeCloseTo(value('machineRate'), 9);
    expect(value('aloneRate')).toBeCloseTo(57.56, 2);
  });

  it('finds the middle of the line and its end', () => {
    expect(value('kneeSequences')).toBe(52);
    expect(value('kneeSeconds')).toBe(2 * value('weightsSeconds'));
    expect(value('leastTokenSeconds') * 1e6).toBeCloseTo(329.1, 1);
    expect(value('tokenSeconds', { batch: 100_000 })).toBeGreaterThan(value('leastTokenSeconds'));
    expect(value('shortWall')).toBeCloseTo((4 * 312e12) / value('flopsShare', { contextTokens: 512 }), 6);
  });

  it('changes one thing at a time', () => {
    expect([value('baseStep'), value('baseRate')]).toEqual([value('floorSeconds'), value('machineRate')]);
    expect(value('baseHeld')).toBe(227_006_758_912);
    expect(value('doubleStep')).toBe(value('floorSeconds', { batch: 64 }));
    expect(value('halfStep')).toBe(value('kvFp8Step'));
    expect(value('devicesStep')).toBeCloseTo(value('baseStep') / 2, 15);
    expect(value('devicesHeld')).toBe(value('baseHeld'));
    expect(value('int4Step') * 1e3).toBeCloseTo(14.926, 3);
    expect(value('int4Held')).toBeLessThan(value('baseHeld') - 100e9);
    expect(value('capacity')).toBe(4 * 80 * 2 ** 30);
  });

  it('spends a saving once', () => {
    expect([value('fullBatch'), value('int4FullBatch')]).toEqual([75, 113]);
    expect(value('fullGain')).toBeCloseTo(1.549, 3);
    expect(value('fullWait')).toBeCloseTo(1.513, 3);
    expect(value('int4FullStep')).toBeGreaterThan(value('baseStep'));
    expect(value('int4FullRate')).toBeGreaterThan(value('int4Rate'));
  });

  it('keeps a promise, or has no batch that does', () => {
    const batch = value('promiseSequences');
    expect(batch).toBe(39);
    expect(value('floorSeconds', { batch })).toBeLessThanOrEqual(value('promiseSeconds'));
    expect(value('floorSeconds', { batch: batch + 1 })).toBeGreaterThan(value('promiseSeconds'));
    expect(value('promiseSequences', { devices: 1 })).toBe(0);
  });

  it('is not beaten by the published trade', () => {
    expect(value('nimAloneBound')).toBeLessThan(0.01858);
    expect(value('nimBusyBound')).toBeLessThan(0.05973);
    expect(value('nimGain')).toBeCloseTo(15.76, 2);
    expect(value('nimWait')).toBeCloseTo(3.215, 3);
  });
});
