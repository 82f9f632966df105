import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyIntervals } from '../../../../kernels/serving/batching/intervals';
import {
  meets,
  quantile,
  servingMetrics,
  spreadOf,
  tpotOf,
  ttftOf,
} from '../../../../kernels/serving/metrics/metrics';
import type { RequestRecord } from '../../../../kernels/serving/request';

const record = (change: Partial<RequestRecord>): RequestRecord => ({
  id: 0,
  arrivalSeconds: 1,
  startSeconds: 1,
  firstTokenSeconds: 1.5,
  finishSeconds: 2.5,
  outputTokens: 11,
  preemptions: 0,
  status: 'finished',
  ...change,
});
const totals = {
  nowSeconds: 11,
  busySeconds: 5,
  blockSeconds: 20,
  tokenSeconds: 240,
  blockTokens: 16,
  hitTokens: 50,
  scheduledTokens: 150,
  stamps: { intervals: emptyIntervals() },
};
const slo = { ttftSeconds: 0.6, tpotSeconds: 0.1 };

describe('metrics', () => {
  it('by hand', () => {
    expect(ttftOf(record({}))).toBe(0.5);
    expect(tpotOf(record({}))).toBeCloseTo(0.1, 12);
    expect(tpotOf(record({ outputTokens: 1, finishSeconds: 1.5 }))).toBeNull();
    expect(spreadOf([1, 2, 3, 4])).toMatchObject({ count: 4, mean: 2.5, p50: 2.5 });
    expect(spreadOf([1, 2, 3, 4]).p90).toBeCloseTo(3.7, 12);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('counts the unfinished and averages them nowhere', () => {
    const slow = record({
      id: 1,
      finishSeconds: null,
      status: 'running',
      outputTokens: 3,
      firstTokenSeconds: 9,
    });
    const never = record({
      id: 2,
      startSeconds: null,
      firstTokenSeconds: null,
      finishSeconds: null,
      outputTokens: 0,
      status: 'impossible',
    });
    const metrics = servingMetrics([record({}), slow, never], slo, totals, 8);
    expect(metrics).toMatchObject({ requests: 3, finished: 1, unfinished: 1, impossible: 1, seconds: 10 });
    expect(metrics.ttft).toMatchObject({ count: 1, mean: 0.5 });
    expect(metrics.endToEnd.count).toBe(1);
    expect(metrics.attainment).toBeCloseTo(1 / 3, 12);
    expect(metrics.goodput).toBeCloseTo(0.1, 12);
    expect(metrics.tokensPerSecond).toBeCloseTo(1.4, 12);
    expect(metrics.utilisation).toBeCloseTo(0.5, 12);
    expect(metrics.memoryUse).toBeCloseTo(0.5, 12);
    // 240 token-seconds in 320 slot-seconds; 50 of 200 prompt tokens were found.
    expect(metrics.fragmentation).toBeCloseTo(0.25, 12);
    expect(metrics.hitRate).toBeCloseTo(0.25, 12);
  });

  it('goodput never exceeds what was served, and both grow with the promise', () => {
    const times = fc.record({
      wait: fc.double({ min: 0, max: 3, noNaN: true }),
      each: fc.double({ min: 0, max: 0.3, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(times, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (rows, ttft) => {
          const records = rows.map(({ wait, each }, id) =>
            record({ id, firstTokenSeconds: 1 + wait, finishSeconds: 1 + wait + each * 10 }),
          );
          const tight = servingMetrics(records, { ttftSeconds: ttft, tpotSeconds: 0.1 }, totals);
          const loose = servingMetrics(records, { ttftSeconds: ttft * 2, tpotSeconds: 0.2 }, totals);
          expect(tight.goodput).toBeLessThanOrEqual(tight.requestsPerSecond + 1e-12);
          expect(tight.goodput).toBeLessThanOrEqual(loose.goodput);
          const met = records.filter((one) => meets(one, { ttftSeconds: ttft, tpotSeconds: 0.1 })).length;
          expect(tight.attainment).toBeCloseTo(met / records.length, 12);
        },
      ),
    );
  });
});
