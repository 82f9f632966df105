import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../../kernels/numbers/random';
import { EVICTION_POLICIES, evictionRank } from '../../../../kernels/serving/radix/eviction';
import type { RadixCache } from '../../../../kernels/serving/radix/radix-cache';
import { type RadixNode, subtree } from '../../../../kernels/serving/radix/radix-node';
import { checkRadix, listTree, restoreRadix, saveRadix } from '../../../../kernels/serving/radix/radix-state';
import { createRadixCache } from '../../../../kernels/serving/radix/scripted';

describe('a radix cache by hand', () => {
  it('splits a node where two sequences part', () => {
    const cache = createRadixCache();
    expect(cache.insert([1, 2, 3], [10, 11, 12])).toBe(0);
    expect(cache.insert([1, 2, 4, 5], [20, 21, 22, 23])).toBe(2);
    expect(cache.tree()).toEqual([
      [
        [1, 2],
        [10, 11],
        0,
        2,
        0,
        null,
        [
          [[3], [12], 0, 1, 0, null, []],
          [[4, 5], [22, 23], 0, 1, 0, null, []],
        ],
      ],
    ]);
    const match = cache.match([1, 2, 4, 9]);
    expect(match).toMatchObject({ length: 3, slots: [10, 11, 22] });
    expect(match.node.tokens).toEqual([4]);
    expect(cache.totalSize).toBe(5);
  });

  it('evicts whole leaves, the least recently used first, and never what is locked', () => {
    const cache = createRadixCache();
    cache.insert([1, 2, 3], [1, 2, 3]);
    cache.insert([1, 5, 6], [0, 5, 6]);
    const { node } = cache.match([1, 2, 3]);
    expect(cache.lock(node)).toBe(-3);
    expect(cache.evict(1)).toEqual({ count: 2, freed: [Int32Array.of(5, 6)] });
    expect(cache.evict(1)).toEqual({ count: 0, freed: [] });
    expect(cache.unlock(node)).toBe(3);
    expect(cache.evict(3).count).toBe(3);
    expect(cache.tree()).toEqual([]);
    expect(() => cache.lock(node)).toThrow('serving.nodeGone');
  });

  it('keeps whole pages only', () => {
    const cache = createRadixCache({ page_size: 4 });
    cache.insert([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]);
    expect(cache.totalSize).toBe(4);
    expect(cache.match([1, 2, 3, 4, 5, 6, 7]).length).toBe(4);
    expect(cache.match([1, 2, 3, 9, 5, 6, 7, 8]).length).toBe(0);
  });

  it('keeps the caches of adapters apart', () => {
    const cache = createRadixCache();
    cache.insert([1, 2, 3], [1, 2, 3], { extraKey: 'a' });
    expect(cache.match([1, 2, 3]).length).toBe(0);
    expect(cache.match([1, 2, 3], 'b').length).toBe(0);
    expect(cache.match([1, 2, 3], 'a').length).toBe(3);
    expect(cache.match([1, 2, 3], '').length).toBe(0);
  });

  it('refuses what makes no sense', () => {
    expect(() => createRadixCache({ page_size: 0 })).toThrow('serving.pageSize');
    expect(() => createRadixCache({ policy: 'random' as 'lru' })).toThrow('serving.evictionPolicy');
    const cache = createRadixCache();
    expect(() => cache.insert([1, 2], [1])).toThrow('serving.slotsShort');
    cache.insert([1, 2], [1, 2]);
    expect(() => cache.unlock(cache.match([1, 2]).node)).toThrow('serving.notLocked');
    expect(() => createRadixCache({ ops: [{ op: 'shuffle' }] }).step()).toThrow('serving.operation');
    expect(() => createRadixCache({ ops: [{ op: 'lock', ref: 3 }] }).step()).toThrow('serving.notMatched');
    expect(createRadixCache({ ops: [] }).step()).toBeNull();
  });

  it('forgets everything on reset', () => {
    const cache = createRadixCache();
    cache.insert([1, 2, 3], [1, 2, 3]);
    const { node } = cache.match([1]);
    cache.reset();
    expect([cache.totalSize, cache.match([1, 2, 3]).length, cache.evict(5).count]).toEqual([0, 0, 0]);
    expect(() => cache.lock(node)).toThrow('serving.nodeGone');
  });
});

/** What SGLang does for every eviction: looks at all leaves. */
function leastOf(cache: RadixCache): RadixNode | undefined {
  const free = subtree(cache.root).filter((node) => node.parent && !node.locks && !node.children.size);
  const less = (a: RadixNode, b: RadixNode) => {
    const [x, y] = [evictionRank(cache.policy, a), evictionRank(cache.policy, b)];
    return x[0] - y[0] || x[1] - y[1];
  };
  return free.sort(less)[0];
}

/** A random operation; locks are kept in `locked`. */
function randomOperation(cache: RadixCache, random: Random, locked: number[], slot: { next: number }): void {
  const tokens = Array.from({ length: random.integer(0, 9) }, () => random.integer(0, 2));
  const extraKey = random.uniform() < 0.2 ? 'adapter' : null;
  const kind = random.uniform();
  if (kind < 0.35) {
    const slots = tokens.map(() => slot.next++);
    const chunked = random.uniform() < 0.3;
    const present = cache.insert(tokens, slots, { extraKey, chunked, priority: random.integer(0, 3) });
    expect(present).toBeLessThanOrEqual(tokens.length);
  } else if (kind < 0.65) {
    const { length, slots, node } = cache.match(tokens, extraKey);
    expect(slots).toHaveLength(length);
    expect(length).toBeLessThanOrEqual(tokens.length);
    if (random.uniform() < 0.5) {
      cache.lock(node);
      locked.push(node.id);
    }
  } else if (kind < 0.8 && locked.length > 0) {
    const [id] = locked.splice(random.integer(0, locked.length - 1), 1);
    cache.unlock(subtree(cache.root).find((node) => node.id === id)!);
  } else {
    const before = cache.totalSize;
    const { count, freed } = cache.evict(random.integer(0, 8));
    expect(freed.reduce((sum, slots) => sum + slots.length, 0)).toBe(count);
    expect(cache.totalSize).toBe(before - count);
  }
}

describe('a radix cache under random traffic', () => {
  it('keeps its rules, its order of eviction and its saved state over 1,000 seeds', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const random = createRandom(seed);
      const config = {
        page_size: random.pick([1, 1, 2, 4]),
        policy: EVICTION_POLICIES[seed % EVICTION_POLICIES.length],
        is_eagle: random.uniform() < 0.3,
      };
      let cache: RadixCache = createRadixCache(config);
      const [locked, slot] = [[] as number[], { next: 1 }];
      for (let count = 0; count < 25; count++) {
        randomOperation(cache, random, locked, slot);
        expect(cache.nextVictim).toBe(leastOf(cache));
        if (count === 12) {
          const saved = JSON.parse(JSON.stringify(saveRadix(cache)));
          const before = listTree(cache.root);
          cache = restoreRadix(saved).cache;
          expect(listTree(cache.root)).toEqual(before);
        }
      }
      checkRadix(cache);
      for (const id of locked) cache.unlock(subtree(cache.root).find((node) => node.id === id)!);
      checkRadix(cache);
      expect(cache.protectedSize).toBe(0);
      cache.evict(Number.POSITIVE_INFINITY);
      expect(cache.root.children.size).toBe(0);
    }
  });

  it('goes on after a restore as if nothing had been', () => {
    for (let seed = 0; seed < 50; seed++) {
      const run = (restoreAt: number) => {
        const random = createRandom(seed);
        let cache: RadixCache = createRadixCache({ policy: EVICTION_POLICIES[seed % 7] });
        const [locked, slot] = [[] as number[], { next: 1 }];
        for (let count = 0; count < 60; count++) {
          randomOperation(cache, random, locked, slot);
          if (count === restoreAt) cache = restoreRadix(JSON.parse(JSON.stringify(saveRadix(cache)))).cache;
        }
        return saveRadix(cache);
      };
      expect(run(30)).toEqual(run(-1));
    }
  });

  it('refuses a saved state that is no tree', () => {
    const cache = createRadixCache();
    cache.insert([1], [1]);
    const saved = saveRadix(cache);
    expect(() => restoreRadix({ ...saved, nodes: [] })).toThrow('serving.savedTree');
    expect(() => restoreRadix({ ...saved, nodes: saved.nodes.toReversed() })).toThrow('serving.savedTree');
  });
});
