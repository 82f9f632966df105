/**
 * The registry: which check runs for which family and kind. A family or kind that is not here counts as failed,
 * so that a gap shows. To add one, write a check that computes from the inputs and hands the results to `compareAll`.
 */
import { decodeFloat, encodeFloat, type FloatFormat } from '../../kernels/formats/float';
import { dequantizeMatMulNBits, packMatMulNBits } from '../../kernels/quantize/matmulnbits';
import {
  dequantizeRtn,
  dynamicQuantizeLinear,
  type Granularity,
  quantizeRtn,
} from '../../kernels/quantize/rtn';
import { compareAll, type Mismatch, type Note } from './compare';
import { checkDistServeTrace } from './distserve-pd';
import type { GoldenCase } from './family-file';
import { checkGemmTrace } from './roofline-gemm';
import { checkRadixTrace, checkRequestTrace } from './sglang';
import { checkSpeculativeTrace } from './spec-decode';
import { checkBatchingTrace } from './vidur-batching';
import { checkCowTrace } from './vllm-v0-cow';
import { checkHashTrace, checkVllmTrace } from './vllm-v1';

export type CaseCheck = (golden: GoldenCase) => Mismatch;
/** Checks a trace (one JSON file) of a given schema. */
export type TraceCheck = (trace: Readonly<Record<string, unknown>>) => Mismatch | Note;

/** family → kind → check */
export const caseChecks: Readonly<Record<string, Readonly<Record<string, CaseCheck>>>> = {
  rtn: { rtn: checkRtnCase, dql: checkDynamicCase },
  matmulnbits: { matmulnbits: checkMatMulNBitsCase },
  formats: { table: checkTableCase, encode: checkEncodeCase },
};

/** schema (without its version) → check */
export const traceChecks: Readonly<Record<string, TraceCheck>> = {
  'distserve-pd': checkDistServeTrace,
  'roofline-gemm': checkGemmTrace,
  'sglang-radix': checkRadixTrace,
  'sglang-req': checkRequestTrace,
  'spec-decode': checkSpeculativeTrace,
  'vidur-batching': checkBatchingTrace,
  'vllm-hash': checkHashTrace,
  'vllm-sched': checkVllmTrace,
  'vllm-v0-cow': checkCowTrace,
};

function checkRtnCase(golden: GoldenCase): Mismatch {
  const { bits, symmetric, granularity, group } = golden.fields;
  const w = golden.input('w');
  const shape = [w.shape.slice(0, -1).reduce((a, b) => a * b, 1), w.shape[w.shape.length - 1]] as const;
  const q = quantizeRtn(w.values as Float32Array, shape, {
    bits: bits as number,
    symmetric: symmetric as boolean,
    granularity: granularity as Granularity,
    groupSize: group as number,
  });
  return compareAll(golden, {
    q: { values: q.codes },
    scale: { values: q.scales },
    zero: { values: q.zeroPoints },
    dequant: { values: dequantizeRtn(q) },
  });
}

function checkDynamicCase(golden: GoldenCase): Mismatch {
  const q = dynamicQuantizeLinear(golden.input('x').values as Float32Array);
  return compareAll(golden, {
    q: { values: q.codes },
    scale: { values: [q.scale] },
    zero: { values: [q.zeroPoint] },
  });
}

/** The format stands in front of the slash of the id. */
const formatOf = (golden: GoldenCase) => golden.id.split('/')[0] as FloatFormat;

function checkTableCase(golden: GoldenCase): Mismatch {
  const count = formatOf(golden) === 'fp4_e2m1' ? 16 : 256;
  const codes = Uint8Array.from({ length: count }, (_, code) => code);
  return compareAll(golden, { values: { values: decodeFloat(formatOf(golden), codes) } });
}

function checkEncodeCase(golden: GoldenCase): Mismatch {
  const format = formatOf(golden);
  const saturate = !golden.id.endsWith('nosat');
  const codes = encodeFloat(format, golden.input('x').values as Float32Array, { saturate });
  // Without saturation any NaN is as good as any other; with it the recorded codes are the only right ones.
  const oneNaN = (code: number) => (Number.isNaN(decodeFloat(format, Uint8Array.of(code))[0]) ? -1 : code);
  return compareAll(golden, { codes: { values: codes, keep: saturate ? undefined : oneNaN } });
}

function checkMatMulNBitsCase(golden: GoldenCase): Mismatch {
  const K = golden.fields.K as number;
  const N = golden.fields.N as number;
  const bits = golden.fields.bits as number;
  const blockSize = golden.fields.block_size as number;
  const w = golden.input('w').values as Float32Array;
  const packed = packMatMulNBits(w, K, N, {
    bits,
    blockSize,
    zeroPoints: golden.fields.has_zero_points as boolean,
  });
  const dequant = dequantizeMatMulNBits(packed);
  const tol = golden.fields.tol as { y_abs?: number } | undefined;
  return compareAll(golden, {
    B: { values: packed.B, keep: withoutPadding(K, bits, blockSize) },
    scales: { values: packed.scales },
    ...(packed.zeroPoints ? { zero_points: { values: packed.zeroPoints } } : {}),
    dequant: { values: dequant },
    y: { values: multiply(golden.input('a').values as Float32Array, dequant, K, N), tolerance: tol?.y_abs },
  });
}

/** Bits of B that belong to no weight, because K does not fill the last block, mean nothing and are not compared. */
function withoutPadding(K: number, bits: number, blockSize: number) {
  const rowBytes = (Math.ceil(K / blockSize) * blockSize * bits) / 8;
  return (byte: number, index: number) => {
    const usedBits = K * bits - (index % rowBytes) * 8;
    if (usedBits >= 8) return byte;
    return usedBits <= 0 ? 0 : byte & (2 ** usedBits - 1);
  };
}

/** a[rows, K] · w[K, N] in fp64. */
function multiply(a: Float32Array, w: Float32Array, K: number, N: number): Float64Array {
  const rows = a.length / K;
  const y = new Float64Array(rows * N);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < K; k++) {
      for (let n = 0; n < N; n++) y[row * N + n] += a[row * K + k] * w[k * N + n];
    }
  }
  return y;
}
