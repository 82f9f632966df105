/**
 * Random numbers for the exercises of the chapter on the bill. Models, texts and machines have the sizes that real ones
 * have, so that an answer teaches a magnitude.
 */
import type { Generator } from '../types';

/** Bytes that a step fetches of its weights. Worked: 70 billion in 16 bits → 140 GB. */
const weightsFetched: Generator = (random) => {
  const billions = random.pick([3, 7, 8, 13, 32, 70, 123, 405]);
  const bits = random.pick([4, 8, 16]);
  return {
    values: { billions, bits },
    answer: (billions * 1e9 * bits) / 8,
    unit: 'bytes',
  };
};

/** One token's share of a step that fetching bounds. Worked: 140 + 32 · 2.5 GB at 8 TB/s over 32 → 0.859 ms. */
const tokenShare: Generator = (random) => {
  const weights = random.integer(14, 140);
  const cacheEach = random.pick([0.5, 1, 1.5, 2, 2.5, 3]);
  const sequences = random.pick([4, 8, 16, 32, 64]);
  const bandwidth = random.pick([2, 4, 6.7, 8, 13.4]);
  const bytes = weights + cacheEach * sequences;
  return {
    values: { weights, cacheEach, sequences, bandwidth, bytes, step: (bytes / bandwidth).toPrecision(3) },
    answer: bytes / bandwidth / sequences / 1e3,
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Share of a step in which arithmetic works. Worked: 25 ms of fetching, 5 TFLOP at 1,250 TFLOP/s → 16 %. */
const busyShare: Generator = (random) => {
  const fetching = random.integer(10, 40);
  const teraflops = random.pick([312, 624, 989, 1248, 1979]);
  const busy = random.integer(4, 60) / 100;
  const operations = Number(((fetching * teraflops * busy) / 1e3).toPrecision(2));
  const computing = (operations / teraflops) * 1e3;
  return {
    values: { fetching, teraflops, operations, computing: computing.toPrecision(3) },
    answer: computing / fetching,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** How much longer a step is with company. Worked: 140 GB of weights, 2 GB a cache, 1 → 31 sequences: 202 / 142. */
const waitInCompany: Generator = (random) => {
  const weights = random.integer(14, 140);
  const cacheEach = random.pick([0.5, 1, 2, 3, 4]);
  const sequences = random.pick([8, 16, 24, 32, 48, 64]);
  const alone = weights + cacheEach;
  const together = weights + cacheEach * sequences;
  return {
    values: { weights, cacheEach, sequences, alone, together },
    answer: together / alone,
    unit: 'ratio',
    tolerance: 0.02,
  };
};

/** Sequences whose caches weigh as much as the weights. Worked: 140 GB, 320 kB a token, 8,000 tokens → 55. */
const middleOfTheLine: Generator = (random) => {
  const weights = random.integer(14, 140);
  const kilobytes = random.pick([64, 128, 160, 320, 512]);
  const tokens = random.integer(2, 32) * 500;
  const each = (kilobytes * tokens) / 1e6;
  return {
    values: { weights, kilobytes, tokens, each: each.toPrecision(3) },
    answer: weights / each,
    unit: 'requests',
    tolerance: 0.03,
  };
};

/** Most sequences under a promise. Worked: 30 ms at 8 TB/s is 240 GB, less 140 of weights, at 2.5 each → 40. */
const promisedBatch: Generator = (random) => {
  const bandwidth = random.pick([4, 6, 8, 12]);
  const promise = random.integer(20, 50);
  const income = bandwidth * promise;
  const weights = random.integer(10, Math.min(140, income - 20));
  const cacheEach = random.pick([0.5, 1, 2, 2.5, 4]);
  return {
    values: { bandwidth, promise, income, weights, cacheEach, left: income - weights },
    answer: Math.floor((income - weights) / cacheEach),
    unit: 'requests',
    tolerance: 0,
  };
};

/** What the machine writes once its readers' speed is fixed. Worked: 8 TB/s, 140 GB 25 times a second, 2.5 GB → 1,800. */
const machineOutput: Generator = (random) => {
  const bandwidth = random.pick([4, 8, 12]);
  const weights = random.integer(14, 140);
  const most = Math.floor((bandwidth * 1e3) / weights);
  const speed = Math.max(1, Math.min(most - 1, random.integer(10, 60)));
  const cacheEach = random.pick([0.5, 1, 2, 2.5]);
  const spent = weights * speed;
  return {
    values: {
      bandwidth,
      weights,
      speed,
      cacheEach,
      income: bandwidth * 1e3,
      spent,
      left: bandwidth * 1e3 - spent,
    },
    answer: (bandwidth * 1e3 - spent) / cacheEach,
    unit: 'tokensPerSecond',
    tolerance: 0.02,
  };
};

export const billGenerators: Record<string, Generator> = {
  weightsFetched,
  tokenShare,
  busyShare,
  waitInCompany,
  middleOfTheLine,
  promisedBatch,
  machineOutput,
};
