import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eagleTree } from '../../../kernels/speculative/eagle-tree';
import { lookUpDraft } from '../../../kernels/speculative/prompt-lookup';
import {
  bestExpectedTokens,
  bestTree,
  expectedAccepted,
  leafPaths,
  parentsOf,
  pathProbabilities,
  treeMask,
} from '../../../kernels/speculative/tree';

describe('fixed trees', () => {
  it('by hand', () => {
    const ranks = [
      [0.6, 0.2],
      [0.5, 0.1],
    ];
    expect(bestTree(ranks, 3)).toEqual([[0], [0, 0], [1]]);
    expect(expectedAccepted(ranks, [[0], [0, 0], [1]])).toBeCloseTo(1.1, 12);
    expect(parentsOf([[0], [0, 0], [1]])).toEqual([-1, 0, -1]);
    expect(() => parentsOf([[0, 0]])).toThrow();
    expect(bestExpectedTokens([0.6, 0.2, 0.1], 4)).toBeCloseTo(2.176, 12);
    expect(bestExpectedTokens([], 4)).toBe(1);
  });

  const ranks = fc.array(
    fc.array(fc.double({ min: 0.01, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 3 }),
    { minLength: 1, maxLength: 3 },
  );

  it('no tree of as many nodes yields more than the best', () => {
    fc.assert(
      fc.property(ranks, fc.integer({ min: 1, max: 5 }), (table, count) => {
        const best = expectedAccepted(table, bestTree(table, count));
        // All trees, by adding every possible node to every smaller tree.
        let trees: number[][][] = [[]];
        for (let n = 0; n < count; n++) {
          const larger = new Map<string, number[][]>();
          for (const tree of trees) {
            for (const parent of [[], ...tree]) {
              (table[parent.length] ?? []).forEach((_, rank) => {
                const path = [...parent, rank];
                if (tree.some((node) => node.join() === path.join())) return;
                const grown = [...tree, path];
                larger.set(
                  grown
                    .map((node) => node.join())
                    .sort()
                    .join('|'),
                  grown,
                );
              });
            }
          }
          if (larger.size > 0) trees = [...larger.values()];
        }
        for (const tree of trees) expect(expectedAccepted(table, tree)).toBeLessThanOrEqual(best + 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('the dynamic programme agrees with the greedy tree where later guesses are never better', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (rates, nodes) => {
          const sorted = rates.toSorted((a, b) => b - a);
          const greedy =
            1 +
            expectedAccepted(
              new Array(nodes).fill(sorted),
              bestTree(new Array(nodes).fill(sorted), nodes - 1),
            );
          expect(bestExpectedTokens(sorted, nodes)).toBeCloseTo(greedy, 12);
        },
      ),
    );
  });

  it('a node sees itself and its ancestors, nothing else', () => {
    const mask = treeMask([-1, 0, 1, 0]);
    expect(mask.map((row) => row.map(Number).join(''))).toEqual(['1000', '1100', '1110', '1001']);
    expect(leafPaths([-1, 0, 1, 0])).toEqual([
      [0, 1, 2],
      [0, 3, -1],
    ]);
    expect(() => treeMask([1, 0])).toThrow();
  });

  it('chances of children add up to no more than their parent’s', () => {
    const table = [
      [0.6, 0.3, 0.1],
      [0.5, 0.5],
    ];
    const nodes = bestTree(table, 9);
    const chances = pathProbabilities(table, nodes);
    parentsOf(nodes).forEach((parent, at) => {
      if (parent >= 0) expect(chances[at]).toBeLessThanOrEqual(chances[parent]);
    });
  });
});

describe('EAGLE-2’s tree', () => {
  it('keeps parents with their children, in the order offered, and as many nodes as asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (topK, depth, totalTokens, salt) => {
          const row = (path: readonly number[]) => {
            const weights = Array.from(
              { length: 6 },
              (_, token) => ((token * 31 + path.length * 17 + (path.at(-1) ?? 3) * 7 + salt) % 13) + 1,
            );
            const sum = weights.reduce((a, b) => a + b, 0);
            return weights.map((weight) => Math.log(weight / sum));
          };
          const tree = eagleTree(99, row, { topK, depth, totalTokens });
          const offered = topK + depth * topK * topK;
          expect(tree.tokens).toHaveLength(1 + Math.min(totalTokens, offered));
          expect(tree.tokens[0]).toBe(99);
          tree.parents.forEach((parent, at) => {
            if (at === 0) {
              expect(parent).toBe(-1);
              return;
            }
            expect(parent).toBeLessThan(at);
            expect(tree.paths[at].slice(0, -1)).toEqual(tree.paths[parent]);
            expect(tree.logProbabilities[at]).toBeLessThanOrEqual(tree.logProbabilities[parent]);
            expect(tree.depths[at]).toBe(tree.depths[parent] + 1);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('prompt lookup', () => {
  it('by hand', () => {
    const options = { longest: 2, shortest: 1, draftLength: 2 };
    expect(lookUpDraft([7, 8, 9, 1, 7, 8], options)).toEqual([9, 1]);
    expect(lookUpDraft([1, 2, 3], options)).toEqual([]);
    expect(lookUpDraft([5], options)).toEqual([]);
    // The latest of two places, and no more than there is behind it.
    expect(lookUpDraft([4, 1, 4, 2, 4], { ...options, draftLength: 9 })).toEqual([2, 4]);
    expect(() => lookUpDraft([1], { longest: 1, shortest: 2, draftLength: 1 })).toThrow();
  });

  it('only ever repeats what stood behind the same tokens before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }), (tokens) => {
        const guess = lookUpDraft(tokens, { longest: 3, shortest: 2, draftLength: 4 });
        if (guess.length === 0) return;
        const text = tokens.join('');
        expect(text.slice(0, -1)).toContain(text.slice(-2));
        expect(text).toContain(text.slice(-2) + guess.join(''));
      }),
    );
  });
});
