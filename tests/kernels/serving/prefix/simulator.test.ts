import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../../kernels/numbers/random';
import { PREFIX_LANES } from '../../../../kernels/serving/prefix/lane';
import { prefixParams, prefixPresets } from '../../../../kernels/serving/prefix/params';
import { pictureOf } from '../../../../kernels/serving/prefix/picture';
import {
  isDone,
  type PrefixState,
  prefixSimulator,
  skipTo,
} from '../../../../kernels/serving/prefix/simulator';
import { hitRateCurve, summarizePrefix } from '../../../../kernels/serving/prefix/summary';
import { defaultParams, type ParamValues } from '../../../../kernels/simulator';

function runTo(params: ParamValues, seed: number, steps = Number.POSITIVE_INFINITY): PrefixState {
  let state = prefixSimulator.init(params, seed);
  while (!isDone(state) && state.stepCount < steps) state = prefixSimulator.step(state).state;
  return state;
}

/** Small instances of every kind of traffic. */
function smallParams(random: Random): ParamValues {
  const choice = (key: string) => random.pick(prefixParams.find((spec) => spec.key === key)!.choices!);
  return {
    traffic: choice('traffic'),
    evictionPolicy: choice('evictionPolicy'),
    requests: random.integer(4, 8),
    poolTokens: 256 * random.integer(2, 3),
    blockTokens: 4 * random.integer(2, 8),
    prefixTokens: 10 * random.integer(0, 14),
    uniqueTokens: 10 * random.integer(1, 5),
  };
}

describe('the prefix simulator', () => {
  it('finds a system prompt of 250 tokens again: 240 in blocks of 16, all 250 in the tree', () => {
    const { params, seed } = prefixPresets['system-prompt'];
    let state = prefixSimulator.init(params, seed);
    const seen = new Set<number>();
    while (!isDone(state)) {
      state = prefixSimulator.step(state).state;
      const { kind, request, hash, radix } = state.last!;
      if (kind !== 'admit') continue;
      const { group } = state.plan.requests[request];
      expect(hash.found).toBe(seen.has(group) ? 240 : 0);
      expect(radix.found).toBe(seen.has(group) ? 250 : 0);
      seen.add(group);
    }
    expect(seen.size).toBe(4);
  });

  it('finds next to nothing behind a time stamp', () => {
    const { params, seed } = prefixPresets['timestamp-first'];
    const { hash, radix } = summarizePrefix(params, seed);
    expect(hash.cachedTokens).toBe(0);
    // The date, three tokens, is all that 39 of 40 prompts share.
    expect(radix.cachedTokens).toBe(39 * 3);
  });

  it('loses half of what it found when the memory is too small', () => {
    const { params, seed } = prefixPresets['too-small'];
    const small = summarizePrefix(params, seed);
    const ample = summarizePrefix({ ...params, poolTokens: 16_384 }, seed);
    for (const lane of PREFIX_LANES) expect(small[lane].hitRate).toBeLessThan(ample[lane].hitRate / 1.7);
  });

  it('refuses a request larger than the memory before the run, and answers the others', () => {
    const params = { ...defaultParams(prefixParams), poolTokens: 512, prefixTokens: 400, uniqueTokens: 80 };
    const state = runTo(params, 1);
    const { admitted, refused } = prefixSimulator.metrics(state);
    expect(refused).toBeGreaterThan(0);
    expect(admitted + refused).toBe(40);
    const none = runTo({ ...params, prefixTokens: 1000 }, 1);
    expect(prefixSimulator.metrics(none)).toMatchObject({ admitted: 0, refused: 40 });
  });

  it('keeps its rules over 1,000 seeds, and what it draws hangs together', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const params = smallParams(createRandom(seed));
      const state = runTo(params, seed, 3 + (seed % 12));
      prefixSimulator.invariants(state);
      for (const stretches of Object.values(pictureOf(state))) {
        const ends = new Map(stretches.map(({ id, to }) => [id, to]));
        expect(ends.size).toBe(stretches.length);
        for (const { parent, from, to } of stretches) {
          expect(to).toBeGreaterThan(from);
          if (parent !== null) expect(ends.get(parent)).toBe(from);
        }
      }
    }
  });

  it('goes on from a saved state to the same end, and a summary says the same', () => {
    for (const { params, seed } of Object.values(prefixPresets)) {
      const end = prefixSimulator.metrics(runTo(params, seed));
      let state = runTo(params, seed, 31);
      state = JSON.parse(JSON.stringify(state));
      while (!isDone(state)) state = prefixSimulator.step(state).state;
      expect(prefixSimulator.metrics(state)).toEqual(end);
      expect(prefixSimulator.step(state).state).toBe(state);
      const summary = summarizePrefix(params, seed);
      for (const lane of PREFIX_LANES) expect(end[lane]).toMatchObject(summary[lane]);
    }
  });

  it('arrives at the same state by a leap', () => {
    const { params, seed } = prefixPresets['too-small'];
    const start = prefixSimulator.init(params, seed);
    expect(skipTo(start, 50)).toEqual(runTo(params, seed, 50));
    expect(skipTo(start, 1e9)).toEqual(runTo(params, seed));
    expect(skipTo(start, 0)).toBe(start);
  });

  it('never changes a state it has given out', () => {
    const { params, seed } = prefixPresets['few-shot'];
    const state = runTo(params, seed, 20);
    const before = JSON.stringify(state);
    prefixSimulator.step(state);
    pictureOf(state);
    expect(JSON.stringify(state)).toBe(before);
  });

  it('says what an event did', () => {
    const { params, seed } = prefixPresets['system-prompt'];
    expect(prefixSimulator.describe(runTo(params, seed, 0)).messageId).toBe('empty');
    expect(prefixSimulator.describe(runTo(params, seed, 3))).toMatchObject({
      messageId: 'admit',
      values: { request: 3, requests: 40 },
    });
    expect(prefixSimulator.describe(runTo(params, seed)).messageId).toBe('done');
  });

  it('draws the victims in the order in which they go', () => {
    const params = { ...prefixPresets.chat.params, traffic: 'unique', poolTokens: 2048 };
    let state = prefixSimulator.init(params, 1);
    let checked = 0;
    while (!isDone(state)) {
      const next = prefixSimulator.step(state).state;
      const first = pictureOf(state).radix.find(({ order }) => order === 0);
      const gone = next.last!.radix.evicted[0];
      // A leaf on the way of the request itself is used before it could be evicted.
      if (gone && first && next.last!.radix.found === 0) {
        expect([gone.from, gone.to]).toEqual([first.from, first.to]);
        checked++;
      }
      state = next;
    }
    expect(checked).toBeGreaterThan(10);
  });

  it('refuses parameters that are none', () => {
    const params = defaultParams(prefixParams);
    expect(() => prefixSimulator.init({ ...params, traffic: 'rain' }, 1)).toThrow('serving.param');
    expect(() => prefixSimulator.init({ ...params, poolTokens: 1 }, 1)).toThrow('serving.param');
    expect(() => prefixSimulator.init(params, -1)).toThrow('serving.seed');
  });
});

describe('the hit rate over the memory', () => {
  it('is that of a run with so much memory, and ends where nothing is evicted', () => {
    const { params, seed } = prefixPresets.chat;
    const { sizes, point } = hitRateCurve(params, seed);
    expect(sizes.length).toBeGreaterThan(8);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    const summary = summarizePrefix(params, seed);
    expect(point(6144)).toEqual({
      poolTokens: 6144,
      hash: summary.hash.hitRate,
      radix: summary.radix.hitRate,
    });
    const last = point(sizes[sizes.length - 1]);
    expect(last.radix).toBeGreaterThan(2 * point(sizes[0]).radix);
  });
});
