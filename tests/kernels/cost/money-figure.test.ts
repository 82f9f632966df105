import { describe, expect, it } from 'vitest';
import { inventedGuesses, type MoneyResult, money } from '../../../kernels/cost/money/compute';
import { moneyParams, moneyPresets } from '../../../kernels/cost/money/params';
import { receipt } from '../../../kernels/cost/receipt';
import { RUNNING_EXAMPLE, type Setup } from '../../../kernels/cost/setup';
import { prefillBound } from '../../../kernels/cost/times';
import { defaultParams, type ParamValues, parseParams } from '../../../kernels/simulator';

const chat = { ...defaultParams(moneyParams), ...moneyPresets.chat.params };
const costOf = (setup: Setup, values: ParamValues = {}): MoneyResult => money(setup, { ...chat, ...values })!;
const million = (seconds: number) => (seconds * 1e6) / 3600;

describe('what tokens cost', () => {
  it('counts device-hours without a guess', () => {
    const { answer, prompt, answerWorth, promptShare, requestDeviceSeconds } = costOf(RUNNING_EXAMPLE);
    expect(million(answer.deviceSeconds)).toBeCloseTo(0.9575, 4);
    expect(answer.deviceSeconds).toBeCloseTo((4 * receipt(RUNNING_EXAMPLE).floorSeconds) / 32, 15);
    expect(prompt.deviceSeconds).toBeCloseTo((4 * prefillBound(RUNNING_EXAMPLE, 1000).seconds) / 1000, 15);
    expect(answerWorth).toBeCloseTo(answer.deviceSeconds / prompt.deviceSeconds, 12);
    expect(requestDeviceSeconds).toBeCloseTo(1000 * prompt.deviceSeconds + 500 * answer.deviceSeconds, 12);
    expect(promptShare).toBeCloseTo((1000 * prompt.deviceSeconds) / requestDeviceSeconds, 12);
  });

  it('shows no money, joule or gram before somebody guesses', () => {
    const { answer, prompt, breakEvenHours, guesses, invented } = costOf(RUNNING_EXAMPLE);
    for (const { rent, owned, hardware, electricity, energyJoules, carbonGrams } of [answer, prompt])
      expect([rent, owned, hardware, electricity, energyJoules, carbonGrams]).toEqual(
        Array(6).fill(undefined),
      );
    expect([breakEvenHours, guesses, invented]).toEqual([undefined, {}, false]);
  });

  it('shows each as soon as its own guesses are there, and nothing else', () => {
    const rented = costOf({ ...RUNNING_EXAMPLE, guesses: { pricePerDeviceHour: 3 } }).answer;
    expect(rented.rent! * 1e6).toBeCloseTo(3 * million(rented.deviceSeconds), 9);
    expect([rented.energyJoules, rented.owned]).toEqual([undefined, undefined]);
    const bought = costOf(RUNNING_EXAMPLE, { pricePerDevice: 8766, lifetimeYears: 2 }).answer;
    expect(bought.hardware! * 1e6).toBeCloseTo(0.5 * million(bought.deviceSeconds), 9);
    expect(bought.owned).toBeUndefined();
    const powered = costOf(
      { ...RUNNING_EXAMPLE, guesses: { wattsPerDevice: 400, pricePerKilowattHour: 0.25 } },
      { pricePerDevice: 8766, lifetimeYears: 2 },
    ).answer;
    expect(powered.owned! * 1e6).toBeCloseTo(0.6 * million(powered.deviceSeconds), 9);
    expect(powered.carbonGrams).toBeUndefined();
  });

  it('uses made-up numbers only when asked, and leaves the reader’s own alone', () => {
    const setup = { ...RUNNING_EXAMPLE, guesses: { pricePerDeviceHour: 3 } };
    const { guesses, invented, breakEvenHours } = costOf(setup, { numbers: 'invented' });
    expect([guesses, invented]).toEqual([inventedGuesses, true]);
    expect(breakEvenHours).toBeCloseTo(10_000 / 0.95, 6);
    expect(costOf(setup).guesses).toEqual({ pricePerDeviceHour: 3 });
  });

  it('divides by what is reached and by what is busy', () => {
    const floor = costOf(RUNNING_EXAMPLE);
    const real = costOf(RUNNING_EXAMPLE, { reached: 0.5, busy: 0.2 });
    expect(real.answer.deviceSeconds / floor.answer.deviceSeconds).toBeCloseTo(10, 9);
    expect(real.prompt.deviceSeconds / floor.prompt.deviceSeconds).toBeCloseTo(10, 9);
    expect(real.answerWorth).toBeCloseTo(floor.answerWorth, 9);
  });

  it('never breaks even where rent does not cover the electricity', () => {
    const guesses = { pricePerDeviceHour: 0.01, wattsPerDevice: 400, pricePerKilowattHour: 0.25 };
    const bought = { pricePerDevice: 100, lifetimeYears: 1 };
    expect(costOf({ ...RUNNING_EXAMPLE, guesses }, bought).breakEvenHours).toBeUndefined();
  });

  it('has no bill for a device without a rate, and answers odd addresses', () => {
    expect(money({ ...RUNNING_EXAMPLE, acceleratorId: 'apple-m4' }, chat)).toBeUndefined();
    const { values, issues } = parseParams(moneyParams, { busy: '7', pricePerDevice: '-3', numbers: 'real' });
    expect(values).toMatchObject({ busy: 1, pricePerDevice: 0, numbers: 'own' });
    expect(issues).toHaveLength(3);
  });
});
