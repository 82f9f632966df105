import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelById, models } from '@/kernels/catalog/models';
import { weightBytes } from '@/kernels/cost/bytes';
import { activeParameters, attentionParameters, weightBytesKept, weightParts } from '@/kernels/cost/weights';

describe('parameters from the shape', () => {
  it.each(models.map((model) => [model.id, model] as const))(
    '%s: equal to the published total',
    (_, model) => {
      const { total, ...parts } = weightParts(model);
      expect(total).toBe(model.params_exact);
      const { expertsPerToken, ...stored } = parts;
      expect(Object.values(stored).reduce((a, b) => a + b)).toBe(total);
      expect(expertsPerToken).toBeLessThanOrEqual(parts.experts);
    },
  );

  it.each(models.map((model) => [model.id, model] as const))(
    '%s: active and read parameters',
    (id, model) => {
      const embedding = model.vocab * model.hidden;
      // OpenAI counts active parameters without the input embedding, and the catalogue follows each publisher.
      const counted = id.startsWith('gpt-oss') ? embedding : 0;
      expect(activeParameters(model)).toBe(model.active_params + counted);
      expect(model.params_read_per_token).toBe(
        activeParameters(model) - (model.tied_embeddings ? 0 : embedding),
      );
    },
  );

  it('agrees with published figures in the digits they print', () => {
    const billions = (id: string) => weightParts(id).total / 1e9;
    expect(billions('llama-2-7b').toFixed(1)).toBe('6.7');
    expect(billions('llama-2-13b').toFixed(2)).toBe('13.02');
    expect(billions('llama-2-70b').toFixed(1)).toBe('69.0');
    expect(billions('deepseek-v3').toFixed(0)).toBe('671');
    expect(billions('gpt-oss-20b').toFixed(0)).toBe('21');
    expect(billions('gpt-oss-120b').toFixed(0)).toBe('117');
    // 36.7 B is printed "with both embeddings"; that sum is 37.55, and 36.63 leaves the input embedding out.
    expect(activeParameters('deepseek-v3') / 1e9).toBeCloseTo(37.55, 2);
    expect(modelById('deepseek-v3').params_read_per_token / 1e9).toBeCloseTo(36.63, 2);
  });

  it('works the examples of its comments', () => {
    expect(attentionParameters(modelById('llama-3.1-70b'))).toBe(150_994_944);
    expect(weightParts('llama-3.1-70b').embedding).toBe(1_050_673_152);
    expect(activeParameters('mixtral-8x7b')).toBe(12_879_925_248);
    expect(weightBytesKept('llama-3.1-70b', 'int4-g128')).toBe(39_500_398_592);
  });

  it('keeps at least what the format says, and all of it from 16 bits on', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.constantFrom('int4-g128', 'fp8', 'nf4', 'bf16', 'fp32', 'Q4_K'),
        (model, format) => {
          const kept = weightBytesKept(model, format);
          if (['bf16', 'fp32', 'Q4_K'].includes(format)) expect(kept).toBe(weightBytes(model, format));
          else expect(kept).toBeGreaterThan(weightBytes(model, format));
        },
      ),
    );
  });
});
