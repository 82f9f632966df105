import { describe, expect, it } from 'vitest';
import { calcs } from '../../../kernels/cost/calcs';
import { speculativeCalcs } from '../../../kernels/cost/calcs/speculative';
import { modelOf, RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { formatQuantity } from '../../../kernels/numbers/format';
import { createStepTime } from '../../../kernels/serving/step-time/step-time';

const value = (id: string, change = {}) =>
  speculativeCalcs[`speculative.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on guess and check', () => {
  it('are all in the table of the book, finite and printable', () => {
    for (const [id, calc] of Object.entries(speculativeCalcs)) {
      expect(calcs[id]).toBe(calc);
      const { value: number, unit, digits, formula } = calc(RUNNING_EXAMPLE);
      expect(number, id).toBeGreaterThan(0);
      expect(formula.length, id).toBeGreaterThan(0);
      for (const lang of ['en', 'zh'] as const)
        expect(formatQuantity(number, unit, { lang, digits })).not.toMatch(/NaN|∞/);
    }
  });

  it('carries out the examples of the text', () => {
    expect(value('usualTokens')).toBeCloseTo(3.68928, 9);
    expect(value('mostTokens')).toBeCloseTo(5, 12);
    expect(value('bestLength')).toBe(6);
    expect(value('poorSpeedup')).toBeLessThan(1);
    expect(value('allStand')).toBeCloseTo(0.32768, 12);
    expect(value('droppedTokens')).toBeCloseTo(1 + 0.8 + 0.56 + 0.336 + 0.168 + 0.0672, 9);
    expect(value('workedAlpha')).toBeCloseTo(0.7, 12);
    expect(value('workedResidual')).toBeCloseTo(1, 12);
    // Accepted in 20 %, and half of the refusals: 0.2 + 0.3 · 0.5.
    expect(value('wrongFirst')).toBeCloseTo(0.35, 12);
    expect(value('treeTokens')).toBeGreaterThan(value('treeChainTokens'));
  });

  it('divides what others published', () => {
    expect(value('chinchillaCost')).toBeCloseTo(0.1277, 4);
    expect(value('chinchillaStory')).toBeCloseTo(0.749, 3);
    expect(value('chinchillaCode')).toBeCloseTo(0.851, 3);
    expect(value('chinchillaRow')).toBeCloseTo(1.875, 9);
    expect(value('eagle3Gain')).toBeCloseTo(2.357, 3);
    expect(value('headShare')).toBeCloseTo(0.01435, 4);
  });

  it('shows the model that computes a pass: two parts, each with a smooth knee', () => {
    const [alone, batch] = [1, RUNNING_EXAMPLE.batch].map((count) => {
      const step = createStepTime({
        model: modelOf(RUNNING_EXAMPLE),
        accelerator: RUNNING_EXAMPLE.acceleratorId,
        tensorParallel: RUNNING_EXAMPLE.devices,
        weightFormat: RUNNING_EXAMPLE.weightFormat,
        kvFormat: RUNNING_EXAMPLE.kvFormat,
      });
      const item = { newTokens: 6, contextTokens: RUNNING_EXAMPLE.contextTokens, kind: 'decode' } as const;
      return step(new Array(count).fill(item)).seconds;
    });
    expect(value('checkAlone')).toBeCloseTo(alone, 12);
    expect(value('checkBatch')).toBeCloseTo(batch, 12);
    for (const id of ['plainAlone', 'checkAlone', 'plainBatch', 'checkBatch']) {
      const { terms, value: seconds } = speculativeCalcs[`speculative.${id}`](RUNNING_EXAMPLE);
      const [weights, products, cache, attention, knee] = terms.map((one) => one.value);
      const joined = (a: number, b: number) => (a ** knee + b ** knee) ** (1 / knee);
      expect(joined(weights, products) + joined(cache, attention), id).toBeCloseTo(seconds, 12);
      // The formula in the text prints the exponent.
      expect(knee).toBe(1.7);
    }
  });

  it('finds the batch at which a tree of forty nodes gains nothing any more, on the running example', () => {
    const found = value('treeBreakEven', { contextTokens: 256 });
    expect(found).toBe(value('treeBreakEven'));
    expect(found).toBe(14);
  });

  it('slows down in company, the more the shorter the texts', () => {
    expect(value('checkAlone') / value('plainAlone')).toBeLessThan(1.02);
    expect(value('checkMore')).toBeCloseTo(value('checkBatch') / value('plainBatch') - 1, 12);
    expect(value('setupBusy')).toBeLessThan(value('setupAlone'));
    expect(value('poorBusy')).toBeLessThan(1);
    expect(value('lengthBusy')).toBeLessThan(value('lengthAlone'));
    expect(value('setupBusy', { contextTokens: 256 })).toBeLessThan(value('setupBusy'));
  });

  it('tells of the two live runs what the text says of them', () => {
    expect(value('livePromise')).toBeGreaterThan(1.5);
    expect(value('liveSpeed')).toBeLessThan(1);
    // A pass over five positions costs most of five passes there, and about one on the GPU.
    expect(value('liveCheck')).toBeGreaterThan(2.5);
    expect(value('gpuCheck')).toBeLessThan(1.5);
    expect(value('gpuCheckThree')).toBeLessThan(1.2);
    expect(value('gpuSpeed')).toBeGreaterThan(1.5);
    expect(value('liveFree')).toBeLessThan(1.5);
    expect(value('liveFree')).toBeGreaterThan(value('liveSpeed'));
  });
});
