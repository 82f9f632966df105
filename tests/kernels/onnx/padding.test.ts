import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, expect, test } from 'vitest';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import { createReference } from '../../../kernels/transformer/forward';
import { largestDifference, toyConfig, toyWeights } from '../transformer/toy';

/** Where a batch may be padded: behind in both forms of attention, in front in the plain form only. */
const config = { ...toyConfig, hiddenSize: 64, heads: 4, headDim: 16 };
const weights = toyWeights(config);
const reference = createReference(weights);
const prompts = [
  [3, 1, 4, 1, 5, 9, 2, 6],
  [5, 3, 5],
  [8, 9, 7, 9, 3],
];

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

async function worst(attention: 'gqa' | 'plain', padding: 'front' | 'behind'): Promise<number> {
  const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
  const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  const width = Math.max(...prompts.map((prompt) => prompt.length));
  const pad = (values: readonly number[]) => {
    const zeros = new Array<number>(width - values.length).fill(0);
    return padding === 'front' ? [...zeros, ...values] : [...values, ...zeros];
  };
  const int64 = (rows: readonly (readonly number[])[]) =>
    new ort.Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, width]);
  const empty = new ort.Tensor('float32', new Float32Array(0), [
    prompts.length,
    config.kvHeads,
    0,
    config.headDim,
  ]);
  const feeds: Record<string, ort.Tensor> = {
    input_ids: int64(prompts.map(pad)),
    attention_mask: int64(prompts.map((prompt) => pad(prompt.map(() => 1)))),
    position_ids: int64(prompts.map((prompt) => pad(prompt.map((_, place) => place)))),
  };
  for (const name of session.inputNames) if (name.startsWith('past')) feeds[name] = empty;
  const logits = (await session.run(feeds)).logits.data as Float32Array;
  await session.release();
  return Math.max(
    ...prompts.map((prompt, row) => {
      const from = row * width + (padding === 'front' ? width - prompt.length : 0);
      const own = logits.subarray(from * config.vocabSize, (from + prompt.length) * config.vocabSize);
      return largestDifference(own, reference.forward(prompt));
    }),
  );
}

test.each([
  ['gqa', 'behind'],
  ['plain', 'behind'],
  ['plain', 'front'],
] as const)('%s attention, padding %s: right', async (attention, padding) => {
  expect(await worst(attention, padding)).toBeLessThan(1e-3);
});

test('gqa attention counts tokens from the front: padding there is wrong, without an error', async () => {
  expect(await worst('gqa', 'front')).toBeGreaterThan(0.1);
});
