import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bounds,
  COMPARED,
  guessKeys,
  kvFormats,
  readSetup,
  shapeOf,
  weightFormats,
  writeSetup,
} from '@/components/setup/address';
import { receiptTexts } from '@/components/setup/receipt-texts';
import { SETUP_KEYS } from '@/components/setup/restore';
import { setupNames } from '@/components/setup/setup-names';
import type { ReaderSetup } from '@/components/setup/store';
import { accelerators } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';

const config = JSON.stringify({
  model_type: 'llama',
  hidden_size: 2048,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_hidden_layers: 16,
  intermediate_size: 8192,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  tie_word_embeddings: true,
  rope_theta: 500000,
});

const count = (key: keyof typeof bounds) => fc.integer(bounds[key]);
const setups: fc.Arbitrary<ReaderSetup> = fc.record({
  modelId: fc.constantFrom(...models.map(({ id }) => id)),
  acceleratorId: fc.constantFrom(...accelerators.map(({ id }) => id)),
  devices: count('devices'),
  weightFormat: fc.constantFrom<string>(...weightFormats),
  kvFormat: fc.constantFrom<string>(...kvFormats),
  batch: count('batch'),
  contextTokens: count('context'),
});

const read = (search: string) => readSetup(new URLSearchParams(search));

describe('the Setup in an address', () => {
  it('is the running example where nothing is said', () => {
    expect(read('')).toEqual({ setup: RUNNING_EXAMPLE, issues: [] });
    const query = new URLSearchParams('preset=crowded');
    writeSetup(query, RUNNING_EXAMPLE);
    expect(query.toString()).toBe('preset=crowded');
  });

  it('comes back as it was written, alone and as the second of two', () => {
    fc.assert(
      fc.property(setups, setups, (first, second) => {
        const query = new URLSearchParams('seed=7');
        writeSetup(query, first);
        writeSetup(query, second, COMPARED);
        const back = new URLSearchParams(query.toString());
        expect(readSetup(back)).toEqual({ setup: first, issues: [] });
        expect(readSetup(back, COMPARED)).toEqual({ setup: second, issues: [] });
        expect(back.get('seed')).toBe('7');
      }),
    );
  });

  it('carries a model of the reader’s own and the reader’s guesses', () => {
    const { shape, model } = shapeOf(config);
    const setup: ReaderSetup = {
      ...RUNNING_EXAMPLE,
      modelId: 'custom',
      customModel: model,
      shape,
      guesses: { wattsPerDevice: 400 },
    };
    const query = new URLSearchParams();
    writeSetup(query, setup);
    expect(read(query.toString())).toEqual({ setup, issues: [] });
    expect(model.params_exact).toBe(1_235_814_400);
    expect(shape).not.toContain('rope_theta');
    expect(setupNames(setup, 'en').model).toBe('llama 16×2048');
  });

  it('replaces what it cannot use by the nearest, and says so', () => {
    const { setup, issues } = read(
      'model=llama-3.1-71b&accelerator=a100-80&devices=0&batch=x&context=1e12&weights=int5000&wattsPerDevice=-3&shape={',
    );
    expect(setup).toMatchObject({
      modelId: 'llama-3.1-70b',
      devices: 1,
      batch: 32,
      contextTokens: 10_000_000,
      weightFormat: 'bf16',
    });
    expect(setup.acceleratorId).toMatch(/^a100-80/);
    expect(issues.map(({ key }) => key).sort()).toEqual([
      'accelerator',
      'batch',
      'context',
      'devices',
      'model',
      'shape',
      'wattsPerDevice',
      'weights',
    ]);
  });

  it('never throws, whatever it holds', () => {
    const key = fc.constantFrom(...SETUP_KEYS);
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string())), (pairs) => {
        const { setup } = readSetup(new URLSearchParams(pairs.map(([name, value]) => [name, value])));
        expect(setupNames(setup, 'zh').all).toBeTruthy();
        expect(receiptTexts(setup, 'en').facts).toBeTruthy();
      }),
    );
  });

  it('names every key it writes', () => {
    const query = new URLSearchParams();
    const { shape, model } = shapeOf(config);
    writeSetup(query, {
      modelId: 'custom',
      customModel: model,
      shape,
      acceleratorId: 't4',
      devices: 2,
      weightFormat: 'fp8',
      kvFormat: 'fp8',
      batch: 1,
      contextTokens: 1,
      guesses: Object.fromEntries(guessKeys.map((name) => [name, 1])),
    });
    for (const name of query.keys()) expect(SETUP_KEYS).toContain(name);
  });
});

describe('the Receipt of a Setup', () => {
  it('prints the running example', () => {
    const texts = receiptTexts(RUNNING_EXAMPLE, 'en');
    expect(texts).toMatchObject({
      'weights.step': '139.0\u202fGB',
      'cache.step': '85.9\u202fGB',
      'arithmetic.step': '5.14\u202fTFLOP',
      floor: '27.6\u202fms',
      compute: '4.1\u202fms',
    });
    expect(texts.rent).toBeUndefined();
  });

  it('shows money and energy once they are guessed', () => {
    const texts = receiptTexts(
      { ...RUNNING_EXAMPLE, guesses: { pricePerDeviceHour: 2, wattsPerDevice: 400 } },
      'en',
    );
    expect(texts.rent).toBe('1.91 / M');
    expect(texts.energy).toBe('1.38\u202fJ');
    expect(texts.carbon).toBeUndefined();
  });

  it('still names a device that has no rate for the format', () => {
    const texts = receiptTexts({ ...RUNNING_EXAMPLE, acceleratorId: 'snapdragon-8-gen3' }, 'en');
    expect(texts.floor).toBeUndefined();
    expect(texts.facts).toContain('Snapdragon');
  });
});
