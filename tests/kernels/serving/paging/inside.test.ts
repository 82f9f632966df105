import { describe, expect, it } from 'vitest';
import { createInsideRun, insideRequests } from '@/kernels/serving/paging/inside';
import { pagingPresets, pagingSetup } from '@/kernels/serving/paging/params';
import { isDone, pagingSimulator } from '@/kernels/serving/paging/simulator';
import { makeTraffic } from '@/kernels/serving/paging/workload';
import { checkVllmScheduler } from '@/kernels/serving/schedulers/vllm/invariants';
import type { ParamValues } from '@/kernels/simulator';

const { crowded, forks, sharedPrompts } = pagingPresets;
const tight: ParamValues = {
  ...crowded.params,
  poolTokens: 2048,
  maxModelTokens: 768,
  promptTokens: 96,
  outputTokens: 96,
  arrivalsPerSecond: 6,
  requests: 30,
};

function runOf(params: ParamValues, seed: number, options = {}) {
  const setup = pagingSetup(params);
  const traffic = makeTraffic(setup, seed);
  return createInsideRun(setup, traffic, { freeOrder: 'v1', caching: true, ...options });
}

describe('the paged lane and the engine', () => {
  it.each<[string, ParamValues, number]>([
    ['crowded', crowded.params, crowded.seed],
    ...[1, 2, 3, 4, 5, 6].map((seed) => [`tight ${seed}`, tight, seed] as [string, ParamValues, number]),
    ['blocks of 4', { ...tight, blockTokens: 4 }, 9],
    ['blocks of 256', { ...tight, blockTokens: 256 }, 9],
  ])('%s: the same who runs, who is thrown out, and where every block lies', (_, params, seed) => {
    const run = runOf(params, seed, { caching: false });
    let state = pagingSimulator.init(params, seed);
    while (!isDone(state)) {
      state = pagingSimulator.step(state).state;
      run.seek(state.stepCount);
      const { running, memory, preemptions, finished, nextRequest, returned } = state.lanes.paged;
      const engine = run.scheduler.running;
      expect(engine.map(({ id }) => id)).toEqual(running.map(({ id }) => id));
      expect(engine.map(({ table }) => table)).toEqual(running.map(({ id }) => memory.tables[id]));
      expect(engine.map(({ computed }) => computed)).toEqual(running.map(({ stored }) => stored));
      expect(run.totals).toMatchObject({ preemptions, finished, hitTokens: 0, evictions: 0 });
      expect(run.scheduler.waiting()).toHaveLength(returned.length + state.arrived - nextRequest);
      expect(run.scheduler.kv.pool.next).toEqual(memory.pool.next);
      if (run.done) break;
    }
    expect(run.totals.finished).toBe(state.requests.length);
  });
});

describe('inside the paged cache', () => {
  it('gives a second answer the same prompt, and everyone the shared beginning', () => {
    const setup = pagingSetup({ ...forks.params, sharedPromptTokens: 64 });
    const traffic = makeTraffic(setup, forks.seed);
    const requests = insideRequests(setup, traffic);
    const two = traffic.filter(({ secondOutputTokens }) => secondOutputTokens > 0).length;
    expect(requests).toHaveLength(traffic.length + two);
    const [first, second] = requests.filter(({ id }) =>
      requests.some((one) => one.id === Number(id) + 1 || one.id === Number(id) - 1),
    );
    expect(second.prompt).toEqual(first.prompt);
    const heads = requests.map(({ prompt }) =>
      Array.from(prompt as number[])
        .slice(0, 64)
        .join(),
    );
    const whole = heads.filter((head) => head.split(',').length === 64);
    expect(new Set(whole).size).toBe(1);
    expect(whole.length).toBeGreaterThan(30);
  });

  it('shows any step alike, however it was reached', () => {
    const straight = runOf(sharedPrompts.params, 7);
    straight.seek(900);
    const jumpy = runOf(sharedPrompts.params, 7);
    for (const step of [1200, 3, 640, 500, 900]) jumpy.seek(step);
    expect(jumpy.step).toBe(900);
    expect(jumpy.totals).toEqual(straight.totals);
    const { journal: _a, byKey: keysA, ...kvA } = straight.scheduler.kv;
    const { journal: _b, byKey: keysB, ...kvB } = jumpy.scheduler.kv;
    expect(kvB).toEqual(kvA);
    expect([...keysB].sort()).toEqual([...keysA].sort());
    for (const block of [1, 17, 300])
      expect(jumpy.stories.of(block, 900)).toEqual(straight.stories.of(block, 900));
    expect(jumpy.stories.lastEvicted(900)).toBe(straight.stories.lastEvicted(900));
  });

  it('tells a story that can be true: taken, named, given back, found or lost', () => {
    const run = runOf(sharedPrompts.params, 7);
    run.seek(1100);
    const { pool } = run.scheduler.kv;
    checkVllmScheduler(run.scheduler);
    let evictions = 0;
    for (let block = 1; block < pool.size; block++) {
      let refs = 0;
      let named = false;
      for (const entry of run.stories.of(block, run.step)) {
        if (entry.kind === 'evict') {
          expect(refs).toBe(0);
          expect(named).toBe(true);
          expect(entry.last.step).toBeLessThanOrEqual(entry.step);
          named = false;
          evictions++;
        } else if (entry.kind === 'allocate') {
          expect([refs, named]).toEqual([0, false]);
          refs = 1;
        } else if (entry.kind === 'hit') {
          expect(named).toBe(true);
          expect(entry.refs).toBe(++refs);
        } else if (entry.kind === 'store') named = true;
        else {
          expect(entry.refs).toBe(--refs);
          expect(entry.to).toBe(refs > 0 ? 'shared' : named ? 'back' : 'front');
        }
      }
      expect(refs).toBe(pool.refs[block]);
      expect(named).toBe(pool.hashes[block] !== null);
    }
    expect(run.totals.evictions).toBe(evictions);
    expect(evictions).toBeGreaterThan(100);
  });

  it('the order of today keeps what v0.9.2 would have lost: empty ends are used up first', () => {
    const [now, then] = (['v1', 'v0.9.2'] as const).map((freeOrder) => {
      const run = runOf(crowded.params, crowded.seed, { freeOrder });
      run.seek(1600);
      return run.totals;
    });
    expect(now).toMatchObject({ askedTokens: 21_536, hitTokens: 1568, evictions: 1627, preemptions: 8 });
    expect(then).toMatchObject({ askedTokens: 21_536, hitTokens: 1488, evictions: 1646, preemptions: 8 });
  });

  it('stops where its time is up, and goes on', () => {
    const setup = pagingSetup(crowded.params);
    let now = 0;
    const run = createInsideRun(
      setup,
      makeTraffic(setup, 7),
      { freeOrder: 'v1', caching: true },
      () => now++,
    );
    expect(run.seek(400, 3)).toBe(false);
    expect(run.step).toBe(32);
    expect(run.seek(400)).toBe(true);
    expect(run.step).toBe(400);
  });
});
