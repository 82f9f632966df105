import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookError } from '../../../../kernels/errors';
import { closedCost } from '../../../../kernels/serving/batching/closed-cost';
import { createDisaggregatedRun } from '../../../../kernels/serving/batching/disaggregated';
import { checkIteration, checkRun } from '../../../../kernels/serving/batching/invariants';
import {
  createRun,
  type RunQuery,
  type SavedRun,
  type ServingRun,
} from '../../../../kernels/serving/batching/run';
import { createBatchingSimulation } from '../../../../kernels/serving/batching/simulation';
import { servingMetrics } from '../../../../kernels/serving/metrics/metrics';
import { arrivalRanks, byArrival } from '../../../../kernels/serving/schedulers/order';
import { POLICY_IDS } from '../../../../kernels/serving/schedulers/scheduler';
import { makeSharedWorkload, makeWorkload } from '../../../../kernels/serving/workload/workload';

const model = {
  P: 7e9,
  L: 32,
  H: 4096,
  kv_bytes: 524288,
  weight_bytes: 14e9,
  flops: 2e14,
  bw: 1.5e12,
  t0: 0.004,
};
const cost = closedCost(model);

/** A small server with little memory, and the traffic of a seed. */
function query(policy: RunQuery['policy'], seed: number): RunQuery {
  const longest = 40 + (seed % 5) * 20;
  return {
    policy,
    cost,
    requests: makeWorkload(
      {
        requests: 1 + (seed % 13),
        arrivals: { kind: (['poisson', 'bursty', 'uniform'] as const)[seed % 3], perSecond: 20 },
        lengths: { kind: 'lognormal', promptMean: 20, outputMean: 12, spread: 0.8 },
        longestTokens: longest,
      },
      seed,
    ),
    config: {
      batchCap: 1 + (seed % 7),
      blockTokens: 4,
      blocks: Math.ceil(longest / 4) + 2 + (seed % 11),
      maxTokens: longest,
      maxTokensInBatch: longest + (seed % 50),
      chunkTokens: 5 + (seed % 24),
      watermark: (seed % 4) / 100,
    },
  };
}

const apart = (seed: number, saved?: SavedRun) =>
  createDisaggregatedRun(
    {
      requests: query('static', seed).requests,
      prefillWorkers: 1 + (seed % 3),
      decodeWorkers: seed % 4,
      prefillTokens: 30 + (seed % 60),
      decodeSequences: 1 + (seed % 6),
      decodeTokens: 100 + (seed % 100),
      prefillSeconds: (prompts) => 0.01 + prompts.reduce((a, b) => a + b, 0) * 1e-4,
      decodeSeconds: (contexts) => 0.005 + contexts.length * 1e-4,
      transferSeconds: (tokens) => (seed % 2) * tokens * 1e-4,
    },
    saved,
  );

const finish = (run: ServingRun) => {
  for (let steps = 0; run.advance(); steps++) if (steps > 20_000) throw new Error('it does not end');
  return run;
};

describe.each(POLICY_IDS)('%s', (policy) => {
  it('keeps every invariant in every iteration, and serves everybody, over 1,000 seeds', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const asked = query(policy, seed);
      const run = createRun(asked);
      let before = 0;
      for (let record = run.step(); record; record = run.step()) {
        if (record.startSeconds < before) throw new Error(`seed ${seed}: time goes back`);
        before = record.startSeconds + record.durationSeconds;
        checkIteration(record, asked.config);
        if (run.iterations % 64 === 0) checkRun(run, asked.requests);
      }
      checkRun(run, asked.requests);
      const served = run.records().every(({ status }) => status === 'finished' || status === 'impossible');
      if (!run.done || run.stuck || !served) throw new Error(`seed ${seed}: somebody was not served`);
    }
  });

  it('goes on to the same end from a saved file, wherever it was paused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 60 }), (seed, pause) => {
        const asked = query(policy, seed);
        const whole = finish(createRun(asked));
        const first = createRun(asked);
        for (let step = 0; step < pause && first.advance(); step++);
        const saved: SavedRun = JSON.parse(JSON.stringify(first.save()));
        const second = finish(createRun(asked, saved));
        expect(second.records()).toEqual(whole.records());
        expect(second.nowSeconds).toBe(whole.nowSeconds);
        expect(second.iterations).toBe(whole.iterations);
        expect(second.stamps.intervals).toEqual(whole.stamps.intervals);
        // The saved moment stays as it was: from there it goes on to the same end once more.
        expect(finish(createRun(asked, saved)).records()).toEqual(whole.records());
      }),
      { numRuns: 40 },
    );
  });
});

describe('prefill and decode apart', () => {
  it('keeps the invariants and serves everybody, over 1,000 seeds', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const run = apart(seed);
      const busyUntil = new Map<number, number>();
      for (let record = run.step(); record; record = run.step()) {
        const { worker = 0, startSeconds, durationSeconds, items } = record;
        if (startSeconds < (busyUntil.get(worker) ?? 0)) throw new Error(`seed ${seed}: two batches at once`);
        busyUntil.set(worker, startSeconds + durationSeconds);
        if (new Set(items.map((item) => item.request)).size < items.length)
          throw new Error(`seed ${seed}: twice`);
      }
      checkRun(run, query('static', seed).requests);
      expect([seed, run.done]).toEqual([seed, true]);
    }
  });

  it('goes on from a saved file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 40 }), (seed, pause) => {
        const whole = finish(apart(seed));
        const first = apart(seed);
        for (let step = 0; step < pause && first.advance(); step++);
        const saved: SavedRun = JSON.parse(JSON.stringify(first.save()));
        expect(finish(apart(seed, saved)).records()).toEqual(whole.records());
        expect(finish(apart(seed, saved)).records()).toEqual(whole.records());
      }),
      { numRuns: 40 },
    );
  });

  it('a slower link delays the second token, never the first', () => {
    const request = { id: 0, arrivalSeconds: 0, promptTokens: 100, outputTokens: 3 };
    const served = (transferSeconds: (tokens: number) => number) =>
      finish(
        createDisaggregatedRun({
          requests: [request],
          prefillWorkers: 1,
          decodeWorkers: 1,
          prefillTokens: 1000,
          decodeSequences: 8,
          decodeTokens: 1000,
          prefillSeconds: () => 0.1,
          decodeSeconds: () => 0.02,
          transferSeconds,
        }),
      ).records()[0];
    expect(served(() => 0)).toMatchObject({ firstTokenSeconds: 0.1, outputTokens: 3 });
    expect(served(() => 0).finishSeconds).toBeCloseTo(0.14, 12);
    expect(served((tokens) => tokens / 1000).finishSeconds).toBeCloseTo(0.24, 12);
  });
});

describe('one by hand', () => {
  it('static batching makes the short answer wait for the long one’s end, Orca does not', () => {
    const base = { batch_size_cap: 2, block_size: 4, num_blocks: 40, max_tokens: 40, model };
    const requests = [
      [0, 8, 2],
      [0, 8, 6],
      [0, 8, 2],
    ] as const;
    const starts = (scheduler: 'static' | 'orca') => {
      const run = createBatchingSimulation({ ...base, scheduler, requests });
      finish(run);
      return run.records().map((record) => record.startSeconds ?? -1);
    };
    const [, , third] = starts('static');
    const [, , sooner] = starts('orca');
    expect(sooner).toBeLessThan(third / 2);
  });

  it('says which requests can never be served, and serves the others', () => {
    for (const scheduler of ['vllm', 'sarathi', 'vllm-v1'] as const) {
      const run = createBatchingSimulation({
        scheduler,
        batch_size_cap: 4,
        block_size: 4,
        num_blocks: 10,
        model,
        requests: [
          [0, 100, 5],
          [0, 8, 3],
        ],
      });
      finish(run);
      expect(run.records().map(({ status }) => status)).toEqual(['impossible', 'finished']);
      expect(run.stuck).toBe(false);
    }
  });

  it('a reservation admits nobody whom the whole pool cannot hold, and still lets a sequence outgrow it', () => {
    for (const scheduler of ['static', 'orca'] as const) {
      const base = { scheduler, batch_size_cap: 4, block_size: 16, num_blocks: 100, max_tokens: 64, model };
      const run = finish(
        createBatchingSimulation({
          ...base,
          requests: [
            [0, 5000, 10],
            [0, 90, 10],
            [0, 1591, 10],
            [0, 1592, 10],
          ],
        }),
      );
      // 1,600 tokens of cache: the last token of an answer needs none.
      expect(run.records().map(({ status }) => status)).toEqual([
        'impossible',
        'finished',
        'finished',
        'impossible',
      ]);
      expect(run.done && !run.stuck).toBe(true);
    }
  });

  it('those who came together stay as they stand, the others are served by arrival', () => {
    const came = [0, 0, 1].map((arrivalSeconds) => ({ arrivalSeconds, promptTokens: 1, outputTokens: 1 }));
    const ranks = arrivalRanks(came);
    expect(ranks).toEqual([0, 0, 2]);
    expect(byArrival([1, 0, 2], ranks)).toEqual([1, 0, 2]);
    expect(byArrival([2, 1, 0], ranks)).toEqual([1, 0, 2]);
    expect(byArrival([2, 0, 1], arrivalRanks(came.map(({ arrivalSeconds, ...rest }) => rest)))).toEqual([
      0, 1, 2,
    ]);
  });

  it('a prompt that starts over in the middle stays whole, save where a trace is replayed', () => {
    // Two answers fill the memory while the third prompt, the longest, is still being read in pieces.
    const requests = [
      [0, 8, 20],
      [0, 8, 20],
      [0.001, 40, 4],
    ] as const;
    const base = {
      scheduler: 'sarathi',
      batch_size_cap: 4,
      block_size: 4,
      num_blocks: 16,
      chunk_size: 3,
    } as const;
    const replayed = finish(createBatchingSimulation({ ...base, model, requests })).records();
    const run = createRun({
      policy: 'sarathi',
      cost,
      requests: requests.map(([arrivalSeconds, promptTokens, outputTokens], id) => ({
        id,
        arrivalSeconds,
        promptTokens,
        outputTokens,
      })),
      config: {
        ...query('sarathi', 0).config,
        batchCap: 4,
        blocks: 16,
        blockTokens: 4,
        chunkTokens: 3,
        watermark: 0,
      },
    });
    const whole = finish(run).records();
    expect(replayed[2].preemptions).toBeGreaterThan(0);
    expect(whole[2]).toMatchObject({ preemptions: replayed[2].preemptions, outputTokens: 4 });
    expect(replayed[2].outputTokens).toBeGreaterThan(4);
  });

  it('refuses what is longer than the server takes, before the run', () => {
    const requests = [
      { id: 0, arrivalSeconds: 0, promptTokens: 30, outputTokens: 11 },
      { id: 1, arrivalSeconds: 0, promptTokens: 30, outputTokens: 10 },
    ];
    for (const policy of POLICY_IDS) {
      const asked = query(policy, 0);
      const run = createRun({
        ...asked,
        requests,
        config: { ...asked.config, blocks: 20, longestTokens: 40 },
      });
      expect(run.records().map(({ status }) => status)).toEqual(['impossible', 'waiting']);
      finish(run);
      expect(run.records().map(({ status }) => status)).toEqual(['impossible', 'finished']);
    }
    const run = createDisaggregatedRun({
      requests,
      prefillWorkers: 1,
      decodeWorkers: 1,
      prefillTokens: 100,
      decodeSequences: 4,
      decodeTokens: 100,
      longestTokens: 40,
      prefillSeconds: () => 0.1,
      decodeSeconds: () => 0.1,
    });
    finish(run);
    expect(run.done).toBe(true);
    expect(run.records().map(({ status }) => status)).toEqual(['impossible', 'finished']);
  });

  it('reservations leave most of the memory empty, pages hardly any', () => {
    const requests = makeWorkload(
      {
        requests: 60,
        arrivals: { kind: 'poisson', perSecond: 100 },
        lengths: { kind: 'lognormal', promptMean: 60, outputMean: 40, spread: 0.5 },
        longestTokens: 400,
      },
      3,
    );
    const config = { ...query('static', 0).config, batchCap: 8, blockTokens: 16, blocks: 200, watermark: 0 };
    const lost = POLICY_IDS.map((policy) => {
      const run = finish(
        createRun({ policy, cost, requests, config: { ...config, maxTokens: 400, maxTokensInBatch: 400 } }),
      );
      return servingMetrics(run.records(), { ttftSeconds: 1, tpotSeconds: 1 }, run, 200).fragmentation;
    });
    const [still, orca, v0, sarathi, v1] = lost;
    expect(still).toBeGreaterThan(orca);
    expect(orca).toBeGreaterThan(0.7);
    for (const paged of [v0, sarathi, v1]) expect(paged).toBeLessThan(0.3);
    expect(v1).toBeGreaterThan(0);
  });

  it('prompts that begin alike are found in the cache of vLLM V1, also after a break', () => {
    const requests = makeSharedWorkload(
      { kind: 'system', requests: 40, prefixTokens: 64, uniqueTokens: 12, outputTokens: 6 },
      { kind: 'poisson', perSecond: 50 },
      4,
    );
    const asked = {
      policy: 'vllm-v1' as const,
      cost,
      requests,
      config: { ...query('vllm-v1', 0).config, blocks: 400 },
    };
    const whole = finish(createRun(asked));
    const hits = (run: ServingRun) =>
      servingMetrics(run.records(), { ttftSeconds: 1, tpotSeconds: 1 }, run, 400).hitRate;
    expect(hits(whole)).toBeGreaterThan(0.5);
    expect(hits(whole)).toBeLessThan(0.9);
    const first = createRun(asked);
    for (let step = 0; step < 30; step++) first.advance();
    const second = finish(createRun(asked, JSON.parse(JSON.stringify(first.save()))));
    expect(second.records()).toEqual(whole.records());
    expect(hits(second)).toBe(hits(whole));
    const without = finish(
      createRun({ ...asked, requests: requests.map(({ prompt, output, ...rest }) => rest) }),
    );
    expect(hits(without)).toBe(0);
    expect(whole.nowSeconds).toBeLessThan(without.nowSeconds);
  });

  it('refuses nonsense in words', () => {
    const bad = (change: object) => () =>
      createBatchingSimulation({
        scheduler: 'orca',
        batch_size_cap: 2,
        block_size: 4,
        num_blocks: 40,
        model,
        requests: [[0, 8, 2]],
        ...change,
      } as never);
    for (const change of [
      { scheduler: 'fifo' },
      { num_blocks: 0 },
      { requests: [[0, 0, 2]] },
      { requests: [[0, 2.5, 2]] },
      { requests: [[Number.NaN, 8, 2]] },
      { requests: null },
    ]) {
      expect(bad(change)).toThrow(BookError);
    }
  });
});
