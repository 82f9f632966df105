/**
 * C[rows, columns] = A[rows, inner] · B[inner, columns] in three formats. fp32 and fp16 keep B row by row; int8 keeps it
 * column by column, four codes to a word with the first in the lowest byte, as `dot4I8Packed` reads them. Sums: fp32 for
 * the floating-point formats, int32 for int8. Sizes: {rows, inner, columns}; inner and columns multiples of 4, inner at
 * int8 a multiple of 4.
 */
import { decodeFp16, encodeFp16 } from '../../formats/half';
import type { Numbers } from '../runner';
import { checkExtents, fillUniform, fillWords, type MicroProblem, type MicroSize } from './problem';

type MatmulId = 'matmul-f32' | 'matmul-f16' | 'matmul-int8';

interface Operands {
  readonly inputs: readonly [Numbers, Numbers];
  readonly a: (row: number, k: number) => number;
  readonly b: (k: number, column: number) => number;
  readonly elementBytes: number;
}

const operands: Readonly<Record<MatmulId, (size: MicroSize, seed: number) => Operands>> = {
  'matmul-f32': ({ rows, inner, columns }, seed) => {
    const a = fillUniform(rows * inner, seed);
    const b = fillUniform(inner * columns, seed + 1);
    return {
      inputs: [a, b],
      a: (row, k) => a[row * inner + k],
      b: (k, column) => b[k * columns + column],
      elementBytes: 4,
    };
  },
  'matmul-f16': ({ rows, inner, columns }, seed) => {
    const codes = [
      encodeFp16(fillUniform(rows * inner, seed)),
      encodeFp16(fillUniform(inner * columns, seed + 1)),
    ] as const;
    const [a, b] = codes.map(decodeFp16);
    return {
      inputs: codes,
      a: (row, k) => a[row * inner + k],
      b: (k, column) => b[k * columns + column],
      elementBytes: 2,
    };
  },
  'matmul-int8': ({ rows, inner, columns }, seed) => {
    const a = fillWords(new Uint32Array((rows * inner) / 4), seed);
    const b = fillWords(new Uint32Array((columns * inner) / 4), seed + 1);
    const [aCodes, bCodes] = [new Int8Array(a.buffer), new Int8Array(b.buffer)];
    return {
      inputs: [a, b],
      a: (row, k) => aCodes[row * inner + k],
      b: (k, column) => bCodes[column * inner + k],
      elementBytes: 1,
    };
  },
};

/**
 * Work: 2 · rows · inner · columns operations; bytes of A, B and C once. Errors: `micro.bad-size`.
 * Worked: 2 × 4 × 4 → 64 operations, fp32 (8 + 16 + 8) · 4 = 128 bytes.
 */
export function makeMatmul(benchmark: MatmulId, size: MicroSize, seed: number): MicroProblem {
  checkExtents(size, { rows: 1, inner: 4, columns: 4 });
  const { rows, inner, columns } = size;
  const { inputs, a, b, elementBytes } = operands[benchmark](size, seed);
  const exact = benchmark === 'matmul-int8';
  return {
    benchmark,
    size,
    work: {
      bytes: (rows * inner + inner * columns) * elementBytes + rows * columns * 4,
      operations: 2 * rows * inner * columns,
    },
    inputs,
    answerLength: rows * columns,
    answerKind: exact ? 'i32' : 'f32',
    expected(index) {
      const [row, column] = [Math.floor(index / columns), index % columns];
      let value = 0;
      let magnitude = 0;
      for (let k = 0; k < inner; k++) {
        const product = a(row, k) * b(k, column);
        value += product;
        magnitude += Math.abs(product);
      }
      return { value, magnitude: exact ? 0 : magnitude };
    },
  };
}
