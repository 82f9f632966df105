import { describe, expect, it } from 'vitest';
import record from '../../../content/data/recorded/quantize.json';
import { quantizeCalcs } from '../../../kernels/cost/calcs/quantize';
import { bestClip, gridError, shareWithin, typicalPeak } from '../../../kernels/cost/calcs/quantize-normal';
import { recorded } from '../../../kernels/cost/calcs/quantize-recorded';
import { EIGHT_WEIGHTS, quantizeRow, WITH_OUTLIER } from '../../../kernels/cost/calcs/quantize-row';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { formatQuantity } from '../../../kernels/numbers/format';
import { createRandom } from '../../../kernels/numbers/random';

const value = (id: string, change = {}) => quantizeCalcs[id]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on quantizing: bytes and bounds', () => {
  it('counts bytes of the running example', () => {
    expect(value('quantize.weightsBf16')).toBe(141107412992);
    expect(value('quantize.weightsFourBitCodes')).toBe(35276853248);
    // 70,553,706,496 · 4.625 / 8 = 40,788,861,568 exactly.
    expect(value('quantize.weightsFourBit')).toBe(40788861568);
    expect(value('quantize.scalesFourBit')).toBe(40788861568 - 35276853248);
    expect(value('quantize.scaleOverhead')).toBe(0.15625);
    expect(value('quantize.cacheRead')).toBe(85899345920);
    expect(value('quantize.weightsRead')).toBe(139006066688);
  });

  it('counts effective bits of each layout', () => {
    const bits = [
      'effectiveBits',
      'bitsG32Symmetric',
      'bitsG128Symmetric',
      'bitsG128Awq',
      'bitsG128TwoHalves',
    ];
    expect(bits.map((id) => value(`quantize.${id}`))).toEqual([4.625, 4.5, 4.125, 4.15625, 4.25]);
    expect(value('quantize.bitsGptFast')).toBe(5);
    expect(value('quantize.weightsRatio')).toBeCloseTo(16 / 4.625, 12);
    expect(value('quantize.savedFromFp32')).toBe(0.875);
  });

  it('bounds a decode step by its bytes, cache included', () => {
    const bandwidth = 4 * 2039e9;
    const read = 69503033344;
    expect(value('quantize.aloneBf16')).toBeCloseTo((read * 2) / bandwidth, 12);
    expect(value('quantize.aloneFourBit')).toBeCloseTo((read * 4.625) / 8 / bandwidth, 12);
    expect(value('quantize.stepBf16') * 1e3).toBeCloseTo(27.5755, 4);
    expect(value('quantize.stepFourBit') * 1e3).toBeCloseTo(15.4587, 4);
    expect(value('quantize.stepRatio')).toBeCloseTo(27.5755 / 15.4587, 4);
    expect(value('quantize.stepArithmetic') * 1e3).toBeCloseTo(4.1149, 4);
  });

  it('leaves no room where the weights alone do not fit', () => {
    expect(value('quantize.tokensOnOneDevice')).toBe(Math.floor((80 * 2 ** 30 - 40788861568) / 327680));
    expect(value('quantize.tokensOnOneDevice', { acceleratorId: 'rtx-4090' })).toBe(0);
  });

  it('follows another Setup', () => {
    expect(value('quantize.weightsBf16', { modelId: 'llama-3.1-8b' })).toBeLessThan(17e9);
    expect(value('quantize.stepRatio', { batch: 1, contextTokens: 0 })).toBeCloseTo(16 / 4.625, 6);
  });
});

describe('the row of eight weights', () => {
  it('has the codes that the chapter prints', () => {
    const q = quantizeRow(EIGHT_WEIGHTS, { bits: 4, symmetric: true, granularity: 'channel' });
    expect([...q.codes]).toEqual([3, -1, 0, -4, 0, 2, -2, 7]);
    const a = quantizeRow(EIGHT_WEIGHTS, { bits: 4, symmetric: false, granularity: 'channel' });
    expect([...a.codes]).toEqual([10, 4, 7, 0, 6, 9, 3, 15]);
    const o = quantizeRow(WITH_OUTLIER, { bits: 4, symmetric: true, granularity: 'channel' });
    expect([...o.codes]).toEqual([1, 0, 0, -1, 0, 1, 0, 7]);
    const g = quantizeRow(WITH_OUTLIER, { bits: 4, symmetric: true, granularity: 'group', groupSize: 4 });
    expect([...g.codes]).toEqual([5, -2, 1, -7, 0, 1, 0, 7]);
  });

  it('gives the numbers of the steps', () => {
    expect(value('quantize.rowScale')).toBe(0.125);
    expect(value('quantize.rowHalfStep')).toBe(0.0625);
    // 0.3125 / 0.125 is 2.5 exactly: half-even takes 2.
    expect(value('quantize.rowTieCode')).toBe(2);
    expect(value('quantize.rowAffineScale')).toBeCloseTo(1.425 / 15, 7);
    expect(value('quantize.rowAffineZero')).toBe(6);
    expect(value('quantize.rowAffineGain')).toBeCloseTo(0.128, 3);
    expect(value('quantize.outlierScale')).toBe(0.5);
    expect(value('quantize.outlierZeros')).toBe(4);
    expect(value('quantize.outlierError')).toBeCloseTo(3.686, 3);
    expect(value('quantize.groupedScale')).toBeCloseTo(0.55 / 7, 7);
    expect(value('quantize.groupedZeros')).toBe(2);
  });
});

describe('normal weights', () => {
  it('integrates to the known values', () => {
    expect(shareWithin(1)).toBeCloseTo(0.6826894921, 9);
    expect(typicalPeak(32)).toBeCloseTo(2.15387, 5);
    // Three levels at their best (Max, 1960): error 0.1902 of the variance.
    expect(gridError(bestClip(2), 2)).toBeCloseTo(0.1902, 3);
  });

  it('agrees with a simulation', () => {
    const random = createRandom(11);
    const clip = 2.47;
    const step = clip / 7;
    let sum = 0;
    const n = 200000;
    for (let i = 0; i < n; i++) {
      const x = random.normal();
      const code = Math.max(-7, Math.min(7, Math.round(x / step)));
      sum += (x - code * step) ** 2;
    }
    expect(sum / n / gridError(clip, 4)).toBeCloseTo(1, 1);
  });

  it('says where clipping pays', () => {
    expect(value('quantize.clipFourBits')).toBeCloseTo(2.47, 2);
    expect(value('quantize.peakGroup')).toBeLessThan(value('quantize.clipFourBits'));
    expect(value('quantize.peakChannel')).toBeCloseTo(3.842, 3);
    expect(value('quantize.clipGainChannel')).toBeCloseTo(1.948, 2);
    expect(value('quantize.clipGainTwoBits')).toBeCloseTo(2.005, 2);
    expect(value('quantize.zeroedTwoBits')).toBeCloseTo(0.7185, 4);
  });

  it('counts the drift of rounding half up by brute force', () => {
    const rest = Array.from({ length: 256 }, (_, code) => Math.floor(code / 16 + 0.5) - code / 16);
    const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length;
    expect(value('quantize.halfUpDrift')).toBe(mean * 8192);
    expect(value('quantize.roundingWalk')).toBeCloseTo(Math.sqrt(8192 / 12), 9);
  });
});

describe('published and measured ratios', () => {
  it('divides rows of the data', () => {
    expect(value('quantize.llamaCppBytes')).toBeCloseTo(16 / 4.5, 9);
    expect(value('quantize.llamaCppSpeed')).toBeCloseTo(17.1 / 6.7, 9);
    expect(value('quantize.autoGptqInt8Speed')).toBeCloseTo(24.432 / 26.688, 9);
    expect(value('quantize.calmInt8Speed')).toBeCloseTo(15.4 / 7.8, 9);
    expect(value('quantize.rtn4Factor7b')).toBeCloseTo(6.29 / 5.68, 9);
    expect(value('quantize.rtn3Factor7b')).toBeCloseTo(25.54 / 5.68, 9);
    expect(value('quantize.gptq4Factor7b')).toBeCloseTo(6.09 / 5.68, 9);
    expect(value('quantize.gptq3Factor7b')).toBeCloseTo(8.07 / 5.68, 9);
    expect(value('quantize.gptq3g128Factor7b')).toBeCloseTo(6.61 / 5.68, 9);
    expect(value('quantize.wasmSlowdown')).toBeCloseTo(11.4 / 0.624, 9);
    expect(value('quantize.accuracyLevelSpeed')).toBeCloseTo(0.34 / 0.127, 9);
  });
});

describe('what the lab recorded', () => {
  const { original, entries } = record;

  it('is divided, not copied', () => {
    const four = entries['4-symmetric-32-all'];
    expect(value('quantize.pocketPerplexity')).toBe(original.perplexity);
    expect(value('quantize.pocketFactorFour')).toBeCloseTo(four.perplexity / original.perplexity, 12);
    expect(value('quantize.pocketShiftFour')).toBeCloseTo(
      Math.abs(four.perplexity / original.perplexity - 1),
      12,
    );
    expect(value('quantize.pocketChangedFour')).toBeCloseTo(1 - four.topOneAgreement, 12);
    expect(value('quantize.pocketFloatBytes')).toBe(record.weights * 4);
    expect(() => recorded('9-symmetric-32-all')).toThrow('quantize.not-recorded');
  });

  // The chapter's sentences rest on these; a retrained model that breaks one asks for other sentences.
  it('bears out what the chapter says of Pocket', () => {
    expect(value('quantize.pocketFactorFour')).toBeLessThan(1.05);
    expect(value('quantize.pocketFactorThree')).toBeLessThan(1.3);
    expect(value('quantize.pocketFactorTwo')).toBeGreaterThan(2);
    expect(value('quantize.pocketFactorTwoAffine')).toBeLessThan(value('quantize.pocketFactorTwo') / 1.5);
    expect(value('quantize.pocketChangedFour')).toBeGreaterThan(value('quantize.pocketShiftFour'));
    // “The KL divergence is tiny”: the changed first choices were mostly near-ties.
    expect(entries['4-symmetric-32-all'].kl).toBeLessThan(0.01);
    // Step 5: from a scale per tensor to groups of 32. Step 6: 5 bits in groups of 256 against 4 in groups of 16.
    expect(entries['4-symmetric-32-all'].kl).toBeLessThan(entries['4-symmetric-tensor-all'].kl);
    expect(entries['5-symmetric-256-all'].kl).toBeLessThan(entries['4-symmetric-16-all'].kl);
    // Step 3: a zero point is worth more at two bits than at four.
    const worth = (bits: 2 | 4) =>
      entries[`${bits}-symmetric-32-all`].kl / entries[`${bits}-affine-32-all`].kl;
    expect(worth(2)).toBeGreaterThan(worth(4));
  });
});

describe('every calc', () => {
  it.each(Object.keys(quantizeCalcs))('%s is finite, has a formula and distinct terms, and prints', (id) => {
    const result = quantizeCalcs[id](RUNNING_EXAMPLE);
    expect(Number.isFinite(result.value)).toBe(true);
    expect(result.formula).not.toBe('');
    expect(new Set(result.terms.map((term) => term.symbol)).size).toBe(result.terms.length);
    for (const lang of ['en', 'zh'] as const) {
      expect(formatQuantity(result.value, result.unit, { lang, digits: result.digits })).not.toContain('—');
    }
  });
});
