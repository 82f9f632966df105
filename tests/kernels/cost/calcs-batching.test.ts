import { describe, expect, it } from 'vitest';
import { batchingCalcs } from '../../../kernels/cost/calcs/batching';
import { guidedScene } from '../../../kernels/cost/calcs/batching-simulated';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { LANE_IDS } from '../../../kernels/serving/batching/params';

const value = (id: string, change = {}) =>
  batchingCalcs[`batching.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on batching: steps', () => {
  it('shares the weights among the batch', () => {
    const alone = value('stepAlone');
    const together = value('stepBatch');
    expect(together).toBeGreaterThan(alone);
    expect(value('batchSlower')).toBeCloseTo(together / alone, 12);
    expect(value('batchGain')).toBeCloseTo((32 * alone) / together, 12);
    // 8,192 tokens of 320 KiB, against all weights of the model.
    expect(value('evenSequences')).toBe(Math.ceil(141107412992 / (8192 * 327680)));
    expect(value('stepBatch', { batch: 1 })).toBe(alone);
  });

  it('bounds a pause by the budget', () => {
    expect(value('chunkSeconds')).toBeLessThan(value('promptSeconds'));
    expect(value('chunkSeconds')).toBeGreaterThan(value('stepBatch'));
    expect(value('promptStall')).toBe(Math.round(value('promptSeconds') / value('stepBatch')));
    // A batch larger than the budget fills it with answers alone.
    expect(Number.isFinite(value('chunkSeconds', { batch: 1000 }))).toBe(true);
  });

  it('divides bytes by the link', () => {
    expect(value('transferBytes')).toBe(2048 * 327680);
    expect(value('transferSeconds')).toBeCloseTo((2048 * 327680) / 50e9, 12);
    expect(value('transferBytes', { kvFormat: 'fp8' })).toBe(1024 * 327680);
  });
});

describe('calcs of the chapter on batching: the first scene', () => {
  it('serves everybody under every policy', () => {
    for (const policy of LANE_IDS) {
      const { metrics } = guidedScene(policy);
      expect([policy, metrics.finished, metrics.unfinished, metrics.impossible]).toEqual([policy, 16, 0, 0]);
    }
  });

  it('shows what the text says of it', () => {
    expect(value('staticBusyPlaces')).toBeGreaterThan(0.5);
    expect(value('staticBusyPlaces')).toBeLessThan(0.9);
    expect(guidedScene('orca').busyPlaces).toBe(1);
    expect(value('orcaTtft')).toBeLessThan(value('staticTtft'));
    expect(value('chunkedTpot')).toBeLessThan(value('v0Tpot'));
    const kept = ['staticKept', 'orcaKept', 'v1Kept', 'apartKept'].map((id) => value(id));
    expect(kept).toEqual([...kept].sort((a, b) => a - b));
    expect(guidedScene('vllm-v1').metrics.preemptions).toBeGreaterThan(0);
    expect(guidedScene('vllm-v0').metrics.preemptions).toBeGreaterThan(0);
  });
});

describe('calcs of the chapter on batching: a published run', () => {
  it('explains an interval by the answers’ step and the prompts of others', () => {
    expect(value('nimPrefillShare')).toBeCloseTo(0.040677, 9);
    expect(value('nimPredicted')).toBeCloseTo(value('nimStep') + value('nimPrefillShare'), 12);
    // A fifth above what was measured, and the answers alone about half of it.
    expect(value('nimPredicted') / value('nimBusyItl')).toBeCloseTo(1.2, 1);
    expect(value('nimStep') / value('nimBusyItl')).toBeCloseTo(0.5, 1);
  });
});
