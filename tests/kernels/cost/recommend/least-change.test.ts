import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorById, accelerators } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import { type ChangeSet, stepUp } from '@/kernels/cost/recommend/least-change';
import type { RecommendQuery } from '@/kernels/cost/recommend/query';
import { recommend } from '@/kernels/cost/recommend/recommend';

const fits = (query: RecommendQuery) => recommend(query).configurations.length > 0;
const refusalOf = (query: RecommendQuery) => {
  const { refusal } = recommend(query);
  if (!refusal) throw new Error('it fits');
  return refusal;
};
const singleOf = (changes: readonly ChangeSet[], id: string) =>
  changes.find((set) => set.changes.length === 1 && set.changes[0].id === id);

describe('a refusal', () => {
  it('names the nearest miss and the smallest changes, least first', () => {
    const query: RecommendQuery = {
      model: 'llama-2-13b',
      accelerator: 'rtx-4090',
      devices: 1,
      weightFormats: ['bf16'],
      workload: { contextTokens: 2048, concurrency: 1 },
    };
    const { reasons, changes } = refusalOf(query);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatchObject({
      id: 'memory',
      values: { accelerator: 'rtx-4090', weightFormat: 'bf16' },
    });
    expect(Number(reasons[0].values.needs)).toBeGreaterThan(Number(reasons[0].values.holds));
    expect(changes.map((set) => set.changes[0])).toEqual([
      { id: 'other-accelerator', values: { from: 'rtx-4090', to: 'v100-sxm2-32' }, factor: 32 / 24 },
      { id: 'narrower-weights', values: { from: 16, to: 'Q8_0' }, factor: 16 / 8.5 },
      { id: 'more-devices', values: { from: 1, to: 2 }, factor: 2 },
    ]);
  });

  it('moves sequences and tokens exactly as far as needed', () => {
    const query: RecommendQuery = {
      model: 'llama-2-7b',
      accelerator: 'rtx-4090',
      devices: 1,
      weightFormats: ['bf16'],
      kvFormats: ['bf16'],
      workload: { contextTokens: 4096, concurrency: 16 },
    };
    const { changes } = refusalOf(query);
    const fewer = singleOf(changes, 'fewer-sequences')!;
    const to = Number(fewer.changes[0].values.to);
    expect(to).toBeGreaterThan(0);
    expect(fits({ ...query, workload: { ...query.workload, concurrency: to } })).toBe(true);
    expect(fits({ ...query, workload: { ...query.workload, concurrency: to + 1 } })).toBe(false);
    const shorter = singleOf(changes, 'shorter-context')!;
    const tokens = Number(shorter.changes[0].values.to);
    expect(fits({ ...query, workload: { ...query.workload, contextTokens: tokens } })).toBe(true);
    expect(fits({ ...query, workload: { ...query.workload, contextTokens: tokens + 1 } })).toBe(false);
  });

  it('names time and quality where they are in the way', () => {
    const slow = refusalOf({
      model: 'llama-3.1-70b',
      accelerator: 'a100-80-sxm',
      devices: 2,
      weightFormats: ['bf16'],
      kvFormats: ['bf16'],
      workload: { contextTokens: 1024, concurrency: 1, tpotSeconds: 0.03 },
    });
    expect(slow.reasons.map(({ id }) => id)).toEqual(['too-slow']);
    const slower = singleOf(slow.changes, 'slower-tokens')!.changes[0];
    expect(slower.values.to).toBe(slow.reasons[0].values.seconds);
    expect(Number(slower.values.to)).toBeGreaterThan(0.03);

    const poor = refusalOf({
      model: 'llama-2-7b',
      accelerator: 't4',
      devices: 1,
      workload: { contextTokens: 4096, concurrency: 4 },
      largestPerplexityRise: 0.002,
    });
    expect(poor.reasons.map(({ id }) => id)).toEqual(['memory', 'rise-too-large', 'unpublished']);
    expect(singleOf(poor.changes, 'more-perplexity')?.changes[0]).toMatchObject({ values: { from: 0.002 } });
    expect(Number(singleOf(poor.changes, 'more-perplexity')?.changes[0].values.to)).toBeCloseTo(0.002406, 6);
    expect(singleOf(poor.changes, 'unpublished-quality')).toBeDefined();

    const long = refusalOf({
      model: 'llama-2-7b',
      accelerator: 'b200-sxm',
      devices: 8,
      workload: { contextTokens: 5000, concurrency: 8 },
    });
    expect(long.reasons).toEqual([{ id: 'context-too-long', values: { tokens: 5000, most: 4096 } }]);
    expect(singleOf(long.changes, 'shorter-context')?.changes[0].values.to).toBe(4096);
  });

  it('tells devices that nothing joins to stay home', () => {
    const { reasons, changes } = refusalOf({
      model: 'llama-3.1-8b',
      accelerator: 'apple-m4',
      devices: 2,
      workload: { contextTokens: 2048, concurrency: 1 },
    });
    expect(reasons).toEqual([{ id: 'idle-devices', values: { concurrency: 1 } }]);
    expect(singleOf(changes, 'fewer-devices')?.changes[0].values).toEqual({ from: 2, to: 1 });
  });

  it('offers no slower or smaller card where the tokens are too slow', () => {
    const { changes } = refusalOf({
      model: 'llama-3.1-70b',
      accelerator: 'a100-80-sxm',
      workload: { contextTokens: 8192, concurrency: 32, tpotSeconds: 0.01 },
    });
    expect(changes.length).toBeGreaterThan(0);
    for (const { changes: made } of changes)
      for (const { id, values, factor = 2 } of made) {
        expect(factor).toBeGreaterThan(1);
        if (id === 'other-accelerator') expect(String(values.to)).not.toMatch(/^a100-.*pcie$/);
      }
  });

  it('counts a step up by memory or bandwidth, and between twins by what joins them', () => {
    const up = (from: string, to: string, devices = 4) =>
      stepUp(acceleratorById(from), acceleratorById(to), devices);
    expect(up('a100-80-sxm', 'a100-40-pcie')).toBeLessThan(1);
    expect(up('a100-40-pcie', 'a100-40-sxm')).toBeCloseTo(300 / 31.508, 3);
    expect(up('a100-40-sxm', 'a100-40-pcie')).toBeLessThan(1);
    expect(up('a100-40-pcie', 'a100-40-sxm', 1)).toBe(1);
    expect(up('a100-80-sxm', 'h100-sxm')).toBeCloseTo(3350 / 2039, 9);
    expect(up('rtx-5090', 'v100-sxm2-32')).toBe(1);
  });

  it('takes two changes where one is not enough', () => {
    // One device of any kind is too small for it in the formats asked for, and this one cannot be joined.
    const { changes } = refusalOf({
      model: 'deepseek-v3',
      accelerator: 'apple-m4',
      devices: 1,
      weightFormats: ['fp8'],
      kvFormats: ['fp8'],
      workload: { contextTokens: 1024, concurrency: 1 },
    });
    expect(changes.length).toBeGreaterThan(0);
    for (const set of changes) {
      expect(set.changes).toHaveLength(2);
      expect(fits(set.query)).toBe(true);
    }
  });

  it('offers only changes that help, least first', () => {
    const query = fc.record({
      model: fc.constantFrom(...models),
      accelerator: fc.constantFrom(...accelerators.map(({ id }) => id)),
      devices: fc.constantFrom(1, 2, 4),
      weightFormats: fc.constantFrom(['bf16'], ['fp8', 'int8'], ['int4-g128-zp']),
      kvFormats: fc.constantFrom(['bf16'], ['bf16', 'fp8']),
      workload: fc.record({
        contextTokens: fc.integer({ min: 500, max: 30_000 }),
        concurrency: fc.integer({ min: 1, max: 64 }),
        tpotSeconds: fc.option(fc.double({ min: 0.005, max: 0.2, noNaN: true }), { nil: undefined }),
      }),
    });
    let refused = 0;
    fc.assert(
      fc.property(query, (given) => {
        const { refusal } = recommend(given);
        if (!refusal) return;
        refused++;
        expect(refusal.reasons.length).toBeGreaterThan(0);
        const factors = refusal.changes.map(({ factor = Number.POSITIVE_INFINITY }) => factor);
        expect(factors).toEqual([...factors].sort((a, b) => a - b));
        for (const set of refusal.changes) {
          expect(fits(set.query)).toBe(true);
          for (const { factor } of set.changes) if (factor !== undefined) expect(factor).toBeGreaterThan(1);
        }
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(10);
  });
});
