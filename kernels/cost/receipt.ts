/**
 * The Receipt: the bill of one decode step, and one token's share of it.
 * Models the floor: every byte moved once at full bandwidth, every operation at full rate, both overlapping
 * perfectly, work split evenly over the devices. Leaves out communication between devices, launch overhead,
 * the norms and the softmax (under 0.1 % of the arithmetic).
 */
import { type AcceleratorRow, acceleratorById } from '../catalog/accelerators';
import { BookError } from '../errors';
import { kvCacheBytes, weightBytesRead } from './bytes';
import { bitsPerWeight } from './formats';
import { modelOf, type Setup } from './setup';

export interface ReceiptColumn {
  /** Bytes of weights streamed; the input embedding is not read. */
  readonly weightsReadBytes: number;
  /** Bytes of keys and values read. */
  readonly cacheReadBytes: number;
  /** Floating-point operations; a multiply-add counts two. */
  readonly arithmeticFlops: number;
}

export interface Receipt {
  /** The whole step: every sequence of the batch gains one token. */
  readonly step: ReceiptColumn;
  /** One token's share: the step divided by the batch. Time is not divided: everyone waits for the step. */
  readonly token: ReceiptColumn;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  /** The larger of the two: no step can be faster. */
  readonly floorSeconds: number;
  readonly boundBy: 'memory' | 'compute';
  /** Bandwidth and peak rate of all devices together. */
  readonly bytesPerSecond: number;
  readonly flopsPerSecond: number;
}

/**
 * Peak rate of one device for 16-bit arithmetic, in operations per second. Weights narrower than 16 bits are
 * widened before the multiplication, so they use this rate too; 32-bit weights use the tensor rate for TF32.
 */
function peakFlops(accelerator: AcceleratorRow, weightFormat: string): number {
  const wide = bitsPerWeight(weightFormat) >= 32;
  const teraflops = wide
    ? (accelerator.tf32_tflops ?? accelerator.fp32_tflops)
    : (accelerator.bf16_tflops ?? accelerator.fp16_tflops);
  if (teraflops === null) {
    throw new BookError('accelerator.no-rate', { id: accelerator.id, format: weightFormat });
  }
  return teraflops * 1e12;
}

/**
 * Operations of one decode step: two per weight and sequence, and four per layer, query width and cached token
 * (two for the scores, two for the weighted sum of values).
 * Worked: llama-3.1-70b, 32 sequences of 8,192 tokens: 5.135e12.
 */
export function decodeStepFlops(setup: Setup): number {
  const model = modelOf(setup);
  const queryWidth = model.heads * model.head_dim;
  const perToken = 2 * model.params_read_per_token + 4 * model.layers * queryWidth * setup.contextTokens;
  return perToken * setup.batch;
}

/** The bill of one decode step. Worked for the running example: 139.0 GB + 85.9 GB, 5.14 TFLOP, 27.6 ms, 4.1 ms. */
export function receipt(setup: Setup): Receipt {
  const accelerator = acceleratorById(setup.acceleratorId);
  const step: ReceiptColumn = {
    weightsReadBytes: weightBytesRead(modelOf(setup), setup.weightFormat),
    cacheReadBytes: kvCacheBytes(modelOf(setup), {
      tokens: setup.contextTokens,
      sequences: setup.batch,
      kvFormat: setup.kvFormat,
    }),
    arithmeticFlops: decodeStepFlops(setup),
  };
  const token: ReceiptColumn = {
    weightsReadBytes: step.weightsReadBytes / setup.batch,
    cacheReadBytes: step.cacheReadBytes / setup.batch,
    arithmeticFlops: step.arithmeticFlops / setup.batch,
  };
  const bytesPerSecond = accelerator.bandwidth_gbs * 1e9 * setup.devices;
  const flopsPerSecond = peakFlops(accelerator, setup.weightFormat) * setup.devices;
  const memorySeconds = (step.weightsReadBytes + step.cacheReadBytes) / bytesPerSecond;
  const computeSeconds = step.arithmeticFlops / flopsPerSecond;
  const boundBy = memorySeconds >= computeSeconds ? 'memory' : 'compute';
  const floorSeconds = Math.max(memorySeconds, computeSeconds);
  return {
    step,
    token,
    memorySeconds,
    computeSeconds,
    floorSeconds,
    boundBy,
    bytesPerSecond,
    flopsPerSecond,
  };
}
