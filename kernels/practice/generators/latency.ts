/**
 * Random numbers for the exercises of the chapter on one token's time. Models, cards and speeds have the sizes that
 * real ones have, so that an answer teaches a magnitude.
 */
import type { Generator } from '../types';

/** A step's floor, the larger of reading and arithmetic. Worked: 140 + 40 GB at 8 TB/s, 4 ms of arithmetic → 22.5 ms. */
const stepFloor: Generator = (random) => {
  const weights = random.integer(14, 140);
  const cache = random.integer(2, 60);
  const bandwidth = random.pick([1, 2, 3.35, 4, 8]);
  const reading = (weights + cache) / bandwidth;
  // Now and then arithmetic is the larger job, as it is in a large batch.
  const compute = Math.round(reading * random.pick([0.1, 0.2, 0.4, 0.6, 1.4]) * 10) / 10;
  return {
    values: { weights, cache, bandwidth, compute, bytes: weights + cache, reading: reading.toPrecision(3) },
    answer: Math.max(reading, compute) / 1e3,
    unit: 'seconds',
  };
};

/** Time to first token from 2·P operations a token. Worked: 70 billion, 4,000 tokens, 1,000 TFLOP/s → 0.56 s. */
const firstToken: Generator = (random) => {
  const billions = random.pick([7, 8, 13, 32, 70]);
  const prompt = random.integer(4, 40) * 250;
  const teraflops = random.pick([165, 312, 624, 989, 1248]);
  return {
    values: { billions, prompt, teraflops, operations: (2 * billions * prompt) / 1e3 },
    answer: (2 * billions * 1e9 * prompt) / (teraflops * 1e12),
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** First token, then one interval less than there are tokens. Worked: 0.5 s, 201 tokens, 20 ms → 4.5 s. */
const endToEnd: Generator = (random) => {
  const ttft = random.integer(2, 30) * 50;
  const tpot = random.integer(8, 60);
  const tokens = random.integer(2, 40) * 25 + 1;
  return {
    values: { ttft, tpot, tokens, intervals: tokens - 1 },
    answer: (ttft + (tokens - 1) * tpot) / 1e3,
    unit: 'seconds',
    tolerance: 0.001,
  };
};

/** Share of the bound. Worked: 7 billion weights in 16 bits at 2,000 GB/s, measured 10 ms → 70 %. */
const shareOfBound: Generator = (random) => {
  const billions = random.pick([6, 7, 8, 13, 34, 70]);
  const bits = random.pick([4, 8, 16]);
  const bandwidth = random.pick([400, 700, 1000, 2000, 3350]);
  const bound = (billions * bits) / 8 / (bandwidth / 1e3);
  const measured = Number((bound / (0.15 + 0.75 * random.uniform())).toPrecision(3));
  return {
    values: {
      billions,
      bits,
      bandwidth,
      measured,
      bytes: (billions * bits) / 8,
      bound: bound.toPrecision(3),
    },
    answer: bound / measured,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Two rows that differ in bytes: the cost that both pay. Worked: 10 ms at a bound of 7, 5 ms at 2 → 3 ms. */
const fixedCost: Generator = (random) => {
  const wide = random.integer(60, 160) / 10;
  const narrow = Math.round(wide * 2.8) / 10;
  const fixed = random.integer(10, 60) / 10;
  const slope = random.pick([1, 1.1, 1.25, 1.5, 2]);
  const measuredWide = (fixed + slope * wide).toFixed(2);
  const measuredNarrow = (fixed + slope * narrow).toFixed(2);
  return {
    values: { wide, narrow, measuredWide, measuredNarrow, slope },
    answer: fixed / 1e3,
    unit: 'seconds',
    tolerance: 0.03,
  };
};

/** What a reader sees of a machine's throughput. Worked: 32 sequences, 1,600 tokens/s → 20 ms. */
const readersInterval: Generator = (random) => {
  const sequences = random.pick([4, 8, 16, 32, 64, 128]);
  const interval = random.integer(12, 80);
  return {
    values: { sequences, throughput: Math.round((sequences * 1e3) / interval) },
    answer: interval / 1e3,
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Prompt length at which arithmetic overtakes reading, attention left out. Worked: 2 bytes, 312 TFLOP/s, 2 TB/s → 156. */
const prefillTurn: Generator = (random) => {
  const bytes = random.pick([0.5, 1, 2]);
  const teraflops = random.pick([65, 165, 312, 989]);
  const bandwidth = random.pick([0.3, 1, 2, 3.35]);
  return {
    values: { bytes, teraflops, bandwidth, ridge: Math.round(teraflops / bandwidth) },
    answer: (bytes * teraflops) / (2 * bandwidth),
    unit: 'tokens',
    tolerance: 0.02,
  };
};

export const latencyGenerators: Record<string, Generator> = {
  stepFloor,
  firstToken,
  endToEnd,
  shareOfBound,
  fixedCost,
  readersInterval,
  prefillTurn,
};
