import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumWords } from '../../../kernels/gpu/micro/bandwidth';
import { type MicroId, microIds, microVariants } from '../../../kernels/gpu/micro/ids';
import {
  makeMicroProblem,
  microGroups,
  microLimits,
  microWgsl,
  missingFeature,
} from '../../../kernels/gpu/micro/meta';
import { largestError, type MicroSize, microReference } from '../../../kernels/gpu/micro/problem';
import { spread } from '../../../kernels/gpu/micro/wgsl/shared';
import { dequantizeMatMulNBits } from '../../../kernels/quantize/matmulnbits';

/** The variants themselves run in a browser: tests/browser/gpu-kernels.browser.test.ts. */
const sizeOf = (id: MicroId): MicroSize =>
  id === 'read' || id === 'copy'
    ? { words: 512 }
    : id === 'matvec-q4'
      ? { inner: 100, columns: 6 }
      : { rows: 5, inner: 8, columns: 12 };

describe('problems', () => {
  test.each(microIds)('%s: the seed decides, and the reference agrees with itself', (id) => {
    const [a, b, other] = [3, 3, 4].map((seed) => makeMicroProblem(id, sizeOf(id), seed));
    expect(a.inputs).toEqual(b.inputs);
    expect(a.inputs).not.toEqual(other.inputs);
    const answer = microReference(a);
    expect(answer.length).toBe(a.answerLength);
    expect(largestError(a, answer)).toBe(0);
    answer[answer.length - 1] += 1;
    expect(largestError(a, answer)).toBeGreaterThan(1e-3);
    answer[answer.length - 1] = Number.NaN;
    expect(largestError(a, answer)).toBe(Number.POSITIVE_INFINITY);
  });

  test('work is counted as its documentation says', () => {
    expect(makeMicroProblem('read', { words: 512 }, 1).work).toEqual({ bytes: 2048, operations: 0 });
    expect(makeMicroProblem('copy', { words: 512 }, 1).work).toEqual({ bytes: 4096, operations: 0 });
    const small = { rows: 2, inner: 4, columns: 4 };
    expect(makeMicroProblem('matmul-f32', small, 1).work).toEqual({ bytes: 128, operations: 64 });
    expect(makeMicroProblem('matmul-f16', small, 1).work).toEqual({ bytes: 80, operations: 64 });
    expect(makeMicroProblem('matmul-int8', small, 1).work).toEqual({ bytes: 56, operations: 64 });
    const matvec = makeMicroProblem('matvec-q4', { inner: 64, columns: 4 }, 1);
    expect(matvec.work).toEqual({ bytes: 432, operations: 512 });
  });

  test('sums wrap', () => {
    expect(sumWords(Uint32Array.of(4294967295, 3))).toBe(2);
  });

  test('an error is measured in what the number is made of', () => {
    const problem = { expected: () => ({ value: 1, magnitude: 2 }) };
    expect(largestError(problem, [1.5])).toBe(0.25);
    expect(largestError({ expected: () => ({ value: 1, magnitude: 0 }) }, [2])).toBe(
      Number.POSITIVE_INFINITY,
    );
    // Both ends are among the places looked at, and `from` moves them.
    const places: number[] = [];
    const seen = {
      expected(index: number) {
        places.push(index);
        return { value: 0, magnitude: 1 };
      },
    };
    largestError(seen, new Float32Array(100), 50, 3);
    expect(places).toEqual([50, 100, 149]);
  });

  test('int8: four codes to a word, lowest first, B by columns', () => {
    const { inputs, expected } = makeMicroProblem('matmul-int8', { rows: 3, inner: 8, columns: 4 }, 7);
    const code = (words: ArrayLike<number>, index: number) =>
      ((words[index >> 2] >>> (8 * (index & 3))) << 24) >> 24;
    let sum = 0;
    for (let k = 0; k < 8; k++) sum += code(inputs[0], 2 * 8 + k) * code(inputs[1], 1 * 8 + k);
    expect(expected(2 * 4 + 1)).toEqual({ value: sum, magnitude: 0 });
  });

  test('the 4-bit product is that of the dequantized matrix, small (quantized) and large (drawn)', () => {
    for (const [inner, columns] of [
      [100, 6],
      [512, 520],
    ]) {
      const problem = makeMicroProblem('matvec-q4', { inner, columns }, 2);
      const [x, codes, scales] = problem.inputs;
      const B = new Uint8Array(codes.buffer as ArrayBuffer);
      const packed = { B, scales: scales as Float32Array, K: inner, N: columns, bits: 4, blockSize: 32 };
      const weights = dequantizeMatMulNBits(packed);
      for (const column of [0, 1, columns - 1]) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += x[k] * weights[k * columns + column];
        expect(problem.expected(column).value).toBeCloseTo(sum, 9);
      }
      // x is filled up with zeros.
      expect(x.length).toBe(Math.ceil(inner / 32) * 32);
      expect([...x.subarray(inner)].every((value) => value === 0)).toBe(true);
    }
  });

  test.each<[MicroId, MicroSize, string]>([
    ['read', { words: 6 }, 'words'],
    ['copy', { words: 0 }, 'words'],
    ['matmul-f32', { rows: 1, inner: 6, columns: 4 }, 'inner'],
    ['matmul-int8', { rows: 1.5, inner: 4, columns: 4 }, 'rows'],
    ['matvec-q4', { inner: 4 }, 'columns'],
  ])('%s refuses %j', (id, size, field) => {
    expect(() => makeMicroProblem(id, size, 1)).toThrow(
      expect.objectContaining({ id: 'micro.bad-size', data: expect.objectContaining({ field }) }),
    );
  });
});

describe('variants', () => {
  const all = microIds.flatMap((id) => microVariants[id].map((variant) => [id, variant] as const));

  test.each(all)('%s %s: its header says what it is, and why it is faster', (id, variant) => {
    const text = microWgsl(id, variant, sizeOf(id));
    expect(text.startsWith(`// ${variant}: `)).toBe(true);
    if (variant !== 'v1') expect(text).toMatch(/\n\/\/ Changed: [\s\S]*Faster (because|where)/);
    for (const [name, value] of Object.entries(sizeOf(id))) {
      expect(text).toContain(`const ${name.toUpperCase()} = ${value}u;`);
    }
    expect(text.split('\n').every((line) => line.length <= 120)).toBe(true);
  });

  test('fp16 is the text of fp32 but for the name of its numbers', () => {
    const size = sizeOf('matmul-f32');
    for (const [half, single] of [
      ['v1', 'v1'],
      ['v2', 'v2'],
      ['v3', 'v4'],
    ] as const) {
      const text = microWgsl('matmul-f16', half, size);
      expect(text).toContain('\nenable f16;\n');
      expect(text.replace('enable f16;\n', '').replace('Number = f16', 'Number = f32').slice(6)).toBe(
        microWgsl('matmul-f32', single, size).slice(6),
      );
    }
  });

  test('what a device lacks is named, and only where it is needed', () => {
    const bare = { features: new Set<string>() } as unknown as GPUDevice;
    const half = { features: new Set(['shader-f16']) } as unknown as GPUDevice;
    const packed = new Set(['packed_4x8_integer_dot_product']);
    expect(missingFeature('matmul-f16', 'v1', bare, packed)).toBe('shader-f16');
    expect(missingFeature('matmul-f16', 'v1', half, new Set())).toBeUndefined();
    expect(missingFeature('matmul-int8', 'v1', bare, new Set())).toBeUndefined();
    expect(missingFeature('matmul-int8', 'v3', bare, new Set())).toBe('packed_4x8_integer_dot_product');
    expect(missingFeature('matmul-int8', 'v3', bare, packed)).toBeUndefined();
    expect(missingFeature('read', 'v3', bare, new Set())).toBeUndefined();
  });

  test('workgroups cover everything and keep to what every device promises', () => {
    expect(spread(40_000)).toEqual([32_768, 2, 1]);
    expect(microGroups('copy', 'v1', { words: 512 })).toEqual([2, 1, 1]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 23 }), (quads) => {
        const words = quads * 4;
        for (const [id, variant, perThread] of [
          ['copy', 'v1', 1],
          ['copy', 'v2', 4],
          ['read', 'v2', 1],
        ] as const) {
          const [x, y, z] = microGroups(id, variant, { words });
          expect(x * y * z * 256 * perThread).toBeGreaterThanOrEqual(words);
          expect(Math.max(x, y)).toBeLessThanOrEqual(65_535);
        }
      }),
    );
    const promised = {
      maxStorageBufferBindingSize: 2 ** 27,
      maxBufferSize: 2 ** 28,
      maxComputeWorkgroupStorageSize: 16_384,
      maxComputeWorkgroupsPerDimension: 65_535,
    };
    for (const [id, variant] of all) {
      const needed = microLimits(makeMicroProblem(id, sizeOf(id), 1), variant);
      for (const limit of Object.keys(promised) as (keyof typeof promised)[]) {
        expect(needed[limit]).toBeLessThanOrEqual(promised[limit]);
      }
    }
  });

  test('an unknown variant is refused', () => {
    expect(() => microWgsl('copy', 'v4', { words: 4 })).toThrow(
      expect.objectContaining({ id: 'micro.unknown-variant' }),
    );
  });
});
