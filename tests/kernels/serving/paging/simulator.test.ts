import { describe, expect, it } from 'vitest';
import { kvCacheBytes } from '@/kernels/cost/bytes';
import { BookError } from '@/kernels/errors';
import { createRandom } from '@/kernels/numbers/random';
import { ALLOCATOR_IDS } from '@/kernels/serving/paging/allocator';
import { BYTES_PER_TOKEN, pagingParams, pagingPresets } from '@/kernels/serving/paging/params';
import { isDone, type PagingState, pagingSimulator } from '@/kernels/serving/paging/simulator';
import { summarizeRun } from '@/kernels/serving/paging/summary';
import { makeTraffic } from '@/kernels/serving/paging/workload';
import { parseParams } from '@/kernels/simulator';

const { init, step, metrics, invariants, describe: tell } = pagingSimulator;
const small = {
  ...pagingPresets.crowded.params,
  poolTokens: 2048,
  maxModelTokens: 512,
  promptTokens: 64,
  outputTokens: 48,
};

function stateAfter(steps: number, params = pagingPresets.crowded.params, seed = 7): PagingState {
  let state = init(params, seed);
  for (let count = 0; count < steps; count++) state = step(state).state;
  return state;
}

describe('paging simulator', () => {
  it('is plain JSON, and the same seed gives the same run', () => {
    const state = stateAfter(300);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(stateAfter(300)).toEqual(state);
    expect(stateAfter(300, undefined, 8)).not.toEqual(state);
  });

  it('goes on from a state that was written out and read back', () => {
    const state = stateAfter(300);
    expect(step(JSON.parse(JSON.stringify(state))).state).toEqual(step(state).state);
  });

  it('leaves the state it steps from untouched', () => {
    const state = stateAfter(400);
    const before = JSON.stringify(state);
    step(state);
    expect(JSON.stringify(state)).toBe(before);
  });

  it('counts time in steps of 50 ms without drift', () => {
    expect(stateAfter(1234).nowSeconds).toBe(61.7);
  });

  it('describes itself', () => {
    expect(tell(stateAfter(0)).messageId).toBe('empty');
    expect(tell(stateAfter(400))).toMatchObject({
      messageId: 'running',
      values: { seconds: 20, requests: 60 },
    });
  });

  it('stays where it is once all is answered', () => {
    let state = init(small, 1);
    while (!isDone(state)) state = step(state).state;
    expect(step(state)).toEqual({ state, events: [] });
    expect(tell(state).messageId).toBe('done');
    expect(metrics(state).paged).toMatchObject({ usedShare: 0, heldBytes: 0, running: 0, waiting: 0 });
  });

  it('prices a token as the running example does', () => {
    expect(BYTES_PER_TOKEN).toBe(
      kvCacheBytes('llama-3.1-70b', { tokens: 1, sequences: 1, kvFormat: 'bf16' }),
    );
  });

  it('accounts for every byte of the pool', () => {
    const state = stateAfter(600);
    for (const id of ALLOCATOR_IDS) {
      const lane = metrics(state)[id];
      expect(lane.usedBytes + lane.internalBytes).toBe(lane.heldBytes);
      expect(lane.heldBytes + lane.externalBytes).toBeLessThanOrEqual(lane.poolBytes);
      expect(lane.usedShare).toBeCloseTo(lane.usedBytes / lane.heldBytes, 12);
    }
  });

  it('refuses parameters that make no sense, by name', () => {
    expect(() => init({ ...small, blockTokens: 0 }, 1)).toThrow(BookError);
    expect(() => init({ ...small, requests: Number.NaN }, 1)).toThrow(/serving.param.*requests/);
    expect(() => init({}, 1)).toThrow(/serving.param/);
    expect(() => init(small, -1)).toThrow(/serving.seed/);
  });

  it('has presets that its own table accepts as they are', () => {
    for (const { params } of Object.values(pagingPresets)) {
      const text = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
      expect(parseParams(pagingParams, text)).toEqual({ values: params, issues: [] });
    }
  });
});

describe('the story the chapter tells', () => {
  it('crowded: reserving stores tokens in a quarter of what it holds, pages in nearly all', () => {
    const { params, seed } = pagingPresets.crowded;
    const run = summarizeRun(params, seed);
    expect(run.reserve.usedShare).toBeGreaterThan(0.2);
    expect(run.reserve.usedShare).toBeLessThan(0.4);
    expect(run.grow.usedShare).toBeGreaterThan(0.6);
    expect(run.grow.usedShare).toBeLessThan(0.8);
    expect(run.grow.externalShare).toBeGreaterThan(0.05);
    expect(run.paged.usedShare).toBeGreaterThan(0.9);
    // Memory fills: the paged cache preempts, and still is done first.
    expect(run.paged.preemptions).toBeGreaterThan(0);
    expect(run.paged.finishedSeconds).toBeLessThan(run.reserve.finishedSeconds / 1.5);
    expect(run.paged.mostRunning).toBeGreaterThan(3 * run.reserve.mostRunning);
  });

  it.each(Object.keys(pagingPresets))(
    '%s: somebody waits in the reserving cache, and all are answered',
    (name) => {
      const { params, seed } = pagingPresets[name];
      const run = summarizeRun(params, seed);
      expect(run.reserve.usedShare).toBeGreaterThan(0);
      for (const id of ALLOCATOR_IDS) expect(run[id].finishedSeconds).toBeGreaterThan(0);
    },
  );

  it('forks: shared prompts let pages run more answers at once', () => {
    const { params, seed } = pagingPresets.forks;
    const shared = summarizeRun(params, seed);
    let state = init(params, seed);
    for (let count = 0; count < 400; count++) state = step(state).state;
    expect(metrics(state).paged.sharedBytes).toBeGreaterThan(0);
    expect(metrics(state).reserve.sharedBytes).toBe(0);
    expect(shared.paged.mostRunning).toBeGreaterThan(shared.grow.mostRunning);
  });
});

describe('traffic', () => {
  it('has the means it is asked for, and never exceeds the model', () => {
    const state = init({ ...pagingPresets.thousand.params, maxModelTokens: 8192, poolTokens: 65_536 }, 3);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(state.requests.map((request) => request.promptTokens)) / 320).toBeCloseTo(1, 1);
    expect(mean(state.requests.map((request) => request.outputTokens)) / 320).toBeCloseTo(1, 1);
    expect(state.requests.at(-1)!.arrivalSeconds / (1000 / 6)).toBeCloseTo(1, 1);
  });

  it('keeps the rest as it was when one dial turns', () => {
    const base = init(pagingPresets.crowded.params, 7).setup;
    const plain = makeTraffic(base, 7);
    const forked = makeTraffic({ ...base, forkShare: 0.5, blockTokens: 64 }, 7);
    expect(forked.map(({ secondOutputTokens: _, ...rest }) => rest)).toEqual(
      plain.map(({ secondOutputTokens: _, ...rest }) => rest),
    );
    const forks = forked.filter((request) => request.secondOutputTokens > 0).length;
    expect(forks).toBeGreaterThan(15);
    expect(forks).toBeLessThan(45);
  });
});

describe('invariants over a thousand seeds', () => {
  it('hold at every step, and every request is answered in all three caches', () => {
    for (let seed = 0; seed < 1000; seed++) {
      // Small and odd: blocks that do not divide the pool, maxima near the pool, forks in every third run.
      const random = createRandom(seed);
      const params = {
        blockTokens: 4 * random.integer(1, 24),
        arrivalsPerSecond: 10,
        poolTokens: 2048,
        maxModelTokens: 512 * random.integer(1, 4),
        requests: 10,
        promptTokens: 16 * random.integer(1, 20),
        outputTokens: 16 * random.integer(1, 4),
        forkShare: seed % 3 === 0 ? 0.5 : 0,
      };
      let state = init(params, seed);
      let steps = 0;
      while (!isDone(state)) {
        state = step(state).state;
        // Every step for a tenth of the seeds, every seventh step for the rest: the same rules, in a third of the time.
        if (seed % 10 === 0 || state.stepCount % 7 === 0) invariants(state);
        if (++steps > 20_000) throw new Error(`seed ${seed} does not end`);
      }
      invariants(state);
      const answers = state.requests.reduce(
        (sum, request) => sum + (request.secondOutputTokens > 0 ? 2 : 1),
        0,
      );
      for (const id of ALLOCATOR_IDS) {
        expect([seed, id, state.lanes[id].finished]).toEqual([seed, id, answers]);
        expect(metrics(state)[id].heldBytes).toBe(0);
      }
    }
  });

  it('notice a machine that is broken', () => {
    const state = stateAfter(400);
    const [first] = state.lanes.reserve.running;
    const broken = (lane: object, id: 'reserve' | 'grow' | 'paged') => ({
      ...state,
      lanes: { ...state.lanes, [id]: { ...state.lanes[id], ...lane } },
    });
    expect(() => invariants(broken({ finished: 99 }, 'reserve'))).toThrow(/serving.answers.*reserve/);
    expect(() => invariants(broken({ returned: [first] }, 'reserve'))).toThrow(/serving.sequenceTwice/);
    expect(() => invariants(broken({ memory: { spans: [] } }, 'grow'))).toThrow(/serving.lostTokens/);
    const { pool, tables } = state.lanes.paged.memory;
    const refs = pool.refs.with(pool.next.length - 2, 9);
    expect(() => invariants(broken({ memory: { pool: { ...pool, refs }, tables } }, 'paged'))).toThrow(
      /paged/,
    );
    expect(() => invariants(broken({ memory: { pool, tables: {} } }, 'paged'))).toThrow(/serving.refs/);
  });
});
