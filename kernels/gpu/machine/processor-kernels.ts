/** The benchmarks as loops over typed arrays. Inputs and answers are those of a `MicroProblem`. */
import type { MicroId, MicroVariant } from '../micro/ids';
import type { MicroSize } from '../micro/problem';
import type { Numbers } from '../runner';

type Kernel = (inputs: readonly Numbers[], answer: Float32Array | Uint32Array, size: MicroSize) => void;

export const processorKernels: Partial<Record<MicroId, Partial<Record<MicroVariant, Kernel>>>> = {
  read: {
    v1([words], answer) {
      let sum = 0;
      for (let i = 0; i < words.length; i++) sum = (sum + words[i]) | 0;
      answer[0] = sum;
    },
    /** Four sums at once: an addition need not wait for the one before. */
    v2([words], answer) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let i = 0; i < words.length; i += 4) {
        a = (a + words[i]) | 0;
        b = (b + words[i + 1]) | 0;
        c = (c + words[i + 2]) | 0;
        d = (d + words[i + 3]) | 0;
      }
      answer[0] = a + b + c + d;
    },
  },
  copy: {
    v1([words], answer) {
      for (let i = 0; i < words.length; i++) answer[i] = words[i];
    },
    /** The engine's own copying, which moves wide registers. */
    v2([words], answer) {
      answer.set(words);
    },
  },
  'matvec-q4': {
    v1([x, codes, scales], answer, { inner, columns }) {
      const groups = Math.ceil(inner / 32);
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let group = 0; group < groups; group++) {
          const at = column * groups + group;
          let part = 0;
          for (let k = 0; k < 32; k++) {
            const word = codes[at * 4 + (k >> 3)];
            part += (((word >>> (4 * (k & 7))) & 15) - 8) * x[group * 32 + k];
          }
          sum += part * scales[at];
        }
        answer[column] = sum;
      }
    },
    /** One word's eight codes written out: no index is worked out twice. */
    v2([x, codes, scales], answer, { inner, columns }) {
      const groups = Math.ceil(inner / 32);
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let group = 0; group < groups; group++) {
          const at = column * groups + group;
          let part = 0;
          for (let w = 0; w < 4; w++) {
            const word = codes[at * 4 + w];
            const k = group * 32 + w * 8;
            part +=
              ((word & 15) - 8) * x[k] +
              (((word >>> 4) & 15) - 8) * x[k + 1] +
              (((word >>> 8) & 15) - 8) * x[k + 2] +
              (((word >>> 12) & 15) - 8) * x[k + 3] +
              (((word >>> 16) & 15) - 8) * x[k + 4] +
              (((word >>> 20) & 15) - 8) * x[k + 5] +
              (((word >>> 24) & 15) - 8) * x[k + 6] +
              ((word >>> 28) - 8) * x[k + 7];
          }
          sum += part * scales[at];
        }
        answer[column] = sum;
      }
    },
  },
  'matmul-f32': {
    v1([a, b], answer, { rows, inner, columns }) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) sum += a[row * inner + k] * b[k * columns + column];
          answer[row * columns + column] = sum;
        }
      }
    },
    /** Four columns at once, side by side in memory: a number of A serves four products. Columns come in fours. */
    v2([a, b], answer, { rows, inner, columns }) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column += 4) {
          let s0 = 0;
          let s1 = 0;
          let s2 = 0;
          let s3 = 0;
          for (let k = 0; k < inner; k++) {
            const left = a[row * inner + k];
            const at = k * columns + column;
            s0 += left * b[at];
            s1 += left * b[at + 1];
            s2 += left * b[at + 2];
            s3 += left * b[at + 3];
          }
          const to = row * columns + column;
          answer[to] = s0;
          answer[to + 1] = s1;
          answer[to + 2] = s2;
          answer[to + 3] = s3;
        }
      }
    },
  },
};
