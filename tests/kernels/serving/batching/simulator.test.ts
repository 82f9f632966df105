import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUNNING_EXAMPLE } from '../../../../kernels/cost/setup';
import { BookError } from '../../../../kernels/errors';
import {
  emptyIntervals,
  intervalQuantile,
  noteInterval,
} from '../../../../kernels/serving/batching/intervals';
import {
  batchingParams,
  batchingPresets,
  LANE_IDS,
  longestTokens,
  turnedAway,
} from '../../../../kernels/serving/batching/params';
import { createPolicyRun } from '../../../../kernels/serving/batching/policy-run';
import { readBatchingState, writeBatchingState } from '../../../../kernels/serving/batching/saved-state';
import { type BatchingState, batchingSimulator } from '../../../../kernels/serving/batching/simulator';
import { servingMetrics } from '../../../../kernels/serving/metrics/metrics';
import { defaultParams } from '../../../../kernels/simulator';

const small = { ...defaultParams(batchingParams), requests: 5, outputTokens: 12, promptTokens: 200 };

describe('the simulator', () => {
  it('runs all policies to their end, step by step, and every state survives being written down', () => {
    let state = batchingSimulator.init(small, 3);
    expect(batchingSimulator.describe(state).messageId).toBe('empty');
    let paused = '';
    for (let step = 0; ; step++) {
      const next = batchingSimulator.step(state);
      if (next.events.length === 0 && LANE_IDS.every((lane) => next.state.lanes[lane].done)) break;
      expect(next.state.nowSeconds).toBeGreaterThanOrEqual(state.nowSeconds);
      state = next.state;
      if (step === 60) paused = writeBatchingState(state);
      if (step % 40 === 0) batchingSimulator.invariants(state);
    }
    expect(batchingSimulator.describe(state)).toMatchObject({ messageId: 'running' });
    let again = readBatchingState(paused);
    for (;;) {
      const next = batchingSimulator.step(again);
      if (next.state === again) break;
      again = next.state;
    }
    const metrics = batchingSimulator.metrics(again);
    for (const lane of LANE_IDS) {
      expect(metrics[lane]).toMatchObject({ finished: 5, unfinished: 0 });
      expect(metrics[lane]).toEqual(batchingSimulator.metrics(state)[lane]);
    }
  });

  it('goes on to the same end from a file of any moment', () => {
    const end = (from: BatchingState) => {
      let state = from;
      for (
        let next = batchingSimulator.step(state);
        next.state !== state;
        next = batchingSimulator.step(state)
      ) {
        state = next.state;
      }
      return state;
    };
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(80), (seed, pause) => {
        let state = batchingSimulator.init({ ...small, requests: 3, outputTokens: 6 }, seed);
        for (let step = 0; step < pause; step++) state = batchingSimulator.step(state).state;
        expect(end(readBatchingState(writeBatchingState(state)))).toEqual(end(state));
      }),
      { numRuns: 12 },
    );
  });

  it('refuses a file that is none, is damaged, or is of another version', () => {
    for (const text of ['', '{}', '[]', 'null', '{"format":"batching-state","version":1}']) {
      expect(() => readBatchingState(text)).toThrow('batching.file');
    }
    const good = writeBatchingState(batchingSimulator.init(small, 3));
    expect(() => readBatchingState(good.replace('"version":1', '"version":2'))).toThrow('batching.version');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom('', '0', 'x', '"'), (at, instead) => {
        const bad = good.slice(0, at) + instead + good.slice(at + 1);
        if (bad === good) return;
        expect(() => readBatchingState(bad)).toThrow(BookError);
      }),
      { numRuns: 300 },
    );
  });

  it('says before the run how many of a trace are turned away, as every policy then does', () => {
    const params = defaultParams(batchingParams);
    const trace = [
      [0, 9_999_999, 10],
      [0.5, 100, 10],
      [1, longestTokens(params) - 10, 10],
      [1, longestTokens(params) - 9, 10],
    ].map(([arrivalSeconds, promptTokens, outputTokens], id) => ({
      id,
      arrivalSeconds,
      promptTokens,
      outputTokens,
    }));
    expect(turnedAway(trace, params)).toBe(2);
    for (const lane of LANE_IDS) {
      const run = createPolicyRun(lane, { params, seed: 1, setup: RUNNING_EXAMPLE, trace });
      while (run.advance());
      const metrics = servingMetrics(run.records(), { ttftSeconds: 1, tpotSeconds: 1 }, run, run.blocks);
      expect([lane, metrics.impossible, metrics.unfinished, metrics.finished]).toEqual([lane, 2, 0, 2]);
    }
  });

  it('refuses dials out of their bounds', () => {
    expect(() => batchingSimulator.init({ requests: 0 }, 1)).toThrow('serving.param');
    expect(() => batchingSimulator.init({ arrivals: 'never' }, 1)).toThrow('serving.param');
    expect(() => batchingSimulator.init({}, -1)).toThrow('serving.seed');
  });

  it.each(Object.keys(batchingPresets))('preset %s serves everybody it can, under every policy', (preset) => {
    const { params, seed } = batchingPresets[preset];
    for (const lane of LANE_IDS) {
      const run = createPolicyRun(lane, {
        params: { ...defaultParams(batchingParams), ...params },
        seed,
        setup: RUNNING_EXAMPLE,
      });
      while (run.advance());
      const metrics = servingMetrics(run.records(), { ttftSeconds: 1, tpotSeconds: 0.06 }, run, run.blocks);
      expect([lane, metrics.unfinished, metrics.impossible]).toEqual([lane, 0, 0]);
      expect(metrics.finished).toBe(metrics.requests);
    }
  });

  it('continuous batching beats static, and a crowded pool preempts', () => {
    const of = (preset: string, lane: (typeof LANE_IDS)[number]) => {
      const { params, seed } = batchingPresets[preset];
      const run = createPolicyRun(lane, {
        params: { ...defaultParams(batchingParams), ...params },
        seed,
        setup: RUNNING_EXAMPLE,
      });
      while (run.advance());
      return servingMetrics(run.records(), { ttftSeconds: 1, tpotSeconds: 0.06 }, run, run.blocks);
    };
    expect(of('guided', 'orca').endToEnd.mean).toBeLessThan(0.8 * of('guided', 'static').endToEnd.mean);
    expect(of('crowded', 'vllm-v1').preemptions).toBeGreaterThan(0);
    // Whole prompts stop every answer; pieces do not.
    expect(of('longPrompts', 'sarathi').itl.p99).toBeLessThan(0.6 * of('longPrompts', 'vllm-v0').itl.p99);
  });
});

describe('intervals', () => {
  it('percentiles are right within half a per cent, sum and largest exactly', () => {
    const counts = emptyIntervals();
    const values = Array.from({ length: 5000 }, (_, at) => 0.001 * 1.002 ** at);
    for (const value of values) noteInterval(counts, value);
    expect(counts.count).toBe(5000);
    expect(counts.largest).toBe(values[4999]);
    expect(counts.sum).toBeCloseTo(
      values.reduce((a, b) => a + b, 0),
      6,
    );
    for (const share of [0.01, 0.5, 0.9, 0.99, 1]) {
      const exact = values[Math.max(0, Math.ceil(share * 5000) - 1)];
      expect(Math.abs(intervalQuantile(counts, share) / exact - 1)).toBeLessThan(0.0055);
    }
    expect(intervalQuantile(emptyIntervals(), 0.5)).toBeNaN();
  });
});
