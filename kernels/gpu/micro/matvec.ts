/**
 * y[columns] = x[inner] · W[inner, columns] with W in 4 bits as onnxruntime's MatMulNBits keeps it (kernels/quantize):
 * groups of 32 along `inner`, scale per group, codes 0 … 15 that stand for −8 … 7. It is the work of one decoded token,
 * and its bytes are those of the weights. x is filled up with zeros to whole groups. Sizes: {inner, columns}.
 */
import { dequantizeMatMulNBits, type MatMulNBits, packMatMulNBitsRows } from '../../quantize/matmulnbits';
import { checkExtents, fillUniform, fillWords, type MicroProblem, type MicroSize } from './problem';

export const GROUP = 32;

/** Above so many weights the codes are drawn, not quantized: the layout is the same and it is ready at once. */
const MOST_QUANTIZED = 1 << 18;

/**
 * Work: codes, scales, x and y once; one multiplication and one addition per weight. Errors: `micro.bad-size`.
 * Worked: 64 × 4 → 8 groups of 16 + 4 bytes, 64 + 4 numbers of 4: 432 bytes, 512 operations.
 */
export function makeMatvec(size: MicroSize, seed: number): MicroProblem {
  checkExtents(size, { inner: 1, columns: 1 });
  const { inner, columns } = size;
  const groups = Math.ceil(inner / GROUP);
  const x = new Float32Array(groups * GROUP);
  x.set(fillUniform(inner, seed));
  const packed = inner * columns <= MOST_QUANTIZED ? quantized(size, seed + 1) : drawn(size, seed + 1);
  let column = -1;
  let weights: Float32Array = new Float32Array(0);
  return {
    benchmark: 'matvec-q4',
    size,
    work: {
      bytes: packed.B.byteLength + packed.scales.byteLength + (inner + columns) * 4,
      operations: 2 * inner * columns,
    },
    inputs: [x, new Uint32Array(packed.B.buffer), packed.scales],
    answerLength: columns,
    answerKind: 'f32',
    expected(index) {
      if (index !== column) weights = dequantizeMatMulNBits(columnOf(packed, index));
      column = index;
      let value = 0;
      let magnitude = 0;
      for (let k = 0; k < inner; k++) {
        value += x[k] * weights[k];
        magnitude += Math.abs(x[k] * weights[k]);
      }
      return { value, magnitude };
    },
  };
}

function quantized({ inner, columns }: MicroSize, seed: number): MatMulNBits {
  const options = { bits: 4, blockSize: GROUP, zeroPoints: false };
  return packMatMulNBitsRows(fillUniform(inner * columns, seed), columns, inner, options);
}

function drawn({ inner, columns }: MicroSize, seed: number): MatMulNBits {
  const groups = Math.ceil(inner / GROUP);
  const B = new Uint8Array(fillWords(new Uint32Array(columns * groups * (GROUP / 8)), seed).buffer);
  const scales = fillUniform(columns * groups, seed + 1).map((uniform) => uniform / 8);
  return { B, scales, K: inner, N: columns, bits: 4, blockSize: GROUP };
}

/** One column of a packed matrix, packed. */
function columnOf({ B, scales, K, bits, blockSize }: MatMulNBits, n: number): MatMulNBits {
  const groups = Math.ceil(K / blockSize);
  const bytes = (groups * blockSize * bits) / 8;
  return {
    B: B.subarray(n * bytes, (n + 1) * bytes),
    scales: scales.subarray(n * groups, (n + 1) * groups),
    K,
    N: 1,
    bits,
    blockSize,
  };
}
