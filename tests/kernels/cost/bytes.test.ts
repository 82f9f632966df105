import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelById, models } from '../../../kernels/catalog/models';
import { kvCacheBytes, weightBytes, weightBytesRead } from '../../../kernels/cost/bytes';
import { bitsPerWeight } from '../../../kernels/cost/formats';
import { layersBySight, tokenLayers } from '../../../kernels/cost/layers';

describe('weightBytes', () => {
  it.each([
    ['llama-3.1-70b', 'bf16', 141107412992],
    ['llama-2-70b', 'fp32', 275906592768],
    ['llama-2-7b', 'int4', 3369207808],
    ['llama-2-7b', 'int4-g128', 3474495552],
    ['llama-2-7b', 'Q4_K', 3790358784],
  ])('%s in %s is %d bytes', (model, format, bytes) => {
    expect(weightBytes(model, format)).toBe(bytes);
  });

  it('leaves the untied input embedding out of what a step reads', () => {
    expect(weightBytesRead('llama-3.1-70b', 'bf16')).toBe(139006066688);
    expect(weightBytes('llama-3.1-70b', 'bf16') - weightBytesRead('llama-3.1-70b', 'bf16')).toBe(
      128256 * 8192 * 2,
    );
    expect(weightBytesRead('smollm2-135m', 'fp16')).toBe(weightBytes('smollm2-135m', 'fp16'));
  });

  it('names near formats when one is unknown', () => {
    expect(() => weightBytes('llama-2-7b', 'Q4_KM')).toThrow(/format\.unknown.*Q4_K/);
    expect(() => weightBytes('llama-2-7b', 'int4-g0')).toThrow(/format\.unknown/);
    expect(() => weightBytes('llama-2-7b', 'constructor')).toThrow(/format\.unknown/);
  });
});

describe('kvCacheBytes', () => {
  it('is exact for the running example, for GQA, MHA and MLA', () => {
    expect(kvCacheBytes('llama-3.1-70b', { tokens: 1 })).toBe(327680);
    expect(kvCacheBytes('llama-3.1-70b', { tokens: 8192, sequences: 32, kvFormat: 'bf16' })).toBe(
      85899345920,
    );
    expect(kvCacheBytes('llama-2-7b', { tokens: 4096, sequences: 1, bytesPerElement: 2 })).toBe(2147483648);
    expect(kvCacheBytes('deepseek-v3', { tokens: 1, sequences: 1, bytesPerElement: 2 })).toBe(70272);
    expect(kvCacheBytes('llama-3.1-70b', { tokens: 1, kvFormat: 'fp8' })).toBe(163840);
  });

  it('is proportional to sequences, and to tokens up to a window; beyond it only global layers grow', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.constantFrom(...models), count, fc.integer({ min: 0, max: 512 }), (model, tokens, n) => {
        const one = kvCacheBytes(model, { tokens: 1, bytesPerElement: 2 });
        const window = model.sliding_window ?? Number.POSITIVE_INFINITY;
        const global = model.sliding_window ? (model.global_attention_layers ?? 0) : model.layers;
        const beyond = Math.max(0, tokens - window);
        expect(kvCacheBytes(model, { tokens, sequences: n, bytesPerElement: 2 })).toBe(
          n * (one * (tokens - beyond) + (one / model.layers) * global * beyond),
        );
      }),
    );
  });

  it('keeps at most the window where there is one', () => {
    expect(kvCacheBytes('gemma-3-12b', { tokens: 8192 })).toBe(872_415_232);
    expect(kvCacheBytes('gemma-3-12b', { tokens: 8192, ignoreWindow: true })).toBe(3_221_225_472);
    expect(kvCacheBytes('mistral-7b', { tokens: 100_000 })).toBe(
      kvCacheBytes('mistral-7b', { tokens: 4096 }),
    );
    expect(tokenLayers(modelById('gemma-3-12b'), 8192)).toBe(106_496);
    expect(layersBySight(modelById('gemma-3-12b'))).toEqual({ global: 8, local: 40, window: 1024 });
    expect(layersBySight(modelById('llama-3.1-70b'))).toMatchObject({ global: 80, local: 0 });
  });

  it('refuses counts that are none', () => {
    expect(() => kvCacheBytes('llama-2-7b', { tokens: -1 })).toThrow(/kv\.bad-count/);
    expect(() => kvCacheBytes('llama-2-7b', { tokens: Number.NaN })).toThrow(/kv\.bad-count/);
  });
});

describe('bitsPerWeight', () => {
  it('counts the scales', () => {
    expect(bitsPerWeight('int4-g128')).toBe(4.125);
    expect(bitsPerWeight('int4-g128-zp')).toBe(4.15625);
    expect(bitsPerWeight('Q6_K')).toBe(6.5625);
    expect(bitsPerWeight('mxfp4')).toBe(4.25);
  });
});
