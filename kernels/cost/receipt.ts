/**
 * The Receipt: the bill of one decode step, and one token's share of it.
 * Models the floor: every byte moved once at full bandwidth, every operation at full rate, both overlapping
 * perfectly, work split evenly over the devices. Leaves out communication between devices, launch overhead,
 * the norms and the softmax (under 0.1 % of the arithmetic).
 */
import { type AcceleratorRow, acceleratorById } from '../catalog/accelerators';
import type { ModelRow } from '../catalog/models';
import { kvCacheBytes, weightBytesRead } from './bytes';
import { decodeFlops, wideRate } from './flops';
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
 * Operations of one decode step: two per weight read and sequence, and those of attention over the cached tokens (four
 * per layer, query width and token: two for the scores, two for the weighted sum of values).
 * Worked: llama-3.1-70b, 32 sequences of 8,192 tokens: 5.135e12.
 */
export function decodeStepFlops(setup: Setup): number {
  return stepFlops(modelOf(setup), setup.batch, setup.contextTokens);
}

function stepFlops(model: ModelRow, batch: number, contextTokens: number): number {
  return (2 * model.params_read_per_token + decodeFlops(model, contextTokens).scores) * batch;
}

/** What a bill is made out for: rows instead of ids. */
export interface BillQuery {
  readonly model: ModelRow;
  readonly accelerator: AcceleratorRow;
  readonly devices: number;
  readonly weightFormat: string;
  readonly kvFormat: string;
  readonly batch: number;
  readonly contextTokens: number;
}

/** The bill of one decode step. Worked for the running example: 139.0 GB + 85.9 GB, 5.14 TFLOP, 27.6 ms, 4.1 ms. */
export function receipt(setup: Setup): Receipt {
  return billOf({ ...setup, model: modelOf(setup), accelerator: acceleratorById(setup.acceleratorId) });
}

/**
 * The same bill for rows that need not be of the catalogue, at a given rate of arithmetic per device or the stated one.
 * Throws `BookError('accelerator.no-rate')` when none is stated.
 */
export function billOf(query: BillQuery, rate = wideRate(query.accelerator, query.weightFormat)): Receipt {
  const { model, accelerator, devices, weightFormat, kvFormat, batch, contextTokens } = query;
  const step: ReceiptColumn = {
    weightsReadBytes: weightBytesRead(model, weightFormat),
    cacheReadBytes: kvCacheBytes(model, { tokens: contextTokens, sequences: batch, kvFormat }),
    arithmeticFlops: stepFlops(model, batch, contextTokens),
  };
  const token: ReceiptColumn = {
    weightsReadBytes: step.weightsReadBytes / batch,
    cacheReadBytes: step.cacheReadBytes / batch,
    arithmeticFlops: step.arithmeticFlops / batch,
  };
  const bytesPerSecond = accelerator.bandwidth_gbs * 1e9 * devices;
  const flopsPerSecond = rate * devices;
  const memorySeconds = (step.weightsReadBytes + step.cacheReadBytes) / bytesPerSecond;
  const computeSeconds = step.arithmeticFlops / flopsPerSecond;
  return {
    step,
    token,
    memorySeconds,
    computeSeconds,
    floorSeconds: Math.max(memorySeconds, computeSeconds),
    boundBy: memorySeconds >= computeSeconds ? 'memory' : 'compute',
    bytesPerSecond,
    flopsPerSecond,
  };
}
