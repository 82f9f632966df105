/** Random numbers for the exercises of the chapter on engines: comparisons, shares, slots, blocks, spilled weights. */
import type { Generator } from '../types';

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** What is left of a comparison once the other engine became faster. Worked: 3.1 over 1.8 → 1.72. */
const leftOfClaim: Generator = (random) => {
  const claimed = random.integer(20, 60) / 10;
  const since = random.integer(12, 28) / 10;
  return { values: { claimed, since }, answer: claimed / since, unit: 'ratio', tolerance: 0.01 };
};

/** How much more cache a share of the rest gives than a share of the whole. Worked: 80 GB, 40 GB of weights → 2.4 GB. */
const shareOfRest: Generator = (random) => {
  const capacity = random.pick([80, 96, 141, 160, 192, 320]);
  const weights = Math.round(capacity * (random.integer(35, 75) / 100));
  const whole = round(0.92 * capacity - weights, 2);
  const rest = round(0.9 * (capacity - weights), 2);
  return {
    values: { capacity, weights, whole, rest },
    answer: round((rest - whole) * 1e9, 0),
    unit: 'bytes',
    tolerance: 0.02,
  };
};

/** The median of five quotients of times. Worked: the third of them by size. */
const medianRatio: Generator = (random) => {
  const own = [0, 1, 2, 3, 4].map(() => random.integer(20, 90) / 10);
  const factors = [0.95, 1.05, 1.15, 1.3, random.integer(40, 120) / 10];
  const order = [2, 4, 0, 3, 1];
  const other = own.map((seconds, index) => round(seconds * factors[order[index]], 1));
  const ratios = own.map((seconds, index) => other[index] / seconds).sort((a, b) => a - b);
  const values = Object.fromEntries(
    own.flatMap((seconds, i) => [
      [`a${i}`, seconds],
      [`b${i}`, other[i]],
    ]),
  );
  return {
    values: { ...values, largest: round(ratios[4], 1) },
    answer: ratios[2],
    unit: 'ratio',
    tolerance: 0.02,
  };
};

/** Memory of places that are set aside whole. Worked: 4 places of 8,192 tokens at 128 KiB → 4.29 GB. */
const placesBytes: Generator = (random) => {
  const places = random.integer(2, 12);
  const tokens = 1024 * random.pick([4, 8, 16, 32]);
  const kib = random.pick([32, 64, 128, 320]);
  return {
    values: { places, tokens, kib, each: round((tokens * kib * 1024) / 1e9, 3) },
    answer: places * tokens * kib * 1024,
    unit: 'bytes',
    tolerance: 0.02,
  };
};

/** A step when part of the weights lies in host memory. Worked: 24 GB at 1,000 GB/s and 16 GB at 80 GB/s → 224 ms. */
const spilledStep: Generator = (random) => {
  const device = random.integer(12, 28);
  const host = random.integer(4, 30);
  const fast = random.pick([360, 600, 1000, 1800]);
  const slow = random.pick([50, 80, 90, 200]);
  return {
    values: {
      device,
      host,
      fast,
      slow,
      deviceMs: round((device / fast) * 1e3, 1),
      hostMs: round((host / slow) * 1e3, 1),
    },
    answer: device / fast + host / slow,
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Tokens that arrive together. Worked: gaps of 275 ms at 29 ms per token → 9.5. */
const burst: Generator = (random) => {
  const tpot = random.integer(12, 40);
  const steps = random.integer(4, 16);
  const itl = Math.round(tpot * steps * (random.integer(90, 100) / 100));
  return { values: { tpot, itl }, answer: itl / tpot, unit: 'tokens', tolerance: 0.03 };
};

/** Requests at full length that a cache holds. Worked: 20 GiB at 128 KiB a token, 8,192 tokens each → 20. */
const concurrency: Generator = (random) => {
  const gib = random.integer(6, 60);
  const kib = random.pick([64, 128, 144, 320]);
  const length = 1024 * random.pick([4, 8, 16, 32]);
  const tokens = Math.floor((gib * 1024 * 1024) / kib / 16) * 16;
  return {
    values: { gib, kib, length, tokens },
    answer: tokens / length,
    unit: 'ratio',
    tolerance: 0.01,
  };
};

/** Table counted: cells that must be read again. Worked: 8 engines, 3 new releases of 13 cells → 39. */
const staleCells: Generator = (random) => {
  const engines = random.integer(5, 12);
  const columns = random.integer(8, 16);
  const weeks = random.integer(4, 12);
  const between = random.integer(2, 4);
  const releases = Math.floor(weeks / between);
  return {
    values: { engines, columns, weeks, between, releases },
    answer: engines * columns * releases,
    unit: 'count',
  };
};

export const enginesGenerators: Record<string, Generator> = {
  leftOfClaim,
  shareOfRest,
  medianRatio,
  placesBytes,
  spilledStep,
  burst,
  concurrency,
  staleCells,
};
