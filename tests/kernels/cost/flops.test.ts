import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import {
  decodeFlops,
  peakRate,
  prefillFlops,
  ridge,
  scoresCatchUpTokens,
  wideRate,
} from '@/kernels/cost/flops';
import { decodeStepFlops } from '@/kernels/cost/receipt';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';

const anyModel = fc.constantFrom(...models);

describe('operations', () => {
  it('works the examples of its comments', () => {
    const prefill = prefillFlops('llama-3.1-70b', 8192);
    expect(prefill.total / 1e15).toBeCloseTo(1.209, 3);
    expect(prefill.scores / prefill.total).toBeCloseTo(0.073, 3);
    expect(decodeFlops('llama-3.1-70b', 8192).total / 1e11).toBeCloseTo(1.605, 3);
    expect(ridge(acceleratorById('a100-80-sxm'), 'bf16')).toBeCloseTo(153, 1);
    expect(scoresCatchUpTokens('llama-3.1-70b')).toBe(104_447);
    expect(peakRate(acceleratorById('h100-sxm'), 'fp8')).toBe(1.979e15);
    expect(wideRate(acceleratorById('a100-80-sxm'), 'int4')).toBe(312e12);
  });

  it('agrees with the receipt', () => {
    expect(decodeFlops('llama-3.1-70b', 8192).total * 32).toBeCloseTo(decodeStepFlops(RUNNING_EXAMPLE), -9);
  });

  it('is the sum of its parts, grows with length, and no window makes it dearer', () => {
    fc.assert(
      fc.property(anyModel, fc.integer({ min: 1, max: 200_000 }), (model, tokens) => {
        for (const flops of [prefillFlops(model, tokens), decodeFlops(model, tokens)]) {
          expect(flops.projections + flops.scores + flops.ffn + flops.head).toBeCloseTo(flops.total, -3);
          expect(Math.min(...Object.values(flops))).toBeGreaterThanOrEqual(0);
        }
        expect(prefillFlops(model, tokens + 1).total).toBeGreaterThan(prefillFlops(model, tokens).total);
        const { sliding_window: _, ...open } = model;
        expect(prefillFlops(model, tokens).scores).toBeLessThanOrEqual(prefillFlops(open, tokens).scores);
      }),
    );
  });

  it('finds where scores catch up', () => {
    for (const id of ['llama-3.1-70b', 'llama-2-7b', 'gemma-3-12b']) {
      const tokens = scoresCatchUpTokens(id);
      const { projections, ffn, scores } = prefillFlops(id, Math.round(tokens));
      expect(scores / (projections + ffn)).toBeCloseTo(1, 1);
    }
    expect(scoresCatchUpTokens('mistral-7b')).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses counts that are none', () => {
    expect(() => prefillFlops('llama-2-7b', -1)).toThrow('flops.bad-count');
    expect(() => decodeFlops('llama-2-7b', Number.NaN)).toThrow('flops.bad-count');
  });

  it('knows which units a device has', () => {
    expect(peakRate(acceleratorById('a100-80-sxm'), 'fp8')).toBeUndefined();
    expect(wideRate(acceleratorById('v100-sxm2-32'), 'bf16')).toBe(125e12);
  });
});
