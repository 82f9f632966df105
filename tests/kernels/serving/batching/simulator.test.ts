import { describe, expect, it } from 'vitest';
import { RUNNING_EXAMPLE } from '../../../../kernels/cost/setup';
import {
  emptyIntervals,
  intervalQuantile,
  noteInterval,
} from '../../../../kernels/serving/batching/intervals';
import { batchingParams, batchingPresets, LANE_IDS } from '../../../../kernels/serving/batching/params';
import { createPolicyRun } from '../../../../kernels/serving/batching/policy-run';
import { batchingSimulator, readBatchingState } from '../../../../kernels/serving/batching/simulator';
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
      if (step === 60) paused = JSON.stringify(state);
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

  it('refuses a file that is none', () => {
    for (const text of ['', '{}', '[]', 'null', '{"version":1,"nowSeconds":0}']) {
      expect(() => readBatchingState(text)).toThrow('batching.file');
    }
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
    expect(of('long-prompts', 'sarathi').itl.p99).toBeLessThan(0.6 * of('long-prompts', 'vllm-v0').itl.p99);
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
