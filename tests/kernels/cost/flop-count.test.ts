import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf } from '@/components/simulators/flops/layout';
import { models } from '../../../kernels/catalog/models';
import { decodeCatchUpTokens, flopCount } from '../../../kernels/cost/flop-count/compute';
import {
  flopCountParams,
  flopCountPresets,
  LEAST_TOKENS,
  MOST_TOKENS,
} from '../../../kernels/cost/flop-count/params';
import { decodeFlops, prefillFlops, scoresCatchUpTokens } from '../../../kernels/cost/flops';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { parseParams } from '../../../kernels/simulator';

const { setup: prompt, decode } = flopCountPresets;

describe('the figure that counts operations', () => {
  it('is the worked example', () => {
    const count = flopCount(RUNNING_EXAMPLE, prompt.params);
    expect(count.tokens).toBe(8192);
    expect(count.flops).toEqual(prefillFlops('llama-3.1-70b', 8192));
    expect(count.flops.scores / count.flops.total).toBeCloseTo(0.0727, 4);
    expect(count.rulePerToken).toBe(2 * 70_553_706_496);
    expect(count.ruleRatio).toBeCloseTo(1.046, 3);
    expect(count.seconds).toBeCloseTo(0.969, 3);
    expect(Math.round(count.crossTokens)).toBe(104_447);
  });

  it('writes one token with twice the looking back of a prompt’s', () => {
    const count = flopCount(RUNNING_EXAMPLE, decode.params);
    expect(count.passed).toBe(1);
    expect(count.flops).toEqual(decodeFlops('llama-3.1-70b', 8192));
    const each = flopCount(RUNNING_EXAMPLE, prompt.params).flops.scores / 8192;
    expect(count.flops.scores / each).toBeCloseTo(2, 3);
  });

  it('splits every part into its matrices, and the parameters into what works and what waits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.constantFrom('prefill', 'decode'), (model, phase) => {
        const count = flopCount({ ...RUNNING_EXAMPLE, modelId: model.id }, { phase, promptTokens: 4096 });
        const sum = count.pieces.reduce((total, { flops }) => total + flops, 0);
        expect(sum / count.flops.total).toBeCloseTo(1, 9);
        const { held, work, idle, lookedUp } = count.parameters;
        expect(work + idle + lookedUp).toBe(held);
        expect(held).toBe(model.params_exact);
        expect(idle > 0).toBe(model.moe !== undefined);
        expect(count.curve[0].tokens).toBe(LEAST_TOKENS);
        expect(count.curve[count.curve.length - 1].tokens).toBe(MOST_TOKENS);
      }),
    );
  });

  it('gives each grouped head’s projections their share: 64 to 8 in the running example', () => {
    const { pieces } = flopCount(RUNNING_EXAMPLE, prompt.params);
    const of = (id: string) => pieces.find((piece) => piece.id === id)?.flops ?? Number.NaN;
    expect(of('q') / of('k')).toBeCloseTo(8, 9);
    expect(of('gate')).toBeCloseTo(2 * 80 * 8192 * 28_672 * 8192, -9);
    expect(of('scores')).toBe(of('values'));
  });

  it('crosses in decoding where the scores equal the matrices', () => {
    for (const model of models) {
      const tokens = decodeCatchUpTokens(model);
      if (!Number.isFinite(tokens)) continue;
      const { projections, ffn, scores } = decodeFlops(model, tokens);
      expect(scores / (projections + ffn), model.id).toBeCloseTo(1, 6);
    }
    expect(decodeCatchUpTokens(models.find(({ id }) => id === 'mistral-7b') ?? models[0])).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(scoresCatchUpTokens('llama-3.1-70b') / 2).toBeCloseTo(52_223.5, 1);
  });

  it('says nothing of time where no rate is stated, and when a text is longer than the model’s', () => {
    const odd = flopCount(
      { ...RUNNING_EXAMPLE, acceleratorId: 'apple-m2-pro' },
      { ...prompt.params, promptTokens: MOST_TOKENS },
    );
    expect(odd.seconds).toBeUndefined();
    expect(odd.beyondContext).toBe(true);
  });

  it('has scenes that its dials can show', () => {
    for (const { params } of Object.values(flopCountPresets)) {
      // 0 stands for the Setup’s context and never reaches the address.
      if (params.promptTokens === 0) continue;
      const text = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
      expect(parseParams(flopCountParams, text)).toEqual({ values: params, issues: [] });
    }
  });
});

describe('the drawing', () => {
  it('finds the length at a place, on the grid of the dial', () => {
    fc.assert(
      fc.property(fc.constantFrom(928, 400), fc.integer({ min: 1, max: 1024 }), (width, step) => {
        const layout = layoutOf(flopCount(RUNNING_EXAMPLE, prompt.params), width);
        const tokens = step * 256;
        // A tenth of a unit is what a place is rounded to.
        const near = layout.tokensAt(layout.x(tokens));
        expect(Math.abs(near - tokens)).toBeLessThanOrEqual(Math.max(256, tokens * 0.002));
        expect(near % 256).toBe(0);
      }),
    );
    const layout = layoutOf(flopCount(RUNNING_EXAMPLE, prompt.params), 928);
    expect(layout.tokensAt(-50)).toBe(LEAST_TOKENS);
    expect(layout.tokensAt(5000)).toBe(MOST_TOKENS);
  });
});
