import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import perplexityFile from '@/content/data/perplexity.json';
import { acceleratorById, accelerators, capacityBytes } from '@/kernels/catalog/accelerators';
import { modelById, models } from '@/kernels/catalog/models';
import { publishedPerplexities } from '@/kernels/catalog/perplexity';
import { decodeStepBound } from '@/kernels/cost/decode-step';
import { planMemory, planTerms } from '@/kernels/cost/plan-memory';
import { weightLadder } from '@/kernels/cost/recommend/ladders';
import { hopSeconds, linksOf, onNvlink } from '@/kernels/cost/recommend/links';
import { plansOf, totalOf } from '@/kernels/cost/recommend/plans';
import { nativeFormat, qualityOf, riseOf } from '@/kernels/cost/recommend/quality';
import { replicaOf } from '@/kernels/cost/recommend/replica';
import { joins, splitsOf } from '@/kernels/cost/recommend/splits';
import { formatWeights } from '@/kernels/cost/recommend/weights';
import { weightBytesKept } from '@/kernels/cost/weights';
import { tokenTime } from '@/kernels/serving/scale-out/token-time';
import { allReduceSeconds, createStepTime } from '@/kernels/serving/step-time/step-time';

const anyModel = fc.constantFrom(...models);
const anyAccelerator = fc.constantFrom(...accelerators);

describe('splits', () => {
  it('are all and only those that use every device and cut heads evenly', () => {
    fc.assert(
      fc.property(
        anyModel,
        anyAccelerator,
        fc.constantFrom(1, 2, 4, 8, 12, 16),
        (model, accelerator, devices) => {
          const splits = splitsOf(model, accelerator, devices);
          const keys = splits.map((split) => Object.values(split).join());
          expect(new Set(keys).size).toBe(keys.length);
          const wanted = new Set<string>();
          for (let tensor = 1; tensor <= devices; tensor++)
            for (let stages = 1; stages * tensor <= devices; stages++) {
              const replicas = devices / tensor / stages;
              const heads = model.mla ? 1 : (model.kv_heads ?? model.heads);
              const whole = model.heads % tensor === 0 && (heads % tensor === 0 || tensor % heads === 0);
              const together = tensor * stages === 1 || joins(accelerator);
              if (Number.isInteger(replicas) && whole && together && tensor <= 8 && stages <= model.layers)
                wanted.add([tensor, stages, replicas].join());
            }
          expect(new Set(keys)).toEqual(wanted);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are three for two A100s, one for two notebooks', () => {
    const model = modelById('llama-3.1-8b');
    expect(splitsOf(model, acceleratorById('a100-80-sxm'), 2)).toEqual([
      { tensorParallel: 1, pipelineStages: 1, replicas: 2 },
      { tensorParallel: 2, pipelineStages: 1, replicas: 1 },
      { tensorParallel: 1, pipelineStages: 2, replicas: 1 },
    ]);
    expect(splitsOf(model, acceleratorById('apple-m2-ultra'), 2)).toEqual([
      { tensorParallel: 1, pipelineStages: 1, replicas: 2 },
    ]);
  });
});

/** Cards of one generation that differ in how they are plugged in. */
const twins = [
  ['a100-40-pcie', 'a100-40-sxm'],
  ['a100-80-pcie', 'a100-80-sxm'],
  ['h100-pcie', 'h100-sxm'],
] as const;

describe('links', () => {
  it('are by hand: NVLink one way, sixteen lanes of PCIe, bridges for two', () => {
    const rate = (id: string, devices = 8) => linksOf(acceleratorById(id))(devices)?.bytesPerSecond;
    expect(rate('h100-sxm')).toBe(450e9);
    expect(rate('l40s')).toBeCloseTo(31.5e9, -8);
    expect(rate('t4')).toBeCloseTo(15.75e9, -7);
    expect(rate('rtx-5090')).toBeCloseTo(63e9, -8);
    expect([rate('a100-80-pcie', 2), rate('a100-80-pcie', 4)]).toEqual([300e9, rate('l40s')]);
    expect(linksOf(acceleratorById('apple-m4'))(2)).toBeUndefined();
  });

  it('are there for everything that can be joined: no message is free', () => {
    for (const row of accelerators)
      for (const devices of [2, 4, 8, 16])
        expect(linksOf(row)(devices) !== undefined, row.id).toBe(joins(row));
  });

  it('are never worse than none stated', () => {
    const bytes = fc.integer({ min: 1, max: 1e8 });
    fc.assert(
      fc.property(anyAccelerator, fc.constantFrom(2, 4, 8), bytes, (row, devices, size) => {
        if (!joins(row)) return;
        const bare = { ...row, nvlink_gbs_bidir: null, pcie_generation: row.pcie_generation ?? 5 };
        const seconds = (one: typeof row) => allReduceSeconds(size, devices, linksOf(one)(devices)!);
        expect(seconds(bare)).toBeGreaterThanOrEqual(seconds(row));
        expect(hopSeconds(linksOf(bare)(devices), devices, size)).toBeGreaterThanOrEqual(
          hopSeconds(linksOf(row)(devices), devices, size),
        );
        if (onNvlink(row, devices)) expect(seconds(bare)).toBeGreaterThan(seconds(row));
      }),
      { numRuns: 300 },
    );
  });
});

describe('weights in a format', () => {
  it('are those the planner keeps, and what is kept wide is read wide', () => {
    const weights = formatWeights(modelById('llama-3.1-8b'), 'int4-g128-zp');
    expect(weights.kept).toBe(5_727_854_592);
    expect(weights.denseRead).toBe(4_677_181_440);
    for (const model of models)
      for (const format of weightLadder) {
        const { kept, beyondPlan, embedding, denseRead } = formatWeights(model, format);
        expect(kept).toBe(weightBytesKept(model, format));
        expect(beyondPlan).toBe(0);
        // A dense model reads all but the input embedding, unless that is its head too.
        if (!model.moe)
          expect(denseRead / (kept - (model.tied_embeddings ? 0 : embedding))).toBeCloseTo(1, 6);
      }
  });

  it('of a model published in MXFP4 weigh what its file weighs: attention is wide', () => {
    const model = modelById('gpt-oss-20b');
    expect(nativeFormat(model)).toBe('mxfp4');
    expect(formatWeights(model, 'mxfp4').kept / 1e9).toBeCloseTo(13.75, 2);
  });
});

describe('quality', () => {
  it('is a published row about this pair, or nothing', () => {
    for (const model of models)
      for (const weight of [...weightLadder, 'mxfp4', 'fp16'])
        for (const kv of ['bf16', 'fp16', 'fp8', 'int8']) {
          const quality = qualityOf(model, weight, kv);
          const wideCache = kv.endsWith('16');
          const rows = publishedPerplexities.filter(
            (row) =>
              row.modelId === model.id &&
              row.weightFormat === weight &&
              (row.kvFormat === 'fp16' ? wideCache : row.kvFormat === kv),
          );
          const untouched = wideCache && (weight.endsWith('16') || weight === nativeFormat(model));
          expect(quality.kind).toBe(untouched ? 'reference' : rows.length > 0 ? 'published' : 'none');
          if (quality.kind === 'published')
            expect(quality.rise).toBe(Math.min(...rows.map((row) => row.rise)));
        }
  });

  it('takes the better of two publications and names it', () => {
    const awq = qualityOf(modelById('llama-2-7b'), 'int4-g128-zp', 'fp16');
    expect(awq).toMatchObject({ kind: 'published', method: 'AWQ', before: 5.47, after: 5.6 });
    expect(riseOf(awq)).toBeCloseTo(0.0238, 4);
    const mixtral = qualityOf(modelById('mixtral-8x7b'), 'int8', 'bf16');
    expect(mixtral).toMatchObject({ method: 'SmoothQuant W8A8', activationBits: 8 });
    expect(riseOf(mixtral)).toBeCloseTo(3.893 / 3.842 - 1, 9);
    // Llama 3 is published; Llama 3.1 is another model.
    expect(qualityOf(modelById('llama-3.1-8b'), 'int8', 'bf16')).toEqual({ kind: 'none' });
    expect(riseOf({ kind: 'none' })).toBeUndefined();
  });

  it('has only rows of the catalogue, and a source for each', () => {
    for (const row of publishedPerplexities) {
      expect(modelById(row.modelId).id).toBe(row.modelId);
      expect(row.rise).toBeGreaterThan(-0.01);
      expect(row.rise).toBeLessThan(0.1);
      expect(row.url).toMatch(/^https:\/\//);
      if (row.before !== undefined && row.after !== undefined)
        expect(row.rise).toBeCloseTo(row.after / row.before - 1, 12);
    }
    const used = new Set(perplexityFile.rows.map(({ source }) => source));
    for (const source of used) expect(Object.keys(perplexityFile.sources)).toContain(source);
  });
});

describe('one replica', () => {
  const given = fc.record({
    model: anyModel,
    accelerator: anyAccelerator,
    tensorParallel: fc.constantFrom(1, 2, 4, 8),
    pipelineStages: fc.constantFrom(1, 2, 4),
    batch: fc.integer({ min: 1, max: 300 }),
    contextTokens: fc.integer({ min: 1, max: 100_000 }),
    format: fc.constantFrom(...weightLadder),
    kvFormat: fc.constantFrom('bf16', 'fp8', 'int4-g32-zp'),
  });
  const replica = (of: {
    model: (typeof models)[number];
    accelerator: (typeof accelerators)[number];
    format: string;
    kvFormat: string;
    contextTokens: number;
  }) =>
    replicaOf({
      ...of,
      weights: formatWeights(of.model, of.format),
      engine: 'vllm',
      links: linksOf(of.accelerator),
      plans: plansOf({ ...of, weightFormat: of.format, engine: 'vllm' }),
    });

  it('takes as long as the step-time model says', () => {
    fc.assert(
      fc.property(given, ({ tensorParallel, batch, ...rest }) => {
        const { model, accelerator, contextTokens, kvFormat } = rest;
        const time = replica({ ...rest, format: 'bf16' }).time({ tensorParallel, pipelineStages: 1 }, batch);
        const step = createStepTime({
          model,
          accelerator,
          tensorParallel,
          kvFormat,
          link: linksOf(accelerator)(tensorParallel),
        });
        const items = Array.from({ length: batch }, () => ({
          newTokens: 1,
          contextTokens,
          kind: 'decode' as const,
        }));
        const cost = step(items);
        expect(time.stepSeconds / cost.seconds).toBeCloseTo(1, 9);
        expect(time.boundBy).toBe(cost.boundBy);
        expect(time.floorSeconds).toBeLessThanOrEqual(time.stepSeconds);
      }),
      { numRuns: 200 },
    );
  });

  it('is never quicker on a PCIe card than on its SXM twin', () => {
    fc.assert(
      fc.property(
        given,
        fc.constantFrom(...twins),
        ({ tensorParallel, pipelineStages, batch, ...rest }, pair) => {
          const [pcie, sxm] = pair.map(
            (id) =>
              replica({ ...rest, accelerator: acceleratorById(id) }).time(
                { tensorParallel, pipelineStages },
                batch,
              ).stepSeconds,
          );
          expect(pcie).toBeGreaterThanOrEqual(sxm);
          if (tensorParallel * pipelineStages > 2) expect(pcie).toBeGreaterThan(sxm);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has the floor of the Receipt', () => {
    const model = modelById('llama-3.1-70b');
    const accelerator = acceleratorById('a100-80-sxm');
    const of = { model, accelerator, format: 'bf16', kvFormat: 'bf16', contextTokens: 8192 };
    const bound = decodeStepBound({
      model,
      accelerator,
      devices: 4,
      weightFormat: 'bf16',
      kvFormat: 'bf16',
      batch: 32,
      contextTokens: 8193,
    });
    const time = replica(of).time({ tensorParallel: 4, pipelineStages: 1 }, 32);
    // The token of the step itself is looked at too.
    expect(time.floorSeconds / bound.seconds).toBeCloseTo(1, 3);
    expect(time.stepSeconds).toBeCloseTo(0.0423, 4);
    expect(replica(of).memory({ tensorParallel: 4, pipelineStages: 1 }, 32).total / 1e9).toBeCloseTo(
      262.7,
      1,
    );
  });

  it('is the pipeline of the scale-out chapter where stages are even', () => {
    const model = modelById('llama-3.1-70b');
    const accelerator = acceleratorById('h100-sxm');
    const link = linksOf(accelerator)(8)!;
    for (const pipelineStages of [1, 2, 4, 8])
      for (const tensorParallel of [1, 2, 4]) {
        const of = { model, accelerator, format: 'bf16', kvFormat: 'bf16', contextTokens: 4096 };
        const time = replica(of).time({ tensorParallel, pipelineStages }, 64);
        const query = {
          model,
          accelerator: accelerator.id,
          weightFormat: 'bf16',
          kvFormat: 'bf16',
          tensorParallel,
          pipelineStages,
          link,
          wire: link.wire!,
        };
        expect(time.stepSeconds / tokenTime(query, 64, 4096).seconds).toBeCloseTo(1, 9);
      }
  });

  it('never calls impossible what the planner lets pass, and fills a stage at least as much as the mean', () => {
    fc.assert(
      fc.property(given, ({ tensorParallel, pipelineStages, batch, ...rest }) => {
        const split = { tensorParallel, pipelineStages };
        const one = replica(rest);
        const { fits, total, fullest, terms, overhead, capacity } = one.memory(split, batch);
        const { accelerator, format: weightFormat } = rest;
        const devices = tensorParallel * pipelineStages;
        const plan = planMemory({ ...rest, accelerator, devices, weightFormat, batch, engine: 'vllm' });
        for (const term of planTerms) expect(term === 'overhead' ? overhead : terms[term]).toBe(plan[term]);
        expect(totalOf(terms, overhead)).toBe(plan.total);
        expect(capacity).toBe(plan.capacity);
        if (fits) expect(one.couldFit(split, batch)).toBe(true);
        if (fits) expect(plan.fits && fullest <= capacityBytes(rest.accelerator)).toBe(true);
        expect(fullest).toBeGreaterThanOrEqual((total / (tensorParallel * pipelineStages)) * (1 - 1e-12));
        const more = one.memory(split, batch + 1);
        expect(more.total).toBeGreaterThanOrEqual(total);
        expect(one.time(split, batch + pipelineStages).stepSeconds).toBeGreaterThanOrEqual(
          one.time(split, batch).stepSeconds,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('counts the longest stage of an uneven pipeline', () => {
    const model = modelById('llama-3.1-405b');
    const accelerator = acceleratorById('b200-sxm');
    const one = replica({ model, accelerator, format: 'fp8', kvFormat: 'fp8', contextTokens: 1 });
    // 126 layers over 4: one stage has 32.
    const { fullest } = one.memory({ tensorParallel: 1, pipelineStages: 4 }, 1);
    const parts = formatWeights(model, 'fp8');
    const layers = (parts.kept - parts.embedding - parts.head) * (32 / 126);
    const overhead = capacityBytes(accelerator) * 0.1;
    expect(fullest / (layers + parts.head + overhead)).toBeCloseTo(1, 3);
    const even = one.time({ tensorParallel: 1, pipelineStages: 1 }, 1).stepSeconds;
    const cut = one.time({ tensorParallel: 1, pipelineStages: 4 }, 1);
    expect(cut.stepSeconds).toBeGreaterThan(even * (128 / 126));
  });
});
