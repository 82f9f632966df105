import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../kernels/numbers/random';
import { EVICTION_POLICIES } from '../../../../kernels/serving/radix/eviction';
import { subtree } from '../../../../kernels/serving/radix/radix-node';
import {
  createRadixServer,
  type RadixServer,
  restoreRadixServer,
} from '../../../../kernels/serving/radix/radix-server';
import { checkRadix } from '../../../../kernels/serving/radix/radix-state';

describe('requests on a radix cache', () => {
  it('shares a prompt that is there and computes its last token all the same', () => {
    const server = createRadixServer({ pool_tokens: 8 });
    const prompt = [7, 8, 9];
    expect(server.admit({ id: 'a', prompt, output: [1, 2] })).toMatchObject({ hit: 0, slots: [1, 2, 3] });
    expect(server.free.count).toBe(5);
    // Slot 4 held the third token for a moment; the tree had it already, and 4 goes back.
    expect(server.admit({ id: 'b', prompt, output: [3, 4] })).toMatchObject({ hit: 2, slots: [1, 2, 3] });
    expect(server.free.save()).toEqual([5, 6, 7, 8, 4]);
    expect(server.decode('a')).toEqual({ alloc: [5], evicted: undefined });
    expect(server.finish('a')).toBe(4);
    expect(server.cache.match([7, 8, 9, 1, 2]).slots).toEqual([1, 2, 3, 5]);
    expect(server.retract('b')).toBe(3);
    expect(server.cache.protectedSize).toBe(0);
  });

  it('drops a request that does not fit and leaves no lock behind', () => {
    const server = createRadixServer({ pool_tokens: 4 });
    expect(server.admit({ id: 1, prompt: [1, 2, 3], output: [4] }).alloc).toEqual([1, 2, 3]);
    expect(server.admit({ id: 2, prompt: [5, 6], output: [] })).toMatchObject({ alloc: null, evicted: 0 });
    expect(server.isRunning(2)).toBe(false);
    expect(() => server.decode(2)).toThrow('serving.noSuchRequest');
    expect(server.decode(1).alloc).toEqual([4]);
    expect(server.decode(1)).toEqual({ alloc: null, evicted: 0 });
    expect(server.finish(1)).toBe(4);
    // The answer's leaf goes first, then the prompt above it.
    expect(server.admit({ id: 2, prompt: [5, 6], output: [] })).toMatchObject({ evicted: 4, alloc: [4, 1] });
  });

  it('owns every slot exactly once, over 1,000 seeds', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const random = createRandom(seed);
      const config = { pool_tokens: random.integer(8, 40), policy: EVICTION_POLICIES[seed % 7] };
      let server: RadixServer = createRadixServer(config);
      const running: number[] = [];
      for (let event = 0; event < 24; event++) {
        const at = random.integer(0, Math.max(0, running.length - 1));
        const kind = random.uniform();
        if (kind < 0.4 || running.length === 0) {
          const draw = (length: number) => Array.from({ length }, () => random.integer(0, 2));
          const request = { id: event, prompt: draw(random.integer(1, 9)), output: draw(20) };
          if (server.admit(request).alloc) running.push(event);
        } else if (kind < 0.75) server.decode(running[at]);
        else if (kind < 0.95) server.finish(running.splice(at, 1)[0]);
        else server.retract(running.splice(at, 1)[0]);
        if (event === 12) server = restoreRadixServer(config, JSON.parse(JSON.stringify(server.save())));
        checkSlots(server, running);
      }
      checkRadix(server.cache);
      for (const id of running) server.finish(id);
      expect(server.cache.protectedSize).toBe(0);
      expect(server.cache.totalSize + server.free.count).toBe(config.pool_tokens);
    }
  });
});

/** Free, in the tree, or a running request's own: every slot is one of the three. */
function checkSlots(server: RadixServer, running: readonly number[]): void {
  const tree = subtree(server.cache.root).flatMap((node) => node.slots);
  const inTree = new Set(tree);
  const own = running.flatMap((id) => server.slotsOf(id).filter((slot) => !inTree.has(slot)));
  const all = [...tree, ...own, ...server.free.save()];
  expect(new Set(all).size).toBe(server.poolTokens);
  expect(all).toHaveLength(server.poolTokens);
}
