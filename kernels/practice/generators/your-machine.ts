/** Random numbers for the exercises of the chapter on the reader's own machine: what a measurement says, and hides. */
import type { Generator } from '../types';

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** A copy reads and writes. Worked: 256 MB in 8 ms → 64 GB/s. */
const copyRate: Generator = (random) => {
  const megabytes = random.pick([64, 128, 256, 512]);
  const rate = random.integer(5, 90) * 4;
  const milliseconds = round((2 * megabytes) / rate, 2);
  return {
    values: { megabytes, milliseconds, both: 2 * megabytes },
    answer: ((2 * megabytes) / milliseconds) * 1e9,
    unit: 'bytesPerSecond',
    tolerance: 0.02,
  };
};

/** How much too fast memory looks with part of it in a cache. Worked: 3 times a cache that is 6 times as fast → 1.385. */
const cacheFlatters: Generator = (random) => {
  const times = random.integer(2, 10);
  const faster = random.integer(3, 12);
  const rest = times - 1;
  return {
    values: { times, faster, rest, hidden: round(1 / faster, 3) },
    answer: times / (rest + 1 / faster),
    unit: 'ratio',
    tolerance: 0.01,
  };
};

/** Runs in one go, so that one tick of the clock is a small share. Worked: 100 µs, runs of 40 µs, 2 % → 125. */
const runsPerTiming: Generator = (random) => {
  const tick = random.pick([50, 100, 200]);
  const run = random.pick([20, 25, 40, 50, 80, 125]);
  const percent = random.pick([1, 2, 4, 5]);
  const least = (tick * 100) / percent;
  return {
    values: { tick, run, percent, least },
    answer: Math.ceil(least / run),
    unit: 'count',
    tolerance: 0,
  };
};

/** Bytes that must be on their way. Worked: 500 GB/s, 400 ns → 200 kB. */
const bytesInFlight: Generator = (random) => {
  const rate = random.integer(2, 40) * 50;
  const nanoseconds = random.integer(6, 16) * 50;
  return {
    values: { rate, nanoseconds },
    answer: rate * nanoseconds,
    unit: 'bytes',
    tolerance: 0.01,
  };
};

/** Operations per byte of a square tile. Worked: 32 × 32, 2 bytes → 16 FLOP/B. */
const tileIntensity: Generator = (random) => {
  const tile = random.pick([8, 16, 32, 48, 64, 96, 128]);
  const bytes = random.pick([2, 4]);
  return {
    values: { tile, bytes, operations: 2 * tile * tile, moved: 2 * tile * bytes },
    answer: tile / bytes,
    unit: 'flopsPerByte',
  };
};

/** Tokens per second when every kernel waits for its start. Worked: 80 kernels of 30 µs → 417. */
const startBound: Generator = (random) => {
  const kernels = random.integer(8, 60) * 5;
  const microseconds = random.integer(3, 14) * 5;
  const milliseconds = round((kernels * microseconds) / 1000, 3);
  return {
    values: { kernels, microseconds, milliseconds },
    answer: 1000 / milliseconds,
    unit: 'tokensPerSecond',
    tolerance: 0.01,
  };
};

/** Measured over what the bandwidth allows. Worked: 2 GB a token, 60 GB/s, 24 tokens/s → 80 %. */
const chainShare: Generator = (random) => {
  const tenths = random.integer(8, 70);
  const rate = random.integer(4, 60) * 10;
  const bound = rate / (tenths / 10);
  const share = random.integer(40, 96) / 100;
  const tokens = round(bound * share, 1);
  return {
    values: { gigabytes: tenths / 10, rate, tokens, bound: round(bound, 1) },
    answer: tokens / bound,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Size of weights whose reading takes as long as starting their kernels. Worked: 100 of 25 µs, 80 GB/s → 200 MB. */
const breakEven: Generator = (random) => {
  const kernels = random.integer(5, 30) * 10;
  const microseconds = random.pick([5, 10, 20, 25, 40, 50]);
  const rate = random.integer(3, 60) * 20;
  return {
    values: { kernels, microseconds, rate, milliseconds: round((kernels * microseconds) / 1000, 2) },
    answer: kernels * microseconds * rate * 1e3,
    unit: 'bytes',
    tolerance: 0.01,
  };
};

export const yourMachineGenerators: Readonly<Record<string, Generator>> = {
  copyRate,
  cacheFlatters,
  runsPerTiming,
  bytesInFlight,
  tileIntensity,
  startBound,
  chainShare,
  breakEven,
};
