import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accelerators, capacityBytes } from '@/kernels/catalog/accelerators';
import { modelFromConfig } from '@/kernels/catalog/model-config';
import { models } from '@/kernels/catalog/models';
import { planMemory } from '@/kernels/cost/plan-memory';
import { linksOf } from '@/kernels/cost/recommend/links';
import { plansOf } from '@/kernels/cost/recommend/plans';
import { riseOf } from '@/kernels/cost/recommend/quality';
import type { RecommendQuery } from '@/kernels/cost/recommend/query';
import { type Recommendation, recommend } from '@/kernels/cost/recommend/recommend';
import { replicaOf } from '@/kernels/cost/recommend/replica';
import { splitsOf } from '@/kernels/cost/recommend/splits';
import { formatWeights } from '@/kernels/cost/recommend/weights';
import { BookError } from '@/kernels/errors';

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyQuery: fc.Arbitrary<RecommendQuery> = fc.record({
  model: fc.constantFrom(...models),
  accelerator: some(fc.constantFrom(...accelerators.map(({ id }) => id))),
  devices: some(fc.constantFrom(1, 2, 3, 4, 8)),
  workload: fc.record({
    contextTokens: fc.integer({ min: 1, max: 40_000 }),
    concurrency: fc.integer({ min: 1, max: 400 }),
    tpotSeconds: some(fc.double({ min: 0.002, max: 0.3, noNaN: true })),
  }),
  largestPerplexityRise: some(fc.constantFrom(0, 0.001, 0.01, 0.03)),
  acceptUnpublished: fc.boolean(),
  rankedBy: some(fc.constantFrom('cost' as const, 'latency' as const, 'throughput' as const)),
});

/** Everything that must hold of an answer, whoever asked. */
function check(query: RecommendQuery, answer: Recommendation): void {
  const { model, workload, largestPerplexityRise: floor } = query;
  expect(answer.fitting === 0).toBe(answer.refusal !== undefined);
  const fallen = Object.values(answer.rejected).reduce((a, b) => a + b, 0);
  expect(answer.fitting + fallen).toBe(answer.considered);
  for (const one of answer.configurations) {
    const { split, memory, acceleratorId, batch } = one;
    const inside = split.tensorParallel * split.pipelineStages;
    const plan = planMemory({
      model,
      accelerator: acceleratorId,
      devices: inside,
      weightFormat: one.weightFormat,
      kvFormat: one.kvFormat,
      batch,
      contextTokens: workload.contextTokens,
      engine: query.engine ?? 'vllm',
    });
    expect(plan.fits).toBe(true);
    expect(memory.total).toBeGreaterThanOrEqual(plan.total);
    expect(memory.fullestDevice).toBeLessThanOrEqual(capacityBytes(acceleratorId));
    expect(memory.margin).toBe(capacityBytes(acceleratorId) - memory.fullestDevice);
    expect(inside * split.replicas).toBe(one.devices);
    expect(batch * split.replicas).toBeGreaterThanOrEqual(one.sequences);
    if (workload.concurrency !== undefined) expect(one.sequences).toBe(workload.concurrency);
    if (workload.tpotSeconds !== undefined) expect(one.stepSeconds).toBeLessThanOrEqual(workload.tpotSeconds);
    if (query.accelerator !== undefined) expect(acceleratorId).toBe(query.accelerator);
    if (query.devices !== undefined) expect(one.devices).toBe(query.devices);
    const rise = riseOf(one.quality);
    if (floor !== undefined) {
      if (rise === undefined) expect(query.acceptUnpublished).toBe(true);
      else expect(rise).toBeLessThanOrEqual(floor);
    }
    expect(one.tokensPerSecond).toBeCloseTo(one.sequences / one.stepSeconds, 6);
    expect(one.perMillionTokens.deviceHours * 3600 * one.tokensPerSecond).toBeCloseTo(1e6 * one.devices, 0);
    expect(one.floorSeconds).toBeLessThanOrEqual(one.stepSeconds);
    expect(one.largestConcurrency).toBeGreaterThanOrEqual(one.sequences);
  }
}

describe('recommend', () => {
  it('returns nothing the planner calls too big, too slow or too poor', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        check(query, recommend({ ...query, most: 30 }));
      }),
      { numRuns: 80 },
    );
  });

  it('puts known quality first, then the order that was asked for', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const { configurations, rankedBy } = recommend({
          ...query,
          accelerator: undefined,
          devices: undefined,
          most: 60,
        });
        const value = (one: (typeof configurations)[number]) =>
          rankedBy === 'latency'
            ? one.stepSeconds
            : rankedBy === 'throughput'
              ? -one.tokensPerSecond
              : one.perMillionTokens.deviceHours;
        configurations.slice(1).forEach((one, index) => {
          const before = configurations[index];
          const [first, then] = [before, one].map(({ quality }) => Number(quality.kind === 'none'));
          expect(first).toBeLessThanOrEqual(then);
          if (first === then)
            expect(value(before)).toBeLessThanOrEqual(value(one) + 1e-12 * Math.abs(value(one)));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('finds the split that a walk over all of them finds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.constantFrom(...accelerators),
        fc.constantFrom(2, 4, 8),
        fc.constantFrom('bf16', 'int8', 'Q4_K'),
        fc.integer({ min: 1, max: 100 }),
        (model, accelerator, devices, weightFormat, concurrency) => {
          const contextTokens = 2048;
          const { configurations } = recommend({
            model,
            accelerator: accelerator.id,
            devices,
            weightFormats: [weightFormat],
            kvFormats: ['fp8'],
            workload: { contextTokens, concurrency },
          });
          const weights = formatWeights(model, weightFormat);
          const links = linksOf(accelerator);
          const shape = { model, kvFormat: 'fp8', contextTokens, engine: 'vllm' } as const;
          const plans = plansOf({ ...shape, weightFormat });
          const replica = replicaOf({ ...shape, accelerator, weights, links, plans });
          const rates = splitsOf(model, accelerator, devices)
            .filter(({ replicas }) => replicas <= concurrency)
            .map((split) => ({ split, batch: Math.ceil(concurrency / split.replicas) }))
            .filter(({ split, batch }) => replica.memory(split, batch).fits)
            .map(({ split, batch }) => concurrency / replica.time(split, batch).stepSeconds);
          expect(configurations.length).toBe(rates.length > 0 ? 1 : 0);
          if (rates.length > 0) expect(configurations[0].tokensPerSecond).toBe(Math.max(...rates));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts the A100 that has NVLink before the one that has not, where the quickest is asked for', () => {
    const query = { model: 'llama-3.1-70b', rankedBy: 'latency', most: 2000 } as const;
    const workload = { contextTokens: 8192, concurrency: 32 };
    const { configurations } = recommend({ ...query, workload });
    const best = (id: string) =>
      configurations.find(({ acceleratorId }) => acceleratorId === id)!.stepSeconds;
    expect(best('a100-40-sxm')).toBeLessThan(best('a100-40-pcie'));
    expect(best('a100-80-sxm')).toBeLessThan(best('a100-80-pcie'));
    expect(best('h100-sxm')).toBeLessThan(best('h100-pcie'));
  });

  it('answers the worked question', () => {
    const { configurations, fitting, considered, rejected, rankedBy } = recommend({
      model: 'llama-2-7b',
      accelerator: 'a100-40-sxm',
      devices: 1,
      workload: { contextTokens: 2048, concurrency: 16 },
      largestPerplexityRise: 0.03,
    });
    expect([considered, fitting, rejected.unpublished, rankedBy]).toEqual([14, 5, 9, 'deviceHours']);
    expect(configurations.map(({ weightFormat }) => weightFormat)).toEqual([
      'int4-g128-zp',
      'Q6_K',
      'int8',
      'Q8_0',
      'bf16',
    ]);
    const [best] = configurations;
    expect(best.stepSeconds).toBeCloseTo(0.01825, 4);
    expect(best.boundBy).toBe('memory');
    expect(best.reasons.map(({ id }) => id)).toEqual([
      'fits',
      'bound-by',
      'perplexity-rise',
      'widened-arithmetic',
    ]);
    expect(best.reasons[2].values).toMatchObject({ method: 'AWQ', activationBits: 16 });
    expect(configurations.at(-1)?.quality).toEqual({ kind: 'reference' });
  });

  it('fills the machine when nobody says how many sequences', () => {
    const query = {
      model: 'llama-3.1-8b',
      accelerator: 'h100-sxm',
      devices: 1,
      weightFormats: ['bf16'],
      kvFormats: ['bf16'],
    } as const;
    const [full] = recommend({ ...query, workload: { contextTokens: 8192 } }).configurations;
    const fits = (batch: number) =>
      planMemory({
        model: query.model,
        accelerator: query.accelerator,
        batch,
        contextTokens: 8192,
        engine: 'vllm',
      }).fits;
    expect(fits(full.batch)).toBe(true);
    expect(fits(full.batch + 1)).toBe(false);
    expect(full.largestConcurrency).toBe(full.batch);
    // With a goal, as many as are quick enough.
    const goal = 0.015;
    const [quick] = recommend({
      ...query,
      workload: { contextTokens: 8192, tpotSeconds: goal },
    }).configurations;
    expect(quick.batch).toBeLessThan(full.batch);
    expect(quick.stepSeconds).toBeLessThanOrEqual(goal);
    const [more] = recommend({
      ...query,
      workload: { contextTokens: 8192, concurrency: quick.batch + 1 },
    }).configurations;
    expect(more.stepSeconds).toBeGreaterThan(goal);
  });

  it('counts money only where the reader does', () => {
    const base = {
      model: 'llama-2-7b',
      workload: { contextTokens: 512, concurrency: 4 },
      devices: 1,
    } as const;
    const plain = recommend({ ...base, accelerator: 'l4' }).configurations[0].perMillionTokens;
    expect(plain.rent).toBeUndefined();
    expect(plain.energyJoules).toBeUndefined();
    const own = { ...base, accelerator: 'l4', guesses: { pricePerDeviceHour: 3, wattsPerDevice: 70 } };
    const priced = recommend(own);
    const [first] = priced.configurations;
    expect(priced.rankedBy).toBe('rent');
    expect(first.perMillionTokens.rent).toBeCloseTo(3 * first.perMillionTokens.deviceHours, 9);
    expect(first.perMillionTokens.energyJoules).toBeCloseTo((70 * 1e6) / first.tokensPerSecond, 3);
    // Prices of two machines order them; a third without a price, and hours must do.
    const prices = Object.fromEntries(
      accelerators.map(({ id }) => [id, { pricePerDeviceHour: id === 't4' ? 0.001 : 10 }]),
    );
    const all = recommend({ ...base, guessesByAccelerator: prices });
    expect(all.rankedBy).toBe('rent');
    expect(all.configurations[0].acceleratorId).toBe('t4');
    const { t4: _, ...rest } = prices;
    expect(recommend({ ...base, guessesByAccelerator: rest }).rankedBy).toBe('deviceHours');
  });

  it('says what it does not know', () => {
    const ids = (query: RecommendQuery) => recommend(query).configurations[0].reasons.map(({ id }) => id);
    const workload = { contextTokens: 2048, concurrency: 4 };
    const over = (accelerator: string, devices: number) =>
      recommend({ model: 'llama-3.1-70b', accelerator, devices, workload, rankedBy: 'latency' });
    const pcie = over('l40s', 8).configurations[0];
    expect(pcie.reasons.find(({ id }) => id === 'over-pcie')?.values).toMatchObject({ generation: 4 });
    expect(pcie.communicationSeconds).toBeGreaterThan(0);
    expect(over('h100-pcie', 8).configurations[0].reasons.map(({ id }) => id)).toContain('nvlink-in-pairs');
    expect(over('h100-pcie', 2).configurations[0].reasons.map(({ id }) => id)).not.toContain(
      'nvlink-in-pairs',
    );
    expect(ids({ model: 'llama-3.1-8b', accelerator: 'apple-m4', devices: 1, workload })).toContain(
      'rate-unstated',
    );
    expect(ids({ model: 'llama-3.1-8b', accelerator: 'l4', devices: 1, workload })).toContain(
      'shares-assumed',
    );
    expect(
      ids({ model: 'llama-3.1-8b', accelerator: 't4', devices: 1, workload, weightFormats: ['fp8'] }),
    ).toContain('quality-unpublished');
    const wire = { bytesPerSecond: 25e9, latencySeconds: 3e-6 };
    const linked = { model: 'llama-3.1-70b', accelerator: 'l40s', devices: 4, workload, links: () => wire };
    expect(ids(linked)).not.toContain('over-pcie');
    expect(recommend(linked).configurations[0].communicationSeconds).toBeGreaterThan(0);
  });

  it('takes a pasted configuration', () => {
    const text = JSON.stringify({
      model_type: 'llama',
      num_hidden_layers: 12,
      hidden_size: 768,
      num_attention_heads: 12,
      num_key_value_heads: 4,
      intermediate_size: 2048,
      vocab_size: 32_000,
      max_position_embeddings: 4096,
      rms_norm_eps: 1e-5,
    });
    const query = {
      model: modelFromConfig(text),
      accelerator: 't4',
      devices: 1,
      workload: { contextTokens: 1024, concurrency: 4 },
    };
    const answer = recommend(query);
    check(query, answer);
    // 16 bits on a card without bf16 are fp16.
    expect(answer.configurations[0].weightFormat).toBe('fp16');
  });

  it('refuses questions that mean nothing', () => {
    const thrown = (query: Partial<RecommendQuery>) => {
      try {
        recommend({ model: 'llama-3.1-8b', workload: { contextTokens: 10 }, ...query });
      } catch (error) {
        if (error instanceof BookError) return error.id;
      }
      return undefined;
    };
    expect(thrown({ workload: { contextTokens: 0 } })).toBe('recommend.bad-count');
    expect(thrown({ workload: { contextTokens: 10, concurrency: 1.5 } })).toBe('recommend.bad-count');
    expect(thrown({ workload: { contextTokens: 10, tpotSeconds: 0 } })).toBe('recommend.bad-number');
    expect(thrown({ largestPerplexityRise: Number.NaN })).toBe('recommend.bad-number');
    expect(thrown({ devices: 0 })).toBe('recommend.bad-count');
    expect(thrown({ devices: 1e9 })).toBe('recommend.bad-count');
    expect(thrown({ weightFormats: [] })).toBe('recommend.no-formats');
    expect(thrown({ weightFormats: ['int9'] })).toBe('format.unknown');
    expect(thrown({ model: 'llama-9' })).toBe('catalog.unknown-model');
    expect(thrown({ accelerator: 'h1000' })).toBe('catalog.unknown-accelerator');
    expect(thrown({})).toBeUndefined();
  });
});
