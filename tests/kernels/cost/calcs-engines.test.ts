import { describe, expect, test } from 'vitest';
import en from '@/content/en/engines/calcs.json';
import { tgiRatios } from '@/kernels/catalog/engine-comparisons';
import { enginesCalcs } from '@/kernels/cost/calcs/engines';
import { RUNNING_EXAMPLE, type Setup } from '@/kernels/cost/setup';

const value = (id: string, setup: Setup = RUNNING_EXAMPLE) => enginesCalcs[id](setup).value;

describe('the numbers of the chapter on engines', () => {
  test('have a description each, and a finite value', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(enginesCalcs).sort());
    for (const id of Object.keys(enginesCalcs)) expect(Number.isFinite(value(id)), id).toBe(true);
  });

  test('count the table', () => {
    expect(value('engines.cells')).toBe(8 * 13);
    expect(value('engines.silentCells')).toBe(8);
    expect(value('engines.reservedCells')).toBeGreaterThan(20);
    expect(value('engines.sources')).toBeGreaterThan(60);
    expect(value('engines.flags')).toBeGreaterThan(150);
  });

  test('read a published comparison as it is printed', () => {
    expect(tgiRatios().length).toBe(12);
    expect(value('engines.tgiMedian')).toBeCloseTo((55 / 49.8 + 19.9 / 17.5) / 2, 9);
    expect(value('engines.tgiBest')).toBe(13.75);
    expect(value('engines.tgiUnseen')).toBeCloseTo(28.3 / 12.1, 9);
    expect(value('engines.tgiWorst')).toBeCloseTo(12.6 / 13, 9);
    expect(value('engines.claimAfter')).toBeCloseTo(3.1 / 1.8, 9);
    expect(value('engines.claimAfterThatDay')).toBeCloseTo(3.8 / 1.8, 9);
    expect(value('engines.sglangThroughput')).toBeCloseTo(1.042, 3);
    expect(value('engines.sglangFirstToken')).toBeCloseTo(3.564, 3);
    expect(value('engines.sglangWhole')).toBeCloseTo(1.083, 3);
    expect(value('engines.sglangGap')).toBeCloseTo(11.26, 2);
    expect(value('engines.vllmBurst')).toBeCloseTo(9.44, 2);
  });

  test('take three shares of three wholes', () => {
    const [capacity, weights] = [4 * 80 * 2 ** 30, 141_107_412_992];
    expect(value('engines.poolVllm')).toBeCloseTo(0.92 * capacity - weights, -6);
    expect(value('engines.poolTensorRt')).toBeCloseTo(0.9 * (capacity - weights), -6);
    expect(value('engines.poolLmdeploy')).toBeCloseTo(0.8 * (capacity - weights), -6);
    const small = { ...RUNNING_EXAMPLE, modelId: 'llama-3.1-8b' };
    expect(value('engines.poolVllm', small)).toBeGreaterThan(value('engines.poolTensorRt', small));
    expect(value('engines.poolVllm', { ...RUNNING_EXAMPLE, devices: 1 })).toBe(0);
    expect(value('engines.placeBytes')).toBe(8192 * 327_680);
  });

  test('weigh a gigabyte by where it lies', () => {
    expect(value('engines.hostGigabyte')).toBeCloseTo(1 / 89.6, 9);
    expect(value('engines.deviceGigabyte')).toBeCloseTo(1 / 2039, 9);
  });

  test('set a prediction beside a log', () => {
    expect(value('engines.logs')).toBe(11);
    expect(value('engines.logsNear')).toBe(7);
    expect(value('engines.logReported') / 2 ** 30).toBeCloseTo(53.29, 2);
    expect(value('engines.logPredicted') / value('engines.logReported')).toBeLessThan(1.05);
  });
});
