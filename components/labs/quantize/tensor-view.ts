/** One tensor for the histogram: how its weights lie, and between which bounds its grids are stretched. */
import { histogram, quantizationError } from '@/kernels/quantize/histogram';
import type { QuantizedModel } from '@/kernels/quantize/plan';
import { dequantizeRtn, groupSpan, type RtnOptions } from '@/kernels/quantize/rtn';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import type { TensorView } from './types';

const BINS = 81;

/** A name that is not in the model gives the first matrix. */
export function viewTensor(
  weights: LlamaWeights,
  model: QuantizedModel | undefined,
  name: string,
): TensorView {
  const known = weights.tensors.get(name)?.shape.length === 2;
  const chosen = known ? name : 'model.embed_tokens.weight';
  const { shape, values } = weights.tensors.get(chosen) ?? { shape: [0, 0], values: new Float32Array(0) };
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const { low, high, counts } = histogram(values, BINS, [-most, most]);
  const quantized = model?.tensors.get(chosen)?.quantized;
  const error = quantized && quantizationError(values, dequantizeRtn(quantized));
  return {
    name: chosen,
    low,
    high,
    counts: [...counts],
    ranges: quantized ? groupRanges(values, [shape[0], shape[1]], quantized) : [],
    ...(error && { sqnrDecibel: error.sqnrDecibel, rms: error.rms }),
  };
}

/** Smallest and largest weight of the narrowest, the middle and the widest group, by their reach from zero. */
export function groupRanges(
  values: Float32Array,
  shape: readonly [number, number],
  options: RtnOptions,
): [low: number, high: number][] {
  const { groupSize, rowLength } = groupSpan(shape, options);
  const groups: { low: number; high: number; reach: number }[] = [];
  for (let row = 0; row < values.length; row += rowLength) {
    for (let from = row; from < row + rowLength; from += groupSize) {
      let low = 0;
      let high = 0;
      for (let i = from; i < Math.min(from + groupSize, row + rowLength); i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      groups.push({ low, high, reach: Math.max(-low, high) });
    }
  }
  groups.sort((a, b) => a.reach - b.reach);
  const chosen =
    groups.length < 3 ? groups.slice(0, 1) : [0, groups.length >> 1, groups.length - 1].map((i) => groups[i]);
  return chosen.map(({ low, high }) => [low, high]);
}
