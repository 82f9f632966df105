/**
 * Putting RTN codes into the MatMulNBits layout without changing a single dequantized weight.
 * Widths of 3 bits travel in 4, of 5 … 7 in 8; a scale that covers more than a block is repeated per block.
 * So the file is sometimes larger than the bits say: `repackedBytes` tells by how much.
 */
import { BookError } from '../errors';
import {
  allocate,
  checkLayout,
  type MatMulNBits,
  padZeroPoints,
  writeCode,
  zeroPointIndex,
} from './matmulnbits';
import type { RtnQuantized } from './rtn';

/** The narrowest width MatMulNBits has for `bits`. Worked: 3 → 4, 6 → 8. */
export function containerBits(bits: number): 2 | 4 | 8 {
  return bits <= 2 ? 2 : bits <= 4 ? 4 : 8;
}

/**
 * A block size in which every block has one scale: the group itself when it is a power of two from 16 on, else the
 * largest power of two (at most 128) that divides it. A whole row or tensor under one scale uses 128, or the
 * smallest power of two that holds a shorter row. Errors: `matmulnbits.group-size` {groupSize}: 8 and 24 cannot be cut so.
 * Worked: group 32 → 32; group 96 → 32; per channel with 768 columns → 128.
 */
export function blockSizeFor(q: Pick<RtnQuantized, 'granularity' | 'groupSize' | 'shape'>): number {
  const cols = q.shape[1];
  if (q.granularity !== 'group' || q.groupSize >= cols)
    return Math.max(16, Math.min(128, 2 ** Math.ceil(Math.log2(cols))));
  if (q.groupSize >= 16 && Number.isInteger(Math.log2(q.groupSize))) return q.groupSize;
  for (const size of [128, 64, 32, 16]) if (q.groupSize % size === 0) return size;
  throw new BookError('matmulnbits.group-size', { groupSize: q.groupSize });
}

/**
 * The same weights in MatMulNBits form: a checkpoint's [out, in] matrix becomes W[K = in, N = out].
 * Symmetric codes are shifted by 2^(bits−1) and need no zero points; affine ones keep codes and zero points.
 */
export function repackRtn(q: RtnQuantized): MatMulNBits {
  const [N, K] = q.shape;
  const bits = containerBits(q.bits);
  const blockSize = blockSizeFor(q);
  checkLayout(K, N, bits, blockSize);
  const { blocks, B, scales, zeroPoints } = allocate(K, N, bits, blockSize, !q.symmetric);
  const shift = q.symmetric ? 2 ** (bits - 1) : 0;
  for (let n = 0; n < N; n++) {
    for (let block = 0; block < blocks; block++) {
      const from = block * blockSize;
      const group = groupOf(q, n, from);
      const index = n * blocks + block;
      scales[index] = q.scales[group];
      const zero = q.symmetric ? shift : q.zeroPoints[group];
      if (zeroPoints) writeCode(zeroPoints, zeroPointIndex(n, block, blocks, bits), bits, zero);
      for (let i = 0; i < blockSize; i++) {
        const k = from + i;
        const code = k < K ? q.codes[n * K + k] + shift : zero;
        writeCode(B, index * blockSize + i, bits, code);
      }
    }
    if (zeroPoints) padZeroPoints(zeroPoints, n, blocks, bits);
  }
  return { B, scales, ...(zeroPoints ? { zeroPoints } : {}), K, N, bits, blockSize };
}

/** Which scale covers column `col` of a row. */
function groupOf(q: RtnQuantized, row: number, col: number): number {
  if (q.granularity === 'tensor') return 0;
  if (q.granularity === 'channel') return row;
  return row * q.groupsPerRow + Math.floor(col / q.groupSize);
}

/** Bytes of a packed matrix: codes, scales and zero points as the graph stores them. */
export function repackedBytes(packed: MatMulNBits): number {
  return packed.B.byteLength + packed.scales.byteLength + (packed.zeroPoints?.byteLength ?? 0);
}
