import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerators } from '../../../kernels/catalog/accelerators';
import { models } from '../../../kernels/catalog/models';
import { memoryPlanner, stackOrder } from '../../../kernels/cost/memory-planner/compute';
import { plannerParams, plannerPresets } from '../../../kernels/cost/memory-planner/params';
import { planMemory, planTerms } from '../../../kernels/cost/plan-memory';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';
import { defaultParams } from '../../../kernels/simulator';

const plan = (setup: Setup, values = {}) =>
  memoryPlanner(setup, { ...defaultParams(plannerParams), ...values });

describe('the memory planner', () => {
  it('shows the running example as the Setup says it', () => {
    const { plan: here, sequences, tokensEach, curves, crossover, crossoverAlone } = plan(RUNNING_EXAMPLE);
    expect([sequences, tokensEach]).toEqual([32, 8192]);
    expect(here.total / 1e9).toBeCloseTo(262.683, 3);
    expect(here.capacity / 1e9).toBeCloseTo(343.597, 3);
    expect([curves.tokensEach.fitsUpTo, curves.sequences.fitsUpTo]).toEqual([15_908, 62]);
    expect(crossover).toEqual({ tokens: 13_458, reached: true });
    expect(crossoverAlone).toEqual({ tokens: 430_626, reached: false });
  });

  it('stacks every part exactly once', () => {
    expect([...stackOrder].sort()).toEqual([...planTerms].sort());
  });

  it('counts the written scores of the fourth scene by the square', () => {
    const { plan: here } = plan(RUNNING_EXAMPLE, plannerPresets.written.params);
    expect(here.scores).toBe(10 * 4 * 64 * 8192 ** 2);
    expect(here.fits).toBe(false);
  });

  it('says the last number that fits: one more does not', () => {
    const setups = fc.record({
      modelId: fc.constantFrom(...models.map((model) => model.id)),
      acceleratorId: fc.constantFrom(...accelerators.map((row) => row.id)),
      devices: fc.constantFrom(1, 2, 4, 8),
      weightFormat: fc.constantFrom('bf16', 'int8', 'int4-g128'),
      kvFormat: fc.constantFrom('bf16', 'fp8'),
      batch: fc.integer({ min: 1, max: 300 }),
      contextTokens: fc.integer({ min: 1, max: 200_000 }),
    });
    fc.assert(
      fc.property(setups, fc.constantFrom('none', 'vllm', 'fused', 'eager'), (setup, engine) => {
        const { curves, sequences, tokensEach, longestTokens } = plan(setup, { engine });
        const fits = (batch: number, contextTokens: number) =>
          planMemory({
            ...setup,
            model: setup.modelId,
            accelerator: setup.acceleratorId,
            engine: engine as 'none',
            batch,
            contextTokens,
          }).fits;
        for (const [value, at, most] of [
          [curves.tokensEach.fitsUpTo, (n: number) => fits(sequences, n), longestTokens],
          [curves.sequences.fitsUpTo, (n: number) => fits(n, tokensEach), 4096],
        ] as const) {
          if (value > 0) expect(at(value)).toBe(true);
          if (value < most) expect(at(value + 1)).toBe(false);
        }
        expect(curves.tokensEach.to).toBeGreaterThanOrEqual(tokensEach);
        expect(curves.sequences.to).toBeGreaterThanOrEqual(sequences);
      }),
      { numRuns: 150 },
    );
  });

  it('asks in its exercise for what no scene shows and the dials can reach', () => {
    const asked = (values: Record<string, string | number>) => {
      const { sequences, plan: here } = plan(RUNNING_EXAMPLE, values);
      return sequences <= 2 && here.scores >= 1e11;
    };
    for (const scene of Object.values(plannerPresets)) expect(asked(scene.params)).toBe(false);
    expect(asked({ engine: 'eager', sequences: 2, tokensEach: 9000 })).toBe(true);
    expect(asked({ engine: 'eager', sequences: 2, tokensEach: 4500 })).toBe(false);
  });

  it('is quick enough to follow a dragging hand', () => {
    const began = performance.now();
    for (let turn = 0; turn < 20; turn++) plan(RUNNING_EXAMPLE, { tokensEach: 1000 + turn });
    expect((performance.now() - began) / 20).toBeLessThan(16);
  });
});
