import { describe, expect, it } from 'vitest';
import { CASE_CAPACITY, matchRuns, TOLERANCE } from '../../../kernels/cost/oom-case/compute';
import { caseParams, casePresets, solvedCase } from '../../../kernels/cost/oom-case/params';
import { caseRuns, cureOf } from '../../../kernels/cost/oom-case/runs';
import type { ParamValues } from '../../../kernels/simulator';

const GIB = 2 ** 30;
const run = (values: ParamValues) => matchRuns(caseRuns, values);

describe('the out-of-memory case', () => {
  it('is matched by the terms that the code of both sides shows', () => {
    const solved = run(solvedCase);
    expect([solved.matched, solved.rows.length, solved.solved]).toEqual([13, 13, true]);
    for (const { arm, error = 0 } of solved.rows) expect(Math.abs(error)).toBeLessThanOrEqual(TOLERANCE[arm]);
    expect(solved.outOfMemoryPeak / GIB).toBeCloseTo(31.37, 2);
    expect(solved.outOfMemoryPeak).toBeGreaterThan(CASE_CAPACITY);
    // What is left out has weight: no AWQ row lies below its prediction.
    for (const { arm, error } of solved.rows)
      if (arm === 'awq' && error !== undefined) expect(error).toBeLessThan(0);
  });

  it('is matched by no other setting of the switches', () => {
    let settings: Record<string, string>[] = [{}];
    for (const { key, choices = [] } of caseParams)
      settings = settings.flatMap((one) => choices.map((choice) => ({ ...one, [key]: choice })));
    expect(settings).toHaveLength(864);
    expect(settings.filter((values) => run(values).solved)).toEqual([solvedCase]);
  });

  it('is matched by no single suspect, and two of them explain a side each', () => {
    const matched = (preset: keyof typeof casePresets) => run(casePresets[preset].params).matched;
    expect([matched('opened'), matched('cache'), matched('weights')]).toEqual([0, 0, 0]);
    expect([matched('logits'), matched('scores')]).toEqual([7, 6]);
    for (const suspect of ['cache', 'weights', 'logits'] as const)
      expect(run(casePresets[suspect].params).outOfMemoryPeak, suspect).toBeLessThan(CASE_CAPACITY);
  });

  it('is cured by fused attention, as the later pair of rows confirms', () => {
    const cure = cureOf();
    expect(cure.peak / GIB).toBeCloseTo(10.03, 2);
    expect([cure.longestWritten, cure.longestFused]).toEqual([3264, 12_032]);
    expect(cure.published / GIB).toBeCloseTo(1.09, 9);
    expect(cure.growth.total / GIB).toBeCloseTo(1.07, 2);
    expect(cure.growth.scoresAvoided / GIB).toBe(3.75);
    const at4096 = cure.points.find(({ tokens }) => tokens === 4096);
    expect(at4096?.fused).toBe(cure.peak);
  });
});
