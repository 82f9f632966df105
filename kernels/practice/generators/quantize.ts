/**
 * Random numbers for the exercises of the chapter on quantizing. Values are drawn so that the sum can be done on
 * paper: round sizes, powers of two, weights that sit well inside their code's cell (ties have an exercise of their own).
 */
import { effectiveBits } from '../../quantize/accounting';
import type { Generator } from '../types';

const SCALE_BITS = 16;

/** Removes the dust of binary fractions, so that a value prints as it was drawn. */
const tidy = (value: number, places = 6) => Number(value.toFixed(places));

/** Effective bits of a layout. Worked: 4 bits, groups of 128, 4-bit zero point → 4.15625. */
const effectiveBitsOf: Generator = (random) => {
  const bits = random.pick([2, 3, 4, 8]);
  // Not 32: that layout is the chapter's guess.
  const group = random.pick([16, 64, 128, 256]);
  const zeroBits = random.pick([0, bits, 16]);
  return {
    values: { bits, group, zeroBits },
    answer: effectiveBits(bits, group, SCALE_BITS, zeroBits),
    unit: 'bitsPerWeight',
    // 4.125 and 4.156 are different layouts: one part in 200 tells them apart.
    tolerance: 0.002,
  };
};

/** The scale of a symmetric group. Worked: 4 bits, largest 0.84 → 0.12. */
const symmetricScale: Generator = (random) => {
  const bits = random.pick([3, 4, 5, 6]);
  const most = 2 ** (bits - 1) - 1;
  const scale = tidy(random.integer(2, 30) / 100);
  return { values: { bits, most, largest: tidy(scale * most) }, answer: scale, tolerance: 0.005 };
};

/** One weight to its affine 4-bit code, sometimes clipped. Worked: s 0.1, z 6, w 0.33 → 9. */
const affineCode: Generator = (random) => {
  const scale = random.pick([0.05, 0.1, 0.2]);
  const zero = random.integer(3, 12);
  const clipped = random.uniform() < 0.25;
  const code = clipped ? 15 : random.integer(1, 14);
  const beyond = clipped ? random.integer(1, 3) : 0;
  const offset = random.integer(-3, 3) / 10;
  const weight = tidy((code + beyond - zero + offset) * scale, 4);
  return { values: { scale, zero, weight }, answer: code, tolerance: 0 };
};

/** Bytes of a model with a scale per group. Worked: 8 billion, 4 bits, groups of 32 → 4.5 GB. */
const modelBytes: Generator = (random) => {
  const billions = random.pick([3, 7, 8, 13, 32, 70, 120]);
  const bits = random.pick([3, 4, 6, 8]);
  const group = random.pick([32, 64, 128]);
  return {
    values: { billions, bits, group },
    answer: (billions * 1e9 * effectiveBits(bits, group, SCALE_BITS)) / 8,
    unit: 'bytes',
  };
};

/** The largest rounding error of a symmetric group with an outlier. Worked: 4 bits, 2.8 → 0.2. */
const worstError: Generator = (random) => {
  const bits = random.pick([3, 4, 5]);
  const most = 2 ** (bits - 1) - 1;
  const half = tidy(random.integer(2, 25) / 100);
  const largest = tidy(2 * half * most);
  return { values: { bits, most, largest }, answer: half, tolerance: 0.005 };
};

/** How much faster a memory-bound step may become. Worked: 140 GB and 60 GB of cache at 4.5 bits → 2.01. */
const stepSpeedup: Generator = (random) => {
  const weights = random.pick([16, 28, 64, 140]);
  const cache = random.integer(1, 12) * (weights / 4);
  const effective = random.pick([4.125, 4.25, 4.5, 5, 8.5]);
  return {
    values: { weights, cache, effective },
    answer: (weights + cache) / ((weights * effective) / 16 + cache),
    unit: 'ratio',
  };
};

/** The most bits per weight that a device leaves room for. Worked: 24 GiB, 3 GB kept, 8 billion → 22.8. */
const bitsThatFit: Generator = (random) => {
  const [memory, billions] = random.pick([
    [16, 13],
    [16, 30],
    [24, 32],
    [24, 40],
    [48, 70],
    [80, 120],
  ]);
  const kept = random.integer(2, 6);
  return {
    values: { memory, billions, kept },
    answer: ((memory * 2 ** 30 - kept * 1e9) * 8) / (billions * 1e9),
    unit: 'bitsPerWeight',
    tolerance: 0.01,
  };
};

/** The smallest group, a power of two, whose scales stay under a share of the codes. Worked: 4 bits, 20 extra, 5 % → 128. */
const smallestGroup: Generator = (random) => {
  const bits = random.pick([3, 4, 5, 8]);
  const extra = SCALE_BITS + random.pick([0, bits, 16]);
  const percent = random.pick([2, 3, 4, 6, 8, 10]);
  const exact = (extra * 100) / (bits * percent);
  return {
    values: { bits, extra, percent, exact: tidy(exact, 1) },
    answer: 2 ** Math.ceil(Math.log2(exact) - 1e-9),
    tolerance: 0,
  };
};

/** What a finer grid is worth in bits of code. Worked: peak 4 down to 2 → 1 bit. */
const worthInBits: Generator = (random) => {
  const before = tidy(random.integer(36, 60) / 10);
  const after = tidy(random.integer(20, 28) / 10);
  return { values: { before, after }, answer: Math.log2(before / after), unit: 'bits', tolerance: 0.02 };
};

export const quantizeGenerators: Record<string, Generator> = {
  effectiveBits: effectiveBitsOf,
  symmetricScale,
  affineCode,
  modelBytes,
  worstError,
  stepSpeedup,
  bitsThatFit,
  smallestGroup,
  worthInBits,
};
