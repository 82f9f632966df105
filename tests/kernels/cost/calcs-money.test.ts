import { describe, expect, it } from 'vitest';
import { moneyCalcs } from '../../../kernels/cost/calcs/money';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';

const value = (id: string, change: Partial<Setup> = {}) =>
  moneyCalcs[`money.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on money', () => {
  it('counts device-hours', () => {
    expect(value('answerHours')).toBeCloseTo((4e6 * 0.0275755) / (3600 * 32), 5);
    expect(value('aloneHours')).toBe(value('answerHours', { batch: 1 }));
    expect(value('fullHours')).toBe(value('answerHours', { batch: 75 }));
    expect(value('int4Hours')).toBe(value('answerHours', { weightFormat: 'int4-g128' }));
    expect(value('int4FullHours')).toBe(value('answerHours', { weightFormat: 'int4-g128', batch: 113 }));
    expect(value('seldomHours') * value('seldomBusy')).toBeCloseTo(value('answerHours'), 12);
    expect(value('answerHours', { devices: 8 })).toBeCloseTo(value('answerHours'), 12);
  });

  it('keeps prompt and answer apart', () => {
    expect(value('answerWorth')).toBeCloseTo(7.78, 2);
    expect(value('promptHours') * value('answerWorth')).toBeCloseTo(value('answerHours'), 9);
    expect(value('promptTokenShare')).toBeCloseTo(2 / 3, 12);
    expect(value('promptShare')).toBeCloseTo(0.204, 3);
    expect(value('answerWorth', { batch: 1 })).toBeGreaterThan(100);
  });

  it('has no number, and says so by an id, where nobody states the rate of a device', () => {
    expect(() => value('answerWorth', { acceleratorId: 'apple-m4' })).toThrow(
      expect.objectContaining({ id: 'money.no-rate' }),
    );
  });

  it('takes joules from the data sheet as a ceiling', () => {
    expect(value('sheetWatts')).toBe(400);
    expect(value('sheetJoules')).toBeCloseTo(1600 / 1160.45, 4);
    expect(value('sheetPromptJoules')).toBeLessThan(value('sheetJoules'));
    expect(value('sheetKilowattHours')).toBeCloseTo(value('sheetJoules') / 3.6, 9);
    expect(value('sheetJoules', { acceleratorId: 'tpu-v5e' })).toBeNaN();
  });

  it('sets published output against its floor', () => {
    expect(value('nimHours')).toBeCloseTo(2e6 / (3600 * 814.37), 9);
    expect(value('nimAloneHours')).toBeCloseTo(2e6 / (3600 * 51.67), 9);
    expect(value('nimFloorHours')).toBeLessThan(value('nimHours'));
    expect(value('nimPromptShare')).toBeCloseTo(0.3, 1);
    expect(value('reachedRows')).toBe(113);
    expect(value('reachedLow')).toBeLessThan(value('reachedHigh'));
  });
});
