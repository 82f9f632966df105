/**
 * Random numbers for the exercises of the chapter on the roofline. Drawn so that the sum can be done on paper, and so
 * that the two sides of a ridge are never so close that rounding decides between them.
 */
import type { Generator } from '../types';

const SIXTEEN = 16;

/** Operations over bytes. Worked: 5.4 TFLOP over 180 GB → 30 FLOP/B. */
const intensity: Generator = (random) => {
  const gigabytes = random.integer(4, 40) * 10;
  const perByte = random.integer(3, 90);
  return {
    values: { teraflop: Number(((gigabytes * perByte) / 1000).toFixed(2)), gigabytes },
    answer: perByte,
    unit: 'flopsPerByte',
    tolerance: 0.02,
  };
};

/** Rate over bandwidth. Worked: 360 TFLOP/s and 1.8 TB/s → 200 FLOP/B. */
const ridge: Generator = (random) => {
  const terabytes = random.integer(6, 60) / 10;
  const rate = random.integer(8, 60) * 20;
  return {
    values: { rate, terabytes, devices: random.pick([2, 4, 8]) },
    answer: rate / terabytes,
    unit: 'flopsPerByte',
  };
};

/** Sequences at which the weights' products reach the ridge. Worked: 160 FLOP/B, 8 bits → 80. */
const ridgeBatch: Generator = (random) => {
  const bits = random.pick([4, 8, SIXTEEN]);
  const perByte = random.integer(10, 75) * 4;
  return { values: { bits, perByte }, answer: (perByte * bits) / SIXTEEN, unit: 'count', tolerance: 0.01 };
};

/** Heads over key-value heads, twice over at 8 bits. Worked: 32 heads on 8, 16 bits → 4 FLOP/B. */
const attention: Generator = (random) => {
  const kvHeads = random.pick([1, 2, 4, 8, SIXTEEN]);
  const share = random.pick([1, 2, 4, 5, 7, 8]);
  const bits = random.pick([4, 8, SIXTEEN]);
  return {
    values: { heads: kvHeads * share, kvHeads, bits },
    answer: (SIXTEEN / bits) * share,
    unit: 'flopsPerByte',
  };
};

/** The longer of reading and arithmetic. Worked: 140 + 60 GB at 4 TB/s, 8 TFLOP at 400 TFLOP/s → 50 ms. */
const stepTime: Generator = (random) => {
  const bandwidth = random.pick([2, 3, 4, 8]);
  const weights = random.pick([16, 28, 64, 140]);
  const cache = random.integer(1, 10) * 4;
  const rate = random.pick([200, 400, 1000]);
  const readSeconds = (weights + cache) / (bandwidth * 1000);
  // Either clearly shorter or clearly longer than reading.
  const factor = random.pick([0.2, 0.4, 1.6, 2.5]);
  const teraflop = Math.max(0.1, Number((readSeconds * factor * rate).toFixed(1)));
  return {
    values: { weights, cache, bandwidth, rate, teraflop },
    answer: Math.max(readSeconds, teraflop / rate),
    unit: 'seconds',
  };
};

/** What the step nears with ever more sequences. Worked: 70 billion, 8,000 tokens of 250 kB → 70 FLOP/B. */
const limit: Generator = (random) => {
  const billions = random.pick([7, 8, 14, 32, 70]);
  const kilobytes = random.pick([50, 100, 125, 200, 250]);
  const tokens = random.integer(2, 32) * 1000;
  return {
    values: { billions, kilobytes, tokens },
    answer: (2 * billions * 1e9) / (tokens * kilobytes * 1e3),
    unit: 'flopsPerByte',
  };
};

/** Share of a step that has arithmetic. Worked: 30 under a ridge of 150 → 20 %. */
const busy: Generator = (random) => {
  const perByte = random.integer(5, 60) * 5;
  const share = random.integer(5, 90) / 100;
  const step = Number((perByte * share).toFixed(1));
  return { values: { step, perByte }, answer: step / perByte, unit: 'percent', tolerance: 0.02 };
};

/** What 4-bit weights gain over 16 bits in a batch, products with weights alone. Worked: 75 under a ridge of 150 → 2. */
const weightOnlyGain: Generator = (random) => {
  const perByte = random.integer(14, 32) * 10;
  const quarter = perByte / 4;
  const sequences = random.pick([
    random.integer(4, Math.floor(quarter * 0.8)),
    random.integer(Math.ceil(quarter * 1.2), perByte - 10),
  ]);
  return {
    values: { perByte, sequences, quarter },
    answer: 1 / Math.max(1 / 4, sequences / perByte),
    unit: 'ratio',
    tolerance: 0.02,
  };
};

export const rooflineGenerators: Record<string, Generator> = {
  intensity,
  ridge,
  ridgeBatch,
  attention,
  stepTime,
  limit,
  busy,
  weightOnlyGain,
};
