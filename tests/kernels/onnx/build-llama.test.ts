import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { createLlamaRunner, type OrtModule } from '../../../components/labs/runtime/llama-session';
import { buildLlamaOnnx, type LlamaOnnxOptions } from '../../../kernels/onnx/build-llama';
import { dequantizeModel, quantizeModel } from '../../../kernels/quantize/plan';
import { createReference } from '../../../kernels/transformer/forward';
import type { LlamaWeights } from '../../../kernels/transformer/weights';
import { largestDifference, toyConfig, toyWeights } from '../transformer/toy';

const config = {
  ...toyConfig,
  hiddenSize: 64,
  intermediateSize: 96,
  heads: 4,
  headDim: 16,
  maxPositions: 64,
};
const tied = toyWeights(config);
const untied = toyWeights({ ...config, tieWordEmbeddings: false });
const tokens = Array.from({ length: 40 }, (_, i) => (i * 7 + 3) % config.vocabSize);

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

/** Largest difference to the reference, for one whole prompt and for a prompt of five and then one token at a time. */
async function distance(weights: LlamaWeights, options: LlamaOnnxOptions, expected: Float32Array) {
  const graph = buildLlamaOnnx(weights, options);
  const runner = await createLlamaRunner(ort as OrtModule, graph, weights.config, { provider: 'wasm' });
  const whole = await runner.forward(tokens);
  const decoder = runner.createDecoder();
  const parts = [await decoder.push(tokens.slice(0, 5))];
  for (const token of tokens.slice(5)) parts.push(await decoder.push([token]));
  decoder.release();
  await runner.release();
  const stepwise = Float32Array.from(parts.flatMap((part) => [...part]));
  return Math.max(largestDifference(whole, expected), largestDifference(stepwise, expected));
}

describe.each(['gqa', 'plain'] as const)('%s attention', (attention) => {
  test.each([
    ['tied', tied],
    ['untied', untied],
  ] as const)('fp32, %s head', async (_, weights) => {
    const expected = createReference(weights).forward(tokens);
    expect(await distance(weights, { format: 'fp32', attention }, expected)).toBeLessThan(1e-3);
  });

  test.each([2, 3, 4, 5, 6, 7, 8])('%i-bit codes, symmetric and affine', async (bits) => {
    for (const symmetric of [true, false]) {
      const grid = { bits, symmetric, granularity: 'group', groupSize: 32 } as const;
      const quantized = quantizeModel(tied, grid);
      const expected = createReference(dequantizeModel(tied, quantized)).forward(tokens);
      const options = { format: 'nbits', quantized, attention } as const;
      expect(await distance(tied, options, expected)).toBeLessThan(1e-3);
    }
  });
});

test.each(['tensor', 'channel'] as const)('one scale per %s', async (granularity) => {
  const quantized = quantizeModel(untied, { bits: 4, symmetric: false, granularity });
  const expected = createReference(dequantizeModel(untied, quantized)).forward(tokens);
  expect(await distance(untied, { format: 'nbits', quantized }, expected)).toBeLessThan(1e-3);
});

test('some tensors only, the others in fp32', async () => {
  const quantized = quantizeModel(tied, {
    bits: 4,
    symmetric: true,
    granularity: 'group',
    groupSize: 16,
    tensors: 'ffn',
  });
  const expected = createReference(dequantizeModel(tied, quantized)).forward(tokens);
  expect(await distance(tied, { format: 'nbits', quantized }, expected)).toBeLessThan(1e-3);
});

test('packed codes make the file small', () => {
  const bytes = (options: LlamaOnnxOptions) => buildLlamaOnnx(tied, options).byteLength;
  const packing = { bits: 4, blockSize: 32, zeroPoints: false };
  // The matrices shrink to 5 of 32 bits; rotation tables, names and norms stay.
  const saved = bytes({ format: 'fp32' }) - bytes({ format: 'nbits', packing });
  const matrices = [...tied.tensors.values()].filter(({ shape }) => shape.length === 2);
  const matrixBytes = matrices.reduce((sum, { values }) => sum + values.byteLength, 0);
  expect(saved / matrixBytes).toBeGreaterThan(0.75);
  expect(saved / matrixBytes).toBeLessThan(27 / 32);
});

test('plain attention hands out its shares', async () => {
  const graph = buildLlamaOnnx(tied, { format: 'fp32', attention: 'plain', scores: true });
  const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  const count = 6;
  const past = new ort.Tensor('float32', new Float32Array(0), [1, config.kvHeads, 0, config.headDim]);
  const int64 = (values: number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const feeds: Record<string, ort.Tensor> = {
    input_ids: int64(tokens.slice(0, count)),
    attention_mask: int64(Array(count).fill(1)),
    position_ids: int64([...Array(count).keys()]),
  };
  for (const name of session.inputNames) if (name.startsWith('past')) feeds[name] = past;
  const shares = (await session.run(feeds))['attentions.1'];
  expect(shares.dims).toEqual([1, config.heads, count, count]);
  const values = shares.data as Float32Array;
  for (let row = 0; row < config.heads * count; row++) {
    const line = values.subarray(row * count, (row + 1) * count);
    expect(line.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    // A query never looks ahead.
    expect(line.subarray((row % count) + 1).every((share) => share === 0)).toBe(true);
  }
  await session.release();
});

test('scores need the plain form', () => {
  expect(() => buildLlamaOnnx(tied, { format: 'fp32', scores: true })).toThrow(
    expect.objectContaining({ id: 'onnx.scores-need-plain' }),
  );
});

test('a missing tensor is named', () => {
  const tensors = new Map(tied.tensors);
  tensors.delete('model.norm.weight');
  expect(() => buildLlamaOnnx({ config, tensors }, { format: 'fp32' })).toThrow(
    expect.objectContaining({ id: 'weights.missing', data: { tensor: 'model.norm.weight' } }),
  );
});
