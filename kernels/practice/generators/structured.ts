/** Random numbers for the exercises of the chapter on constrained output. */
import type { Generator } from '../types';

/** Bytes of the masks of a batch. Worked: 32,000 tokens, 8 sequences → 32,000 bytes. */
const maskBytes: Generator = (random) => {
  const vocabulary = random.integer(8, 64) * 4000;
  const batch = random.pick([8, 16, 32, 64, 128]);
  return {
    values: { vocabulary, batch, words: Math.ceil(vocabulary / 32) },
    answer: 4 * Math.ceil(vocabulary / 32) * batch,
    unit: 'bytes',
  };
};

/** Mask building against the step, one core. Worked: 40 µs, 64 sequences, 25.6 ms → 10 %. */
const maskShare: Generator = (random) => {
  const microseconds = random.integer(2, 40) * 10;
  const batch = random.pick([8, 16, 32, 64]);
  const step = random.integer(10, 60);
  return {
    values: { microseconds, batch, step, total: Number(((microseconds * batch) / 1000).toPrecision(4)) },
    answer: (microseconds * batch) / 1000 / step,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Time that jumps save. Worked: 20 of 30 tokens forced, 25 ms a step → 500 ms. */
const jumpTime: Generator = (random) => {
  const free = random.integer(5, 40);
  const forced = random.integer(5, 60);
  const step = random.integer(10, 40);
  return {
    values: { tokens: free + forced, forced, free, step },
    answer: (forced * step) / 1000,
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** What the mask should have given, had it looked ahead. Worked: 0.9, 0.01 against 0.9 → 9.1 %. */
const trueShare: Generator = (random) => {
  const first = random.pick([0.5, 0.6, 0.7, 0.8, 0.9]);
  const firstEnds = random.pick([0.01, 0.02, 0.05, 0.1]);
  const secondEnds = random.pick([0.5, 0.6, 0.8, 0.9]);
  const a = first * firstEnds;
  const b = (1 - first) * secondEnds;
  const round = (value: number) => Number(value.toPrecision(4));
  return {
    values: { first, second: round(1 - first), firstEnds, secondEnds, a: round(a), b: round(b) },
    answer: a / (a + b),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** States of a text followed by counted letters. Worked: 3 bytes, 2 to 5 letters → 9. */
const countedStates: Generator = (random) => {
  const bytes = random.integer(2, 9);
  const least = random.integer(1, 4);
  const most = least + random.integer(1, 30);
  return {
    values: { bytes, least, most },
    answer: bytes + most + 1,
    unit: 'count',
    tolerance: 0,
  };
};

/** Whole texts that are valid, when each token is so with one probability. Worked: 99.5 %, 200 tokens → 36.7 %. */
const validShare: Generator = (random) => {
  const percent = random.pick([99, 99.2, 99.5, 99.8, 99.9]);
  const tokens = random.integer(3, 30) * 10;
  return {
    values: { tokens, share: percent / 100 },
    answer: (percent / 100) ** tokens,
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Tokens until one text is valid, when failures are thrown away. Worked: 80 tokens, 25 % → 320. */
const retryTokens: Generator = (random) => {
  const tokens = random.integer(3, 30) * 10;
  const percent = random.pick([20, 25, 40, 50, 60, 75, 80, 90]);
  return {
    values: { tokens, percent, tries: Number((100 / percent).toPrecision(4)) },
    answer: (tokens * 100) / percent,
    unit: 'tokens',
    tolerance: 0.02,
  };
};

export const structuredGenerators: Readonly<Record<string, Generator>> = {
  maskBytes,
  maskShare,
  jumpTime,
  trueShare,
  countedStates,
  validShare,
  retryTokens,
};
