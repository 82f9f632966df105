/** A Llama of a few thousand seeded weights, for tests. */
import { createRandom } from '../../../kernels/numbers/random';
import type { LlamaConfig } from '../../../kernels/transformer/config';
import type { SafetensorsFile, SafetensorsTensor } from '../../../kernels/transformer/safetensors';
import { expectedTensors, type LlamaWeights, loadLlama } from '../../../kernels/transformer/weights';

export const toyConfig: LlamaConfig = {
  hiddenSize: 24,
  intermediateSize: 40,
  layers: 2,
  heads: 6,
  kvHeads: 2,
  headDim: 8,
  vocabSize: 37,
  maxPositions: 48,
  ropeTheta: 10000,
  rmsNormEps: 1e-5,
  tieWordEmbeddings: true,
};

export function floatTensor(shape: readonly number[], values: Float32Array): SafetensorsTensor {
  return { dtype: 'F32', shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

export function toyFile(config: LlamaConfig = toyConfig, seed = 1): SafetensorsFile {
  const random = createRandom(seed);
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const [name, shape] of expectedTensors(config)) {
    const count = shape.reduce((product, size) => product * size, 1);
    const centre = shape.length === 1 ? 1 : 0;
    const values = Float32Array.from({ length: count }, () => centre + 0.3 * random.normal());
    tensors.set(name, floatTensor(shape, values));
  }
  return { tensors, metadata: {} };
}

export function toyWeights(config: LlamaConfig = toyConfig, seed = 1): LlamaWeights {
  return loadLlama(config, toyFile(config, seed));
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
