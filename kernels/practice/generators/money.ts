/**
 * Random numbers for the exercises of the chapter on money. Prices are drawn from a hat and belong to nobody; machines
 * and rates have the sizes that real ones have.
 */
import type { Generator } from '../types';

/** Device-hours for a million tokens. Worked: 4 devices at 1,000 tokens/s → 1.11. */
const deviceHours: Generator = (random) => {
  const devices = random.pick([1, 2, 4, 8]);
  const rate = random.integer(2, 60) * 50;
  return {
    values: { devices, rate, seconds: (1e6 / rate).toPrecision(4) },
    answer: (1e6 * devices) / (3600 * rate),
    unit: 'count',
    tolerance: 0.02,
  };
};

/** The prompt's part of a request's cost. Worked: 1,000 tokens at 0.5 ms, 500 at 4 ms → 20 %. */
const promptShare: Generator = (random) => {
  const prompt = random.integer(2, 40) * 100;
  const answer = random.integer(1, 20) * 50;
  const promptCost = random.pick([0.2, 0.25, 0.4, 0.5]);
  const answerCost = random.pick([2, 3, 4, 5]);
  const ofPrompt = prompt * promptCost;
  const ofAnswer = answer * answerCost;
  return {
    values: { prompt, answer, promptCost, answerCost, ofPrompt: Math.round(ofPrompt * 10) / 10, ofAnswer },
    answer: ofPrompt / (ofPrompt + ofAnswer),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Device-hours once floor and idleness are counted. Worked: 0.9 at the floor, half the speed, 30 % busy → 6. */
const realHours: Generator = (random) => {
  const floor = random.integer(2, 30) / 10;
  const reached = random.pick([40, 50, 60, 70, 80]);
  const busy = random.pick([10, 20, 25, 30, 50, 75]);
  return {
    values: { floor, reached, busy, product: (reached * busy) / 1e4 },
    answer: floor / ((reached * busy) / 1e4),
    unit: 'count',
    tolerance: 0.02,
  };
};

/** An hour of a device of one's own. Worked: 8,766 over 2 years is 0.5, and 400 W at 0.25 is 0.1 → 0.6. */
const ownedHour: Generator = (random) => {
  const price = random.integer(4, 60) * 500;
  const years = random.pick([2, 3, 4, 5]);
  const watts = random.integer(3, 12) * 100;
  const kilowattHour = random.pick([0.1, 0.2, 0.5, 0.8]);
  const hardware = price / (8766 * years);
  const electricity = (watts / 1000) * kilowattHour;
  return {
    values: {
      price,
      years,
      watts,
      kilowattHour,
      hours: 8766 * years,
      hardware: hardware.toPrecision(3),
      electricity: electricity.toPrecision(3),
    },
    answer: hardware + electricity,
    unit: 'count',
    tolerance: 0.02,
  };
};

/** Hours of renting that pay for a device. Worked: 10,000 at 1.1 an hour, 0.1 of electricity → 10,000. */
const breakEven: Generator = (random) => {
  const price = random.integer(4, 60) * 500;
  const electricity = random.integer(1, 8) / 20;
  const rent = electricity + random.integer(2, 40) / 10;
  const saved = Math.round((rent - electricity) * 100) / 100;
  return {
    values: { price, rent: rent.toFixed(2), electricity: electricity.toFixed(2), saved },
    answer: price / saved,
    unit: 'count',
    tolerance: 0.02,
  };
};

/** Energy of a token. Worked: 4 devices of 400 W at 1,000 tokens/s → 1.6 J. */
const joulesPerToken: Generator = (random) => {
  const devices = random.pick([1, 2, 4, 8]);
  const watts = random.integer(6, 20) * 50;
  const rate = random.integer(4, 60) * 50;
  return {
    values: { devices, watts, rate, power: devices * watts },
    answer: (devices * watts) / rate,
    unit: 'joules',
    tolerance: 0.02,
  };
};

/** Grams of a million tokens. Worked: 1.8 J a token is 0.5 kWh, at 400 g → 200 g. */
const gramsPerMillion: Generator = (random) => {
  const joules = random.integer(5, 80) / 10;
  const grams = random.pick([20, 50, 100, 250, 400, 600]);
  return {
    values: { joules, grams, kilowattHours: (joules / 3.6).toPrecision(3) },
    answer: (joules / 3.6) * grams,
    unit: 'grams',
    tolerance: 0.02,
  };
};

export const moneyGenerators: Record<string, Generator> = {
  deviceHours,
  promptShare,
  realHours,
  ownedHour,
  breakEven,
  joulesPerToken,
  gramsPerMillion,
};
