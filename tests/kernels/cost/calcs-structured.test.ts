import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { structuredCalcs } from '../../../kernels/cost/calcs/structured';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';

const value = (id: string, change: Partial<Setup> = {}) =>
  structuredCalcs[`structured.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;
const record = JSON.parse(readFileSync('content/data/recorded/structured.json', 'utf8'));

describe('calcs of the chapter on constrained output', () => {
  it('says what was recorded', () => {
    const { sorting, rates } = record;
    expect(value('sortingItems')).toBe(90);
    expect(value('sortingJumped')).toBe(sorting.right.text / 90);
    expect(value('sortingJumped')).toBeLessThan(0.1);
    for (const id of ['sortingFree', 'sortingMasked', 'sortingHealed'])
      expect(value(id)).toBeGreaterThan(0.9);
    expect(value('formFree')).toBe(0);
    expect(value('formFreeJson')).toBeGreaterThan(0.9);
    expect(value('formMasked')).toBe(1);
    expect(value('formPassShare')).toBeCloseTo(rates.form.healed.passes / rates.form.healed.tokens, 12);
    expect(value('formPassesHealed')).toBeLessThan(value('formPassesTokens'));
    expect(value('formPassesTokens')).toBeLessThan(value('formPassesOff'));
    expect(value('dateKept')).toBeLessThan(0.01);
    expect(value('maskSeconds')).toBeLessThan(value('obviousMaskSeconds'));
    expect(value('formStates')).toBe(55);
    expect(value('formCompressed')).toBe(8);
  });

  it('weighs masks on the reader’s machine', () => {
    expect(value('maskBytes')).toBe(16_032);
    expect(value('maskBatchBytes')).toBe(32 * 16_032);
    expect(value('logitBytes')).toBe(32 * 16_032);
    expect(value('indexBytes')).toBe(16_032_000);
    expect(value('maskBudget')).toBeCloseTo(0.0275755 / 32, 6);
    expect(value('maskRowSeconds')).toBeCloseTo(0.0016, 12);
    expect(value('maskStepShare')).toBeCloseTo(0.058, 3);
    expect(value('jumpedSeconds')).toBeCloseTo(8 * 0.0041149, 4);
    expect(value('steppedSeconds') / value('stepSeconds')).toBeCloseTo(8, 9);
    expect(value('maskRowSeconds', { batch: 64 })).toBe(2 * value('maskRowSeconds'));
  });

  it('compiles what it counts', () => {
    expect(value('booleanStates')).toBe(8);
    expect(value('booleanCompressed')).toBe(2);
    expect(value('dotStates')).toBe(11);
    expect(value('hundredStates')).toBe(802);
    expect(value('backStates')).toBe(2 ** 11);
    expect(value('backStatesMore')).toBe(2 ** 12);
    expect(value('forcedBytes')).toBe('{"owner": "'.length);
    expect(value('toyTrue')).toBeCloseTo(1 / 11, 12);
  });
});
