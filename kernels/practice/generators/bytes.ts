/**
 * Random numbers for the exercises of the chapter on bytes. Sizes are those of models and cards people have, so that
 * an answer teaches a magnitude.
 */
import type { Generator } from '../types';

const GIB = 2 ** 30;

/** Bytes of weights. Worked: 8 billion at 4 bits → 4 GB. */
const weightBytes: Generator = (random) => {
  const billions = random.pick([1.5, 3, 7, 8, 13, 14, 32, 70, 72]);
  const bits = random.pick([4, 4.25, 4.5, 5, 6.5, 8, 16]);
  return { values: { billions, bits }, answer: (billions * 1e9 * bits) / 8, unit: 'bytes' };
};

/** Decimal bytes of cards sold by the binary gigabyte. Worked: 2 × 24 GiB → 51.5 GB. */
const capacityDecimal: Generator = (random) => {
  const cards = random.pick([2, 3, 4, 8]);
  const gib = random.pick([16, 24, 40, 48, 80]);
  return { values: { cards, gib }, answer: cards * gib * GIB, unit: 'bytes', tolerance: 0.005 };
};

/** Logits of every position, in 16 bits and cast to 32. Worked: 5 × 4,096 × 32,000 × 6 → 3.66 GiB. */
const logitsBytes: Generator = (random) => {
  const batch = random.integer(2, 8);
  const tokens = random.pick([1024, 2048, 4096, 8192]);
  const vocabulary = random.pick([32_000, 50_000, 128_000, 152_000]);
  return {
    values: { batch, tokens, vocabulary, positions: batch * tokens },
    answer: 6 * batch * tokens * vocabulary,
    unit: 'bytes',
  };
};

/** Where the cache passes the weights. Worked: 140 GB, 32 sequences, 320 KiB → 13,352 tokens. */
const crossing: Generator = (random) => {
  const gigabytes = random.pick([4, 8, 16, 28, 70, 140]);
  const sequences = random.pick([8, 16, 32, 64, 128]);
  const kib = random.pick([32, 56, 128, 320, 512]);
  return {
    values: { gigabytes, sequences, kib },
    answer: (gigabytes * 1e9) / (sequences * kib * 1024),
    unit: 'tokens',
  };
};

/** Scores written out in one layer. Worked: 5 prompts, 32 heads, 4,096 tokens, 10 bytes → 25 GiB. */
const scoreBytes: Generator = (random) => {
  const batch = random.integer(2, 8);
  const heads = random.pick([16, 32, 40, 64]);
  const tokens = random.pick([1024, 2048, 4096]);
  const each = random.pick([2, 6, 10]);
  return {
    values: { batch, heads, tokens, each },
    answer: batch * heads * tokens ** 2 * each,
    unit: 'bytesBinary',
  };
};

/** Sequences that fit beside the weights. Worked: 80 GB, 16 GB of weights, 1 GB each → 64. */
const sequencesThatFit: Generator = (random) => {
  const capacity = random.pick([24, 48, 80, 160]);
  const weights = random.pick([4, 8, 15, 16]);
  const kib = random.pick([56, 128, 320]);
  const tokens = random.pick([2048, 4096, 8192]);
  const each = kib * 1024 * tokens;
  const room = (capacity - weights) * 1e9;
  return {
    values: { capacity, weights, kib, tokens, left: capacity - weights },
    answer: Math.floor(room / each),
    unit: 'requests',
    tolerance: 0,
  };
};

/** The square in three peaks at n, 2n and 4n. Worked: rises of 2.5 and 8 curve by 3, so 16/6 of 3 = 8 at the longest. */
const squareInPeaks: Generator = (random) => {
  const base = random.integer(8, 40) / 2;
  const linear = random.integer(1, 8) / 4;
  const square = random.integer(1, 8) / 8;
  const peak = (times: number) => base + linear * times + square * times ** 2;
  const tokens = random.pick([512, 1024]);
  const [first, second, third] = [peak(1), peak(2), peak(4)];
  return {
    values: {
      short: tokens,
      middle: 2 * tokens,
      long: 4 * tokens,
      first,
      second,
      third,
      rise: second - first,
      laterRise: third - second,
      curve: third - second - 2 * (second - first),
    },
    answer: 16 * square * GIB,
    unit: 'bytesBinary',
  };
};

export const bytesGenerators: Record<string, Generator> = {
  weightBytes,
  capacityDecimal,
  logitsBytes,
  crossing,
  scoreBytes,
  sequencesThatFit,
  squareInPeaks,
};
