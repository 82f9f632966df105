/** Random numbers for the exercises of the chapter on choosing. Sizes, rates and times are of the kind that real requirements have. */
import type { Generator } from '../types';

/** What the notes' rule asks of a card. Worked: 140 GB in 16 bits, at 4 bits: 1.2 · 35 = 42 GB. */
const ownRule: Generator = (random) => {
  const gigabytes = random.pick([14, 16, 26, 64, 140, 144]);
  const bits = random.pick([3, 4, 8]);
  return {
    values: { gigabytes, bits, share: bits / 16, weights: ((gigabytes * bits) / 16).toPrecision(3) },
    answer: ((1.2 * gigabytes * bits) / 16) * 1e9,
    unit: 'bytes',
    tolerance: 0.01,
  };
};

/** Sequences beside the weights. Worked: 80 GB, a tenth left alone, 16 GB of weights, 2 GB each: 28. */
const largestBatch: Generator = (random) => {
  const devices = random.pick([1, 2, 4]);
  const capacity = random.pick([24, 40, 48, 80, 96]);
  const usable = devices * capacity * 0.9;
  const weights = random.integer(Math.ceil(usable * 0.2), Math.floor(usable * 0.7));
  const each = random.pick([0.25, 0.5, 0.8, 1.2, 2.5]);
  const free = usable - weights;
  return {
    values: { devices, capacity, weights, each, usable: usable.toFixed(1), free: free.toFixed(1) },
    answer: Math.floor(free / each + 1e-9),
    unit: 'count',
    tolerance: 0,
  };
};

/** Worked: 4 devices writing 800 tokens per second: 1.39 device-hours per million. */
const deviceHours: Generator = (random) => {
  const devices = random.pick([1, 2, 4, 8]);
  const rate = random.integer(4, 60) * 50;
  return {
    values: { devices, rate, seconds: (1e6 / rate).toFixed(0) },
    answer: (1e6 * devices) / (3600 * rate),
    unit: 'count',
    tolerance: 0.02,
  };
};

/** A promise against the bound. Worked: 180 tokens per second of 35 GB on 2,000 GB/s: 3.15 times too fast. */
const promise: Generator = (random) => {
  const bandwidth = random.pick([300, 864, 1008, 1555, 2039, 3350]);
  const weights = random.pick([7, 13, 14, 26, 35, 70]);
  const bound = bandwidth / weights;
  const said = Math.round(bound * (1.2 + 4 * random.uniform()));
  return {
    values: { bandwidth, weights, said, bound: bound.toPrecision(3) },
    answer: (said * weights) / bandwidth,
    unit: 'ratio',
    tolerance: 0.02,
  };
};

/** The price at which two machines cost the same. Worked: 1.5 hours at 2 against 0.5 hours: 6. */
const evenPrice: Generator = (random) => {
  const slow = random.integer(80, 300) / 100;
  const quick = random.integer(20, 70) / 100;
  const price = random.integer(2, 16) / 4;
  return {
    values: { slow, quick, price, spent: (slow * price).toPrecision(3) },
    answer: (slow * price) / quick,
    unit: 'money',
    tolerance: 0.02,
  };
};

/** Worked: 5.47 to 5.60 is 2.4 %. */
const rise: Generator = (random) => {
  const before = random.integer(320, 650) / 100;
  const after = Number((before * (1 + 0.004 + 0.06 * random.uniform())).toFixed(2));
  return {
    values: { before: before.toFixed(2), after: after.toFixed(2), more: (after - before).toFixed(2) },
    answer: after / before - 1,
    unit: 'percent',
    tolerance: 0.03,
  };
};

/** Sequences within a goal. Worked: 30 ms and 0.25 ms for each, goal 40 ms: 40. */
const batchInTime: Generator = (random) => {
  const fixed = random.integer(8, 40);
  const each = random.pick([0.1, 0.2, 0.25, 0.4, 0.5]);
  const goal = fixed + random.integer(4, 30);
  return {
    values: { fixed, each, goal, left: goal - fixed },
    answer: Math.floor((goal - fixed) / each + 1e-9),
    unit: 'count',
    tolerance: 0,
  };
};

/** By what factor requests must fall. Worked: 160 GB usable, 140 of weights, 3 GB each, 32 wanted: 6 fit, so 5.33. */
const leastFactor: Generator = (random) => {
  const usable = random.pick([72, 144, 288]);
  const weights = Math.round(usable * (0.6 + 0.3 * random.uniform()));
  const each = random.pick([1, 2, 2.5, 4]);
  const fits = Math.max(1, Math.floor((usable - weights) / each + 1e-9));
  const wanted = fits * random.integer(2, 8) + random.integer(0, fits);
  return {
    values: { usable, weights, each, wanted, free: usable - weights, fits },
    answer: wanted / fits,
    unit: 'ratio',
    tolerance: 0.02,
  };
};

export const chooseGenerators: Record<string, Generator> = {
  ownRule,
  largestBatch,
  deviceHours,
  promise,
  evenPrice,
  rise,
  batchInTime,
  leastFactor,
};
