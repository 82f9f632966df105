import { describe, expect, it } from 'vitest';
import { latencyCalcs } from '../../../kernels/cost/calcs/latency';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';

const value = (id: string, change = {}) =>
  latencyCalcs[`latency.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on one token’s time: the request', () => {
  it('bounds the step by its larger job', () => {
    expect(value('memorySeconds')).toBeCloseTo((139006066688 + 85899345920) / (4 * 2.039e12), 12);
    expect(value('computeSeconds') * 1e3).toBeCloseTo(4.115, 3);
    expect(value('floorSeconds')).toBe(value('memorySeconds'));
    expect(value('sumSeconds')).toBe(value('memorySeconds') + value('computeSeconds'));
    expect(value('aloneSeconds') * 1e3).toBeCloseTo(17.373, 3);
  });

  it('does not take latency for one over throughput', () => {
    expect(value('throughput')).toBeCloseTo(1160.45, 2);
    expect(value('inverseThroughput')).toBeCloseTo(1 / value('throughput'), 15);
    expect(value('floorSeconds') / value('inverseThroughput')).toBeCloseTo(32, 9);
  });

  it('spends little of a chat turn before the first token', () => {
    expect(value('ttft') * 1e3).toBeCloseTo(229.07, 2);
    expect(value('promptFlops')).toBeCloseTo(value('ttft') * 4 * 312e12, -6);
    expect(value('tpot') * 1e3).toBeCloseTo(27.339, 3);
    expect(value('endToEnd')).toBeCloseTo(value('ttft') + 511 * value('tpot'), 12);
    expect(value('ttftShare')).toBeCloseTo(0.0161, 4);
    expect(Math.round(value('answerWorth'))).toBe(244);
    expect(value('answerGrowth')).toBeGreaterThan(0);
  });

  it('turns from memory to arithmetic near half the ridge times the bytes of a weight', () => {
    expect(value('prefillTurn')).toBe(156);
    expect(value('prefillTurn', { weightFormat: 'int4' })).toBeLessThan(45);
  });

  it('follows the Setup', () => {
    expect(value('ttft', { devices: 8 })).toBeCloseTo(value('ttft') / 2, 9);
    expect(value('tpot', { acceleratorId: 'h100-sxm' })).toBeLessThan(value('tpot'));
  });
});

describe('calcs of the chapter on one token’s time: measurements', () => {
  it('counts the rows', () => {
    expect([value('rows'), value('rowsTimed'), value('rowsBelow')]).toEqual([115, 113, 0]);
    expect(value('closest')).toBeCloseTo(0.917, 3);
    expect(value('farthest')).toBeCloseTo(0.106, 3);
  });

  it('condemns the table by its own method', () => {
    expect(value('tableShare')).toBeCloseTo(0.24, 3);
    expect(value('tableShareRtx')).toBeCloseTo(0.741, 3);
    expect(value('tableShareV100')).toBeCloseTo(0.385, 3);
    expect(value('tableBound') / 0.029).toBeCloseTo(value('tableShare'), 9);
    expect(value('bandwidthRatio')).toBeCloseTo(2039 / 1008, 9);
    expect(value('gptFastSeven') * 3).toBeLessThan(0.029);
  });

  it('tells fixed cost from lost bandwidth', () => {
    expect(value('gptFastFixed') * 1e3).toBeCloseTo(3.11, 2);
    expect(value('gptFastRate')).toBeCloseTo(1.01, 2);
    expect(value('llamaCppFixedRtx') * 1e3).toBeCloseTo(3.11, 2);
    expect(value('llamaCppRateRtx')).toBeCloseTo(0.98, 2);
    expect(value('llamaCppRateA100')).toBeCloseTo(0.45, 2);
  });

  it('has speculation above its bound and a batch divided below', () => {
    expect(value('speculativeShare')).toBeGreaterThan(1);
    expect(value('speculativeGain')).toBeCloseTo(48.4 / 25.25, 9);
    expect(value('dividedByBatch')).toBeCloseTo(1 / 1185.25, 12);
    expect(value('dividedByBatch')).toBeLessThan(value('dividedBound'));
  });

  it('finds 8 bits slower than 16 in one engine', () => {
    expect(value('qwenEight')).toBeGreaterThan(value('qwenSixteen'));
  });

  it('adds NVIDIA’s published parts up to its published throughput', () => {
    expect(500 / value('nimEndToEnd')).toBeCloseTo(51.67, 1);
    expect(value('nimTtft')).toBeGreaterThan(value('nimTtftBound'));
    expect(value('nimItl')).toBeGreaterThan(value('nimItlBound'));
    expect(value('nimBusyItl') * value('nimBusyThroughput')).toBeGreaterThan(40);
  });
});
