/**
 * Random numbers for the exercises on checking claims. Each draws a plausible wrong figure and asks for the right
 * one, or for the factor between them; values are round, so that the sum can be done on paper.
 */
import type { Generator } from '../types';

/** The factor by which a cache is overstated when all heads are counted. Worked: 64 heads, 8 with keys → 8. */
const headFactor: Generator = (random) => {
  const [heads, kvHeads] = random.pick([
    [64, 8],
    [32, 8],
    [28, 4],
    [40, 8],
    [32, 2],
    [48, 8],
    [16, 4],
  ]);
  const layers = random.pick([28, 32, 36, 48, 60, 80]);
  const width = random.pick([64, 128, 256]);
  return {
    values: { heads, kvHeads, layers, width },
    answer: heads / kvHeads,
    unit: 'ratio',
    tolerance: 0.001,
  };
};

/** Bytes left on a card whose gigabytes are binary. Worked: 80, 70 billion at 8 bits → 15.9 GB. */
const leftOnCard: Generator = (random) => {
  const [memory, billions, bits] = random.pick([
    [80, 70, 8],
    [24, 11, 16],
    [24, 32, 5],
    [48, 70, 5],
    [40, 34, 8],
    [80, 38, 16],
    [16, 7, 16],
  ]);
  return {
    values: { memory, billions, bits },
    answer: memory * 2 ** 30 - (billions * 1e9 * bits) / 8,
    unit: 'bytes',
    tolerance: 0.01,
  };
};

/** A saving told as a share of the wrong total. Worked: 70 → 35 beside 15, told as 41 % → 50 %. */
const rightDenominator: Generator = (random) => {
  const before = random.pick([40, 60, 70, 80, 90]);
  const after = before * random.pick([0.25, 0.5, 0.6, 0.75]);
  const other = random.pick([15, 20, 25, 30]);
  const told = Math.round((100 * (before - after)) / (before + other));
  return {
    values: { before, after, other, told },
    answer: 1 - after / before,
    unit: 'percent',
    tolerance: 0.005,
  };
};

/** The most tokens per second one stream can have. Worked: 70 billion, 16 bits, 2,000 GB/s → 14.3. */
const fastestStream: Generator = (random) => {
  const billions = random.pick([7, 8, 13, 32, 70]);
  const bits = random.pick([4, 8, 16]);
  const gigabytesPerSecond = random.pick([300, 900, 1000, 2000, 3350, 4800]);
  const answer = (gigabytesPerSecond * 1e9) / ((billions * 1e9 * bits) / 8);
  // The claim to be judged: always too fast, and never by so little that rounding could save it.
  const claimed = Math.ceil(answer * random.pick([1.5, 2, 2.5, 4]));
  return { values: { billions, bits, gigabytesPerSecond, claimed }, answer, unit: 'tokensPerSecond' };
};

/** How much sooner the mean request is done in a batch. Worked: 10 of 8.5 s, batch 9 s → 5.19. */
const meanWait: Generator = (random) => {
  const requests = random.pick([4, 8, 10, 16, 20]);
  const seconds = random.pick([2, 4, 5, 8]);
  const batched = seconds + random.pick([0.5, 1, 2, 3]);
  return {
    values: { requests, seconds, batched, told: Number((batched / requests).toPrecision(3)) },
    answer: (seconds * (requests + 1)) / 2 / batched,
    unit: 'ratio',
  };
};

/** What grouped codes with scales and a 16-bit tail really save. Worked: 2 bits, 32, 128 of 4,096 → 4.7. */
const realFactor: Generator = (random) => {
  const bits = random.pick([2, 3, 4]);
  const group = random.pick([32, 64, 128]);
  const recent = random.pick([64, 128, 256]);
  const tokens = recent * random.pick([4, 8, 16, 32]);
  const stored = bits + 32 / group;
  return {
    values: { bits, group, recent, tokens, told: Number((16 / bits).toPrecision(3)) },
    answer: (16 * tokens) / (recent * 16 + (tokens - recent) * stored),
    unit: 'ratio',
  };
};

export const errataGenerators: Record<string, Generator> = {
  headFactor,
  leftOnCard,
  rightDenominator,
  fastestStream,
  meanWait,
  realFactor,
};
