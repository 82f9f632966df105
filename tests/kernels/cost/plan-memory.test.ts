import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerators } from '@/kernels/catalog/accelerators';
import { modelById, models } from '@/kernels/catalog/models';
import { cachePassesWeights, largestBatch, longestContext, roomBytes } from '@/kernels/cost/crossovers';
import { engineIds } from '@/kernels/cost/engines';
import { cacheCopies, planMemory, planTerms } from '@/kernels/cost/plan-memory';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';

const query = fc.record({
  model: fc.constantFrom(...models),
  accelerator: fc.constantFrom(...accelerators),
  devices: fc.constantFrom(1, 2, 4, 8),
  weightFormat: fc.constantFrom('bf16', 'fp8', 'int4-g128', 'Q4_K'),
  kvFormat: fc.constantFrom('bf16', 'fp8'),
  batch: fc.integer({ min: 1, max: 512 }),
  contextTokens: fc.integer({ min: 1, max: 200_000 }),
  engine: fc.constantFrom(...engineIds),
});

describe('memory plan', () => {
  it('is what the running example says', () => {
    const plan = planMemory({
      model: 'llama-3.1-70b',
      accelerator: 'a100-80-sxm',
      devices: 4,
      batch: 32,
      contextTokens: 8192,
    });
    expect([plan.weights, plan.kvCache, plan.capacity]).toEqual([
      141_107_412_992,
      85_899_345_920,
      4 * 80 * 2 ** 30,
    ]);
    expect(plan.total).toBe(plan.weights + plan.kvCache);
    expect(plan.fits).toBe(true);
    expect(plan.reasons).toEqual([{ id: 'fits', values: { free: plan.capacity - plan.total } }]);
  });

  it('holds its invariants', () => {
    fc.assert(
      fc.property(query, (given) => {
        const plan = planMemory(given);
        expect(planTerms.reduce((sum, term) => sum + plan[term], 0)).toBe(plan.total);
        for (const term of planTerms) expect(plan[term]).toBeGreaterThanOrEqual(0);
        expect(plan.fits).toBe(plan.total <= plan.capacity);
        expect(plan.reasons.some(({ id }) => id === 'fits')).toBe(plan.fits);
        expect(plan.perDevice * given.devices).toBeCloseTo(plan.total, -2);
        const more = planMemory({ ...given, batch: given.batch + 1 });
        expect(more.total).toBeGreaterThanOrEqual(plan.total);
        // Twice the devices hold no more each, and what fitted still fits.
        const wider = planMemory({ ...given, devices: 2 * given.devices });
        expect(wider.perDevice).toBeLessThanOrEqual(plan.perDevice * (1 + 1e-12));
        expect(wider.fits || !plan.fits).toBe(true);
        const longer = planMemory({ ...given, contextTokens: given.contextTokens + 1 });
        expect(longer.total).toBeGreaterThanOrEqual(plan.total);
      }),
      { numRuns: 300 },
    );
  });

  it('names what is to blame', () => {
    const alone = planMemory({ model: 'llama-3.1-70b', accelerator: 'a100-80-sxm', contextTokens: 100 });
    expect(alone.reasons[0]).toMatchObject({ id: 'weights-alone' });
    const scores = planMemory({
      model: 'mistral-7b',
      accelerator: 'a10g',
      batch: 5,
      contextTokens: 4096,
      engine: 'eager',
      weightFormat: 'int4-g128-zp',
    });
    expect(scores.reasons[1]).toMatchObject({ id: 'largest', values: { term: 'scores' } });
    expect(
      planMemory({ model: 'llama-3.1-8b', accelerator: 't4', devices: 3, contextTokens: 1 }).reasons.at(-1),
    ).toMatchObject({ id: 'heads-do-not-divide' });
  });

  it('copies the cache where heads cannot be split', () => {
    expect(cacheCopies(modelById('llama-3.1-70b'), 8)).toBe(1);
    expect(cacheCopies(modelById('qwen2.5-7b'), 8)).toBe(2);
    expect(cacheCopies(modelById('deepseek-v3'), 8)).toBe(8);
  });

  it('keeps at most the window in layers that have one', () => {
    const plan = planMemory({ model: 'gemma-3-12b', accelerator: 'h100-sxm', contextTokens: 8192 });
    expect(plan.kvCache).toBe(2 * 8 * 256 * 2 * (8 * 8192 + 40 * 1024));
  });

  it('refuses nonsense', () => {
    const base = { model: 'llama-2-7b', accelerator: 't4', contextTokens: 1 };
    expect(() => planMemory({ ...base, devices: 0 })).toThrow('plan.bad-count');
    expect(() => planMemory({ ...base, batch: -1 })).toThrow('plan.bad-count');
    expect(() => planMemory({ ...base, engine: 'x' as never })).toThrow('plan.unknown-engine');
  });
});

describe('crossovers', () => {
  it('with 32 sequences at 13.5 K tokens each; alone, never within 128 K', () => {
    expect(cachePassesWeights(RUNNING_EXAMPLE, 32)).toEqual({ tokens: 13_458, reached: true });
    expect(cachePassesWeights(RUNNING_EXAMPLE, 1)).toEqual({ tokens: 430_626, reached: false });
  });

  it('fits exactly as much as the plan allows', () => {
    const plan = (batch: number, contextTokens: number) =>
      planMemory({
        model: RUNNING_EXAMPLE.modelId,
        accelerator: RUNNING_EXAMPLE.acceleratorId,
        devices: 4,
        batch,
        contextTokens,
      }).fits;
    const batch = largestBatch(RUNNING_EXAMPLE);
    expect([batch, plan(batch, 8192), plan(batch + 1, 8192)]).toEqual([75, true, false]);
    const tokens = longestContext(RUNNING_EXAMPLE);
    expect([tokens, plan(32, tokens), plan(32, tokens + 1)]).toEqual([19_310, true, false]);
    expect(roomBytes(RUNNING_EXAMPLE)).toBe(202_489_970_688);
  });

  it('inverts the cache of every model, windows and copies included', () => {
    const setups = fc.record({
      modelId: fc.constantFrom(...models.map(({ id }) => id)),
      devices: fc.constantFrom(1, 2, 4, 8, 16),
      batch: fc.integer({ min: 1, max: 300 }),
      weightFormat: fc.constantFrom('bf16', 'int4-g128'),
      kvFormat: fc.constantFrom('bf16', 'fp8'),
    });
    fc.assert(
      fc.property(setups, (some) => {
        const setup = { ...RUNNING_EXAMPLE, ...some };
        const model = modelById(setup.modelId);
        const plan = (contextTokens: number) =>
          planMemory({ ...some, model, accelerator: setup.acceleratorId, contextTokens });
        const { tokens, reached } = cachePassesWeights(setup, setup.batch);
        expect(reached).toBe(tokens <= model.context);
        if (Number.isFinite(tokens)) {
          expect(plan(tokens).kvCache).toBeGreaterThanOrEqual(plan(tokens).weights);
          expect(plan(tokens - 1).kvCache).toBeLessThan(plan(tokens).weights);
        } else expect(plan(1e9).kvCache).toBeLessThan(plan(1e9).weights);
        const longest = longestContext(setup);
        if (Number.isFinite(longest)) {
          expect(plan(longest).fits).toBe(plan(0).fits);
          expect(plan(longest + 1).fits).toBe(false);
        } else expect(plan(1e9).fits).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
