import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLlamaConfig } from '../../kernels/transformer/config';
import { createReference } from '../../kernels/transformer/forward';
import { createQualityMeter } from '../../kernels/transformer/measure';
import { readSafetensors, toFloat32 } from '../../kernels/transformer/safetensors';
import { createTokenizer } from '../../kernels/transformer/tokenizer';
import { loadLlama } from '../../kernels/transformer/weights';
import { type ModelCard, renderCard } from '../../models/pocket/card';

const source = new URL('../../models/pocket/', import.meta.url);
const models = new URL('../../public/models/', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, models), 'utf8'));
const weights = (name: string) =>
  readSafetensors(new Uint8Array(readFileSync(new URL(`${name}/model.safetensors`, models))));

describe.each([
  ['pocket', 15],
  ['pocket-draft', 3],
])('the shipped model %s', (name, megabytes) => {
  const config = parseLlamaConfig(json(`${name}/config.json`));

  it(`is at most ${megabytes} MB`, () => {
    expect(statSync(new URL(`${name}/model.safetensors`, models)).size).toBeLessThanOrEqual(megabytes * 1e6);
  });

  it('is a Llama with tied embeddings, a vocabulary of 2,048 and a context of 512', () => {
    expect(json(`${name}/config.json`).architectures).toEqual(['LlamaForCausalLM']);
    expect(config).toMatchObject({
      vocabSize: 2048,
      maxPositions: 512,
      tieWordEmbeddings: true,
      headDim: 32,
    });
    expect(config.ropeTheta).toBe(10000);
  });

  it('holds finite fp16 tensors of the shapes its config asks for, and no others', () => {
    const { tensors, metadata } = weights(name);
    expect(metadata).toMatchObject({ format: 'pt' });
    expect(tensors.size).toBe(2 + 9 * config.layers);
    expect(tensors.has('lm_head.weight')).toBe(false);
    for (const tensor of tensors.values()) {
      expect(tensor.dtype).toBe('F16');
      expect(toFloat32(tensor).every(Number.isFinite)).toBe(true);
    }
    expect(() => loadLlama(config, weights(name))).not.toThrow();
  });

  it('shares its tokenizer', () => {
    expect(json(`${name}/tokenizer.json`)).toEqual(json('pocket/tokenizer.json'));
    expect(json(`${name}/tokenizer_config.json`).tokenizer_class).toBe('GPT2Tokenizer');
    expect(json(`${name}/generation_config.json`)).toMatchObject({ bos_token_id: 0, eos_token_id: 0 });
  });
});

it('pocket takes every k-quant: its rows are multiples of 256', () => {
  const config = parseLlamaConfig(json('pocket/config.json'));
  expect(config.hiddenSize % 256).toBe(0);
  expect(config.intermediateSize % 256).toBe(0);
});

describe('the model card', () => {
  const card: ModelCard = JSON.parse(readFileSync(new URL('card.json', source), 'utf8'));

  it.each(['pocket', 'pocket-draft'] as const)(
    'gives the loss that the kernels measure on %s',
    (name) => {
      const tokenizer = createTokenizer(json('pocket/tokenizer.json'));
      const config = parseLlamaConfig(json(`${name}/config.json`));
      const reference = createReference(loadLlama(config, weights(name)));
      const meter = createQualityMeter(config.vocabSize);
      const { documents, nll } = card.models[name].check;
      for (const { text } of json('heldout/documents.json').slice(0, documents)) {
        const tokens = [0, ...tokenizer.encode(text), 0];
        meter.add({ tokens, candidate: reference.forward(tokens) });
      }
      expect(documents).toBe(8);
      expect(Math.abs(meter.result().nll - nll)).toBeLessThan(1e-3);
      expect(nll).toBeLessThan(0.8);
    },
    60_000,
  );

  it('is written from the figures, not by hand', () => {
    expect(readFileSync(new URL('README.md', source), 'utf8')).toBe(renderCard(card));
  });

  it('loses nothing measurable by rounding to fp16', () => {
    for (const { nll } of Object.values(card.models))
      expect(Math.abs(nll.fp16.all - nll.fp32.all)).toBeLessThan(1e-3);
  });
});
