import { describe, expect, test } from 'vitest';
import { checkLimits } from '../../../kernels/gpu/limits';
import { attentionVariants } from '../../../kernels/gpu/paged-attention/ids';
import { attentionWgsl, dispatchesOf, limitsFor } from '../../../kernels/gpu/paged-attention/meta';
import {
  type AttentionShape,
  keyValueBytes,
  makeAttentionProblem,
  rowSize,
} from '../../../kernels/gpu/paged-attention/problem';
import { attendReference } from '../../../kernels/gpu/paged-attention/reference';

/** The variants themselves run in a browser: tests/browser/lab-live.browser.test.ts. */
const shape: AttentionShape = { heads: 4, kvHeads: 2, headDim: 8, blockTokens: 16 };
const largest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);

describe('a problem', () => {
  test('holds the same rows in both layouts, whatever the block size', () => {
    for (const blockTokens of [1, 7, 16, 64]) {
      const { contiguous, paged, tableWidth, lengths } = makeAttentionProblem({
        shape: { ...shape, blockTokens },
        lengths: [33, 0, 1, 257],
        seed: 5,
      });
      const size = rowSize(shape);
      for (const [s, length] of lengths.entries()) {
        for (let token = 0; token < length; token++) {
          const block = paged.places[s * tableWidth + Math.floor(token / blockTokens)];
          const at = (block * blockTokens + (token % blockTokens)) * size;
          const row = (contiguous.places[s] + token) * size;
          for (const part of ['keys', 'values'] as const) {
            expect(paged[part].subarray(at, at + size)).toEqual(contiguous[part].subarray(row, row + size));
          }
        }
      }
    }
  });

  test('gives every block to one sequence, and shuffles them by its seed', () => {
    const lengths = [100, 40, 33];
    const used = (tables: 'shuffled' | 'inOrder', seed: number) => {
      const { paged, tableWidth } = makeAttentionProblem({ shape, lengths, seed, tables });
      return lengths.flatMap((length, s) => [
        ...paged.places.subarray(s * tableWidth, s * tableWidth + Math.ceil(length / 16)),
      ]);
    };
    expect(used('inOrder', 1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const shuffled = used('shuffled', 1);
    expect(shuffled).not.toEqual(used('inOrder', 1));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(used('inOrder', 1));
    expect(used('shuffled', 1)).toEqual(shuffled);
    expect(used('shuffled', 2)).not.toEqual(shuffled);
  });

  test('counts the bytes that a step must read', () => {
    expect(
      keyValueBytes(makeAttentionProblem({ shape: { ...shape, headDim: 32 }, lengths: [2], seed: 1 })),
    ).toBe(1024);
  });

  test.each([
    [{ heads: 3 }, 'heads'],
    [{ headDim: 6 }, 'headDim'],
    [{ headDim: 512 }, 'headDim'],
    [{ blockTokens: 0 }, 'blockTokens'],
    [{ kvHeads: 1.5 }, 'kvHeads'],
  ])('refuses %j', (change, field) => {
    expect(() => makeAttentionProblem({ shape: { ...shape, ...change }, lengths: [4], seed: 1 })).toThrow(
      expect.objectContaining({ id: 'attention.bad-shape', data: expect.objectContaining({ field }) }),
    );
  });

  test('refuses a length that is none', () => {
    expect(() => makeAttentionProblem({ shape, lengths: [-1], seed: 1 })).toThrow(
      expect.objectContaining({ id: 'attention.bad-length' }),
    );
  });
});

describe('the reference', () => {
  test('one key gives its value, two equal keys the mean, no key zeros', () => {
    const one = { heads: 1, kvHeads: 1, headDim: 4, blockTokens: 2 };
    const single = makeAttentionProblem({ shape: one, lengths: [1, 0], seed: 3 });
    const answer = attendReference(single, 'paged');
    expect(answer.subarray(0, 4)).toEqual(single.contiguous.values.subarray(0, 4));
    expect([...answer.subarray(4)]).toEqual([0, 0, 0, 0]);
    const twins = makeAttentionProblem({ shape: one, lengths: [2], seed: 3 });
    twins.contiguous.keys.copyWithin(4, 0, 4);
    const [a, b] = [0, 4].map((at) => twins.contiguous.values[at]);
    expect(attendReference(twins, 'contiguous')[0]).toBeCloseTo((a + b) / 2, 6);
  });

  test('says the same through a block table', () => {
    for (const blockTokens of [1, 5, 16]) {
      const problem = makeAttentionProblem({
        shape: { ...shape, blockTokens },
        lengths: [1, 31, 33, 257],
        seed: 9,
      });
      expect(attendReference(problem, 'paged')).toEqual(attendReference(problem, 'contiguous'));
    }
  });

  test('large scores neither overflow nor vanish', () => {
    const problem = makeAttentionProblem({
      shape,
      lengths: [300],
      seed: 2,
      value: (uniform) => uniform * 1e6,
    });
    const answer = attendReference(problem, 'paged');
    expect(answer.every(Number.isFinite)).toBe(true);
    expect(largest(answer, new Float32Array(answer.length))).toBeGreaterThan(1);
  });
});

describe('variants', () => {
  const problem = makeAttentionProblem({ shape, lengths: [300, 20], seed: 1 });

  test.each(attentionVariants)(
    '%s: its header says what it is, and the layouts differ in one function',
    (id) => {
      const [contiguous, paged] = (['contiguous', 'paged'] as const).map((layout) =>
        attentionWgsl(id, layout, problem),
      );
      expect(contiguous.startsWith(`// ${id}: `)).toBe(true);
      if (id !== 'v1') expect(contiguous).toMatch(/\n\/\/ Changed: [\s\S]*Faster (because|where)/);
      const withoutRows = (source: string) => source.replace(/\n\/\/ (Contiguous|Paged):[\s\S]*?\n}\n/, '');
      expect(withoutRows(paged)).toBe(withoutRows(contiguous));
      expect(paged).not.toBe(contiguous);
    },
  );

  test('the split variant has a workgroup per part and a second kernel', () => {
    expect(dispatchesOf('v5', problem)).toEqual([
      { entryPoint: 'main', groups: [2, 2, 2] },
      { entryPoint: 'merge', groups: [4, 2, 1] },
    ]);
    expect(dispatchesOf('v4', problem)).toEqual([{ entryPoint: 'main', groups: [2, 2, 1] }]);
  });

  test('limits are those of the largest buffer and the largest workgroup', () => {
    const needed = limitsFor(problem);
    // 19 + 2 blocks of 16 rows of 16 floats.
    expect(needed.maxBufferSize).toBe(21 * 16 * 16 * 4);
    expect(limitsFor(problem, ['v2']).maxComputeWorkgroupStorageSize).toBe(4 * (300 + 64));
    const device = {
      maxStorageBufferBindingSize: 2 ** 27,
      maxBufferSize: 2 ** 28,
      maxComputeWorkgroupStorageSize: 16384,
      maxComputeWorkgroupsPerDimension: 65535,
    };
    expect(() => checkLimits(needed, device)).not.toThrow();
    const deep = limitsFor(makeAttentionProblem({ shape, lengths: [9000], seed: 1 }), ['v2']);
    expect(() => checkLimits(deep, device)).toThrow(
      expect.objectContaining({
        id: 'gpu.limit',
        data: { limit: 'maxComputeWorkgroupStorageSize', needed: 36256, given: 16384 },
      }),
    );
    // The model sizes of the lab fit what every WebGPU device promises.
    const large = { heads: 32, kvHeads: 8, headDim: 128, blockTokens: 16 };
    const sizes = { shape: large, lengths: Uint32Array.of(2048), tableWidth: 128 };
    expect(() => checkLimits(limitsFor(sizes), device)).not.toThrow();
  });
});
