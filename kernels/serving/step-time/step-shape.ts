/**
 * What a step reads, multiplies and sends, as coefficients of one device among `tensorParallel`: matrices are split
 * evenly; keys and values by head, and kept twice where there are more devices than key heads. Leaves out the input
 * embedding (one row is read), norms and activations in memory. Sources: bytes.ts, flops.ts, weights.ts.
 */
import { type AcceleratorRow, acceleratorById } from '../../catalog/accelerators';
import { kvCacheBytes, type ModelRef, resolveModel } from '../../cost/bytes';
import { decodeFlops, prefillFlops, wideFormat, wideRate } from '../../cost/flops';
import { bitsPerWeight } from '../../cost/formats';
import { layersBySight } from '../../cost/layers';
import { weightParts } from '../../cost/weights';
import { ensure } from '../../errors';

export interface StepQuery {
  readonly model: ModelRef;
  readonly accelerator: AcceleratorRow | string;
  /** Devices that each matrix is split over; 1 when not given. */
  readonly tensorParallel?: number;
  /** `bf16` when not given, as is `kvFormat`. */
  readonly weightFormat?: string;
  readonly kvFormat?: string;
}

/** All per device, at the device's peaks. */
export interface StepShape {
  readonly acceleratorId: string;
  readonly tensorParallel: number;
  readonly layers: number;
  /** Weights that every step reads. */
  readonly denseBytes: number;
  /** All routed experts, and the part of them that one token passes; 0 in a dense model. */
  readonly expertBytes: number;
  readonly expertShare: number;
  readonly flopsPerToken: number;
  /** For each sequence that wants logits. */
  readonly headFlops: number;
  /** Operations per pair of query and key, in one layer; latent attention counts them otherwise while it decodes. */
  readonly prefillPairFlops: number;
  readonly decodePairFlops: number;
  /** Keys and values of one token in one layer. */
  readonly cacheBytes: number;
  readonly globalLayers: number;
  readonly localLayers: number;
  /** 0 without a window. */
  readonly windowTokens: number;
  /** Activations of one token, as they pass between devices. */
  readonly activationBytes: number;
  readonly bytesPerSecond: number;
  /** `null` where nobody states a rate: such a device is charged for reading alone. */
  readonly flopsPerSecond: number | null;
}

/** Coefficients of a step. Throws `BookError('steptime.parallel')` and the errors of the catalogue. Worked: llama-3.1-70b over 4 reads 34.75 GB a device. */
export function stepShape(query: StepQuery): StepShape {
  const { tensorParallel = 1, weightFormat = 'bf16', kvFormat = 'bf16' } = query;
  const model = resolveModel(query.model);
  const accelerator =
    typeof query.accelerator === 'string' ? acceleratorById(query.accelerator) : query.accelerator;
  ensure(Number.isInteger(tensorParallel) && tensorParallel >= 1, 'steptime.parallel', {
    value: String(tensorParallel),
  });
  const weights = weightParts(model);
  const bytesPerWeight = bitsPerWeight(weightFormat) / 8;
  const { global, local, window } = layersBySight(model);
  const one = decodeFlops(model, 0);
  const pairLayers = local > 0 ? global + local : model.layers;
  const share = 1 / tensorParallel;
  // A latent vector serves all heads, so every device keeps it whole.
  const cacheShare = Math.max(share, 1 / (model.mla ? 1 : (model.kv_heads ?? model.heads)));
  return {
    acceleratorId: accelerator.id,
    tensorParallel,
    layers: model.layers,
    denseBytes: (model.params_read_per_token - weights.expertsPerToken) * bytesPerWeight * share,
    expertBytes: weights.experts * bytesPerWeight * share,
    expertShare: weights.experts > 0 ? weights.expertsPerToken / weights.experts : 0,
    flopsPerToken: (one.projections + one.ffn) * share,
    headFlops: one.head * share,
    prefillPairFlops: (prefillFlops(model, 1).scores / pairLayers) * share,
    decodePairFlops: (decodeFlops(model, 1).scores / pairLayers) * share,
    cacheBytes: (kvCacheBytes(model, { tokens: 1, kvFormat }) / model.layers) * cacheShare,
    globalLayers: global,
    localLayers: local,
    windowTokens: local > 0 ? window : 0,
    activationBytes: model.hidden * 2,
    bytesPerSecond: accelerator.bandwidth_gbs * 1e9,
    flopsPerSecond: wideFormat(accelerator, weightFormat) ? wideRate(accelerator, weightFormat) : null,
  };
}
