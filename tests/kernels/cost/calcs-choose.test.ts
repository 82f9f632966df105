import { describe, expect, it } from 'vitest';
import { chooseCalcs } from '../../../kernels/cost/calcs/choose';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';

const value = (id: string, change = {}) =>
  chooseCalcs[`choose.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on choosing: the reader’s question', () => {
  it('weighs it', () => {
    expect(value('weights') / 1e9).toBeCloseTo(141.1, 1);
    expect(value('cacheOne')).toBe(8192 * 327_680);
    expect(value('cacheAll')).toBe(32 * 8192 * 327_680);
    expect(value('cacheAll', { kvFormat: 'fp8' })).toBe(value('cacheAll') / 2);
  });

  it('counts pairs, those that fit and those that do not', () => {
    expect([value('pairs'), value('fitting'), value('tooBig')]).toEqual([56, 37, 19]);
    expect(value('fitting', { batch: 1 })).toBeGreaterThan(37);
    expect(value('fitting', { modelId: 'llama-3.1-8b' })).toBe(56);
  });
});

describe('calcs of the chapter on choosing: scenes and sources', () => {
  it('ranks the running example', () => {
    expect(value('firstStep') * 1e3).toBeCloseTo(42.32, 2);
    expect(value('firstHours')).toBeCloseTo(1.469, 3);
    expect(value('cheapestHours')).toBeCloseTo(0.602, 3);
    expect(value('elsewhereHours')).toBeCloseTo(0.3876, 4);
    expect(value('priceWorth')).toBeCloseTo(1.469 / 0.3876, 2);
    expect(value('catalogue')).toBe(7 * 2 * 4 * 30);
    expect([value('mostRoom'), value('mostInTime')]).toEqual([62, 46]);
  });

  it('reads perplexities as published', () => {
    expect(value('awqRise')).toBeCloseTo(5.6 / 5.47 - 1, 9);
    expect(value('eightRise')).toBeCloseTo(0.000689, 6);
    expect(value('sixRise')).toBeCloseTo(0.002406, 6);
  });

  it('explains refusals and their least changes', () => {
    expect(value('homeNeeds') / 1e9).toBeCloseTo(43.54, 2);
    expect(value('homeHolds')).toBe(24 * 2 ** 30);
    expect(value('strictNeeds') / 1e9).toBeCloseTo(122.75, 2);
    expect(value('strictHolds')).toBe(80 * 2 ** 30);
    expect([value('strictRequests'), value('strictTokens'), value('unknownPairs')]).toEqual([4, 1163, 13]);
    expect(value('strictFactor')).toBeCloseTo(8192 / 1163, 6);
    expect(value('strictCard')).toBeCloseTo(4.8 / 2.039, 3);
  });

  it('stands beside gpt-fast’s rows', () => {
    expect(['measuredSixteen', 'measuredEight', 'measuredFour'].map((id) => value(id) * 1e3)).toEqual([
      46.904, 52.274, 39.604,
    ]);
    expect(value('modelSixteen') * 1e3).toBeCloseTo(48.8, 1);
    expect(value('modelEight') * 1e3).toBeCloseTo(45.6, 1);
    expect(value('modelFour') * 1e3).toBeCloseTo(25.83, 2);
    expect(value('measuredGain')).toBeCloseTo(1.32, 2);
    expect(value('modelGain')).toBeCloseTo(1.766, 3);
    // The chapter calls candidates less than a third apart a tie.
    expect(value('modelGain') / value('measuredGain')).toBeCloseTo(4 / 3, 1);
  });
});

describe('calcs of the chapter on choosing: TensorRT-LLM’s most tokens per second', () => {
  const both = (id: string) => [value(`most${id}`), Math.round(value(`expect${id}`))];
  it('orders formats as the table does, and expects too much of narrow ones', () => {
    expect(both('Seven16')).toEqual([1549, 1506]);
    expect(both('Seven8')).toEqual([2334, 3016]);
    expect(both('Seven4')).toEqual([1549, 1672]);
    expect(both('Seventy8')).toEqual([235, 481]);
    expect(both('Seventy4')).toEqual([358, 968]);
  });
});

describe('calcs of the chapter on choosing: the notes’ manager', () => {
  it('counts what it says', () => {
    const says = ['managerFp16', 'managerInt8', 'managerAwq', 'managerGguf'].map((id) => value(id));
    expect(says).toEqual([14, 4, 6, 6]);
    expect(value('managerPairs')).toBe(30);
  });

  it('counts its faults', () => {
    const faults = ['Broken', 'Narrow', 'Binary', 'Fast', 'Elsewhere', 'Weights', 'Clean'];
    expect(faults.map((id) => value(`manager${id}`))).toEqual([4, 6, 5, 17, 5, 6, 3]);
    // 144 tokens per second of the 72B in 4 bits on an L40S.
    expect(value('managerWorst')).toBeCloseTo(5.955, 3);
    expect(value('managerRule')).toBeCloseTo(31.5e9, 0);
    expect(value('managerNeeds') / 1e9).toBeCloseTo(79.07, 2);
    expect(value('managerHolds')).toBe(80 * 2 ** 30);
  });
});
