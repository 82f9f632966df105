/**
 * Random numbers for the exercises of the chapter on batching. Steps, prompts and links have the sizes that real ones
 * have, so that an answer teaches a magnitude.
 */
import type { Generator } from '../types';

/** Busy places of a static batch while it writes: mean over longest. Worked: 20, 40, 60, 120 → 50 %. */
const busyPlaces: Generator = (random) => {
  const [a, b, c] = [1, 2, 3].map(() => random.integer(2, 20) * 10);
  const longest = Math.max(a, b, c) + random.integer(2, 20) * 10;
  return {
    values: { a, b, c, longest, sum: a + b + c + longest, places: 4 * longest },
    answer: (a + b + c + longest) / (4 * longest),
    unit: 'percent',
    tolerance: 0.01,
  };
};

/** Tokens per second of a memory-bound step. Worked: 140 GB, 2 GB a sequence, 8 TB/s, 30 sequences → 1,200. */
const batchThroughput: Generator = (random) => {
  const weights = random.integer(14, 140);
  const cache = random.pick([0.5, 1, 1.5, 2, 2.5]);
  const bandwidth = random.pick([2, 3, 4, 8]);
  const sequences = random.pick([4, 8, 16, 32, 48]);
  const bytes = weights + sequences * cache;
  return {
    values: { weights, cache, bandwidth, sequences, bytes, milliseconds: (bytes / bandwidth).toPrecision(3) },
    answer: sequences / (bytes / bandwidth / 1e3),
    unit: 'tokensPerSecond',
    tolerance: 0.02,
  };
};

/** Steps that read a prompt beside answers. Worked: 2,000 tokens, budget 512, 12 answers → 4. */
const promptPieces: Generator = (random) => {
  const budget = random.pick([256, 512, 1024, 2048]);
  const answers = random.integer(4, 48);
  const prompt = random.integer(20, 120) * 100;
  return {
    values: { budget, answers, prompt, room: budget - answers },
    answer: Math.ceil(prompt / (budget - answers)),
    unit: 'count',
    tolerance: 0,
  };
};

/** Handing a prompt's cache over. Worked: 4,000 tokens of 320 kB over 40 GB/s → 32 ms. */
const handOver: Generator = (random) => {
  const prompt = random.integer(2, 32) * 500;
  const kilobytes = random.pick([64, 128, 160, 320]);
  const link = random.pick([10, 12.5, 25, 50, 100]);
  return {
    values: { prompt, kilobytes, link, megabytes: (prompt * kilobytes) / 1e3 },
    answer: (prompt * kilobytes) / (link * 1e6),
    unit: 'seconds',
    tolerance: 0.01,
  };
};

/** Requests in a system: rate times time there. Worked: 4 a second, 6 s each → 24. */
const inSystem: Generator = (random) => {
  const rate = random.integer(2, 40) / 2;
  const queue = random.integer(0, 20) / 10;
  const service = random.integer(10, 120) / 10;
  const seconds = Math.round((queue + service) * 10) / 10;
  return {
    values: { rate, queue, service, seconds },
    answer: Math.round(rate * seconds * 100) / 100,
    unit: 'requests',
    tolerance: 0.01,
  };
};

/** Requests that kept both promises, per second. Worked: of 600 in 60 s, 60 late and 30 slow, 10 of them both → 8.67. */
const goodput: Generator = (random) => {
  const seconds = random.pick([20, 30, 60, 120]);
  const sent = seconds * random.integer(4, 20);
  const late = Math.round(sent * random.pick([0.05, 0.1, 0.2]));
  const slow = Math.round(sent * random.pick([0.05, 0.1, 0.15]));
  const both = Math.floor(Math.min(late, slow) * random.pick([0, 0.5, 0.8]));
  return {
    values: { seconds, sent, late, slow, both, broken: late + slow - both, kept: sent - late - slow + both },
    answer: (sent - late - slow + both) / seconds,
    tolerance: 0.01,
  };
};

export const batchingGenerators: Record<string, Generator> = {
  busyPlaces,
  batchThroughput,
  promptPieces,
  handOver,
  inSystem,
  goodput,
};
