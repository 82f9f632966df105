import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web/wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createLlamaRunner,
  type LlamaRunner,
  type OrtModule,
} from '../../../components/labs/runtime/llama-session';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import { parseLlamaConfig } from '../../../kernels/transformer/config';
import { createReference } from '../../../kernels/transformer/forward';
import { readSafetensors } from '../../../kernels/transformer/safetensors';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';
import { loadLlama } from '../../../kernels/transformer/weights';
import { largestDifference } from '../transformer/toy';

/** onnxruntime against the reference, with the shipped model. The script `npm run bench:parity` takes 64 prompts. */
const folder = 'public/models/pocket';
const json = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
const config = parseLlamaConfig(json('config.json'));
const weights = loadLlama(config, readSafetensors(readFileSync(`${folder}/model.safetensors`)));
const tokenizer = createTokenizer(json('tokenizer.json'));
const reference = createReference(weights);

const prompts = [
  'Mira',
  'Once upon a time',
  'The box was under the table.',
  'three apples, gives away one, has',
  '从前有一个小女孩，',
  '[{"name": "Tom", "age": 3}, {"name":',
  '7 2 5 ->',
  'One morning the old baker found a small key in the bread, and he wondered who had put it there. He asked his neighbour, ' +
    'he asked the children in the street, and at last he asked the cat, who was sitting in the window and said nothing.',
].map((prompt) => tokenizer.encode(prompt));

const runners: Partial<Record<'gqa' | 'plain', LlamaRunner>> = {};
beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  for (const attention of ['gqa', 'plain'] as const) {
    const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
    runners[attention] = await createLlamaRunner(ort as OrtModule, graph, config, { provider: 'wasm' });
  }
});
afterAll(async () => {
  for (const runner of Object.values(runners)) await runner.release();
});

test('one of the prompts is longer than 31 tokens', () => {
  expect(Math.max(...prompts.map((tokens) => tokens.length))).toBeGreaterThan(31);
});

describe.each(['gqa', 'plain'] as const)('%s attention', (attention) => {
  test.each(prompts.map((tokens, index) => [index, tokens] as const))('prompt %i', async (_, tokens) => {
    const runner = runners[attention] as LlamaRunner;
    const expected = reference.forward(tokens);
    expect(largestDifference(await runner.forward(tokens), expected)).toBeLessThan(1e-3);
  });

  test('in pieces and token by token it says the same', async () => {
    const runner = runners[attention] as LlamaRunner;
    const tokens = prompts[7];
    const expected = reference.forward(tokens);
    const decoder = runner.createDecoder();
    const start = await decoder.push(tokens.slice(0, 20));
    expect(largestDifference(start, expected.subarray(0, start.length))).toBeLessThan(1e-3);
    for (let at = 20; at < tokens.length; at++) {
      const logits = await decoder.push([tokens[at]]);
      const row = expected.subarray(at * config.vocabSize, (at + 1) * config.vocabSize);
      expect(largestDifference(logits, row)).toBeLessThan(1e-3);
    }
    expect(decoder.length).toBe(tokens.length);
    decoder.release();
  });
});
