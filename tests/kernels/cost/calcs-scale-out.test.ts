import { describe, expect, it } from 'vitest';
import { scaleOutCalcs } from '../../../kernels/cost/calcs/scale-out';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';

const value = (id: string, change = {}) =>
  scaleOutCalcs[`scale-out.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on many devices: the reader’s model', () => {
  it('counts messages and their bytes', () => {
    expect(value('messages')).toBe(160);
    expect(value('sentPerToken')).toBe((160 * 16_384 * 2 * 7) / 8);
    expect(value('sentSeconds')).toBeCloseTo((32 * value('sentPerToken')) / 300e9, 9);
    expect(value('waitSeconds')).toBeCloseTo(160 * (20e-6 + 14 * 0.6e-6), 9);
    expect(value('hopBytes')).toBe(16_384);
  });

  it('finds the knee before the fastest split, and fewer tokens from each device there', () => {
    expect(value('tokenFour') * 1e3).toBeCloseTo(42.32, 2);
    expect(value('tokenEight') * 1e3).toBeCloseTo(24.1, 2);
    expect(value('tokenSixteen') * 1e3).toBeCloseTo(19.39, 2);
    expect(value('tokenThirtyTwo') * 1e3).toBeCloseTo(18.34, 2);
    expect(value('waitSecondsThirtyTwo') * 1e3).toBeCloseTo(7.136, 3);
    expect([value('kneeDevices'), value('fastestDevices')]).toEqual([8, 32]);
    expect(value('perDeviceFour')).toBeCloseTo(32 / value('tokenFour') / 4, 6);
    expect(value('perDeviceThirtyTwo')).toBeCloseTo(54.54, 2);
  });

  it('makes no token much faster by cutting between layers', () => {
    expect(value('pipelineOne') * 1e3).toBeCloseTo(152.5, 1);
    expect(value('pipelineEight') * 1e3).toBeCloseTo(99.05, 2);
    const alone = { batch: 1, contextTokens: 100 };
    expect(value('pipelineEight', alone) / value('pipelineOne', alone)).toBeCloseTo(1, 3);
  });

  it('sends a prompt’s cache much faster than it was made', () => {
    expect(value('promptTokens')).toBe(2048);
    expect(value('cacheBytes')).toBe(2048 * 327_680);
    expect(value('transferSeconds') * 1e3).toBeCloseTo(6.714, 3);
    expect(value('prefillSeconds') * 1e3).toBeCloseTo(340.9, 1);
    expect(value('hideBandwidth')).toBeCloseTo(value('cacheBytes') / value('prefillSeconds'), 3);
    expect(value('cacheBytes', { kvFormat: 'fp8' })).toBe(value('cacheBytes') / 2);
  });

  it('splits the work of a request', () => {
    expect(value('decodeWork') * 1e3).toBeCloseTo(86.94, 2);
    const share = value('prefillSeconds') / (value('prefillSeconds') + value('decodeWork'));
    expect(value('prefillShare')).toBeCloseTo(share, 9);
  });
});

describe('calcs of the chapter on many devices: what is measured and what is simulated', () => {
  it('reads gpt-fast’s rows', () => {
    expect(value('sevenOne') * 1e3).toBeCloseTo(9.533, 3);
    expect(value('sevenEight') * 1e3).toBeCloseTo(3.045, 3);
    expect(value('eightShare')).toBeCloseTo(0.391, 3);
    expect(value('eightSpeed')).toBeCloseTo(3.13, 2);
    expect(value('seventyTwo') / value('seventyEight')).toBeCloseTo(2.93, 2);
    expect(value('perMessageSeven') * 1e6).toBeCloseTo(33.2, 1);
    expect(value('perMessageSeventy') * 1e6).toBeCloseTo(35.6, 1);
  });

  it('predicts them, but for the 8-bit one', () => {
    expect(value('sevenEightModel') / value('sevenEight')).toBeCloseTo(0.958, 3);
    expect(value('seventyTwoModel') / value('seventyTwo')).toBeCloseTo(1.041, 3);
    expect(value('seventyEightModel') / value('seventyEight')).toBeCloseTo(0.994, 3);
    expect(value('eightBitEightModel') / value('eightBitEight')).toBeCloseTo(0.823, 3);
    expect(value('smallThirtyTwo')).toBeGreaterThan(value('smallSixteen'));
  });

  it('knows how far off the model of products is', () => {
    const errors = ['A', 'B', 'C'].map((set) => [value(`gemmError${set}`), value(`gemmSharp${set}`)]);
    for (const [smooth, sharp] of errors) {
      expect(smooth).toBeLessThan(0.045);
      expect(sharp).toBeGreaterThan(smooth);
    }
    expect(errors.map(([, sharp]) => Number(sharp.toFixed(3)))).toEqual([0.057, 0.097, 0.098]);
  });

  it('ranks the ways of using a fleet', () => {
    expect(value('chatPools')).toBeLessThan(value('chatTogether'));
    expect(value('chatPoolsSized')).toBeGreaterThan(value('chatTogether') * 1.2);
    expect(value('documentsPools')).toBeGreaterThan(2 * value('documentsTogether'));
    expect(value('thinPools')).toBeLessThan(value('documentsPools') / 1.5);
  });
});
