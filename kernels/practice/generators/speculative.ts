/** Random numbers for the exercises of the chapter on guess and check: the rule by hand, yields, speedups, trees. */
import type { Random } from '../../numbers/random';
import type { Generator } from '../types';

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** Two distributions over three words in whole percent, with the first word underrated by the draft and the others not. */
function rows(random: Random) {
  const p1 = random.integer(40, 60);
  const p2 = random.integer(15, 95 - p1 - 15);
  const less = random.integer(10, 30);
  const second = random.integer(1, less - 1);
  return {
    p1,
    p2,
    p3: 100 - p1 - p2,
    q1: p1 - less,
    q2: p2 + second,
    q3: 100 - p1 - p2 + less - second,
  };
}

/** The share of guesses that stand. Worked: 50, 30, 20 % against 20, 50, 30 % → 70 %. */
const acceptance: Generator = (random) => {
  const { p1, p2, p3, q1, q2, q3 } = rows(random);
  const values = { p1, p2, p3, q1, q2, q3, missing: p1 - q1 };
  const shared = Math.min(p1, q1) + Math.min(p2, q2) + Math.min(p3, q3);
  return { values, answer: shared / 100, unit: 'percent' };
};

/** What the residual gives the first of two underrated words. Worked: short of 30 and 10 points → 75 %. */
const residualShare: Generator = (random) => {
  const first = random.integer(5, 30);
  const second = random.integer(5, 30);
  const q1 = random.integer(5, 15);
  const q2 = random.integer(5, 15);
  const [p1, p2] = [q1 + first, q2 + second];
  return {
    values: { p1, p2, q1, q2, q3: 100 - q1 - q2, p3: 100 - p1 - p2, first, second, both: first + second },
    answer: first / (first + second),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Expected tokens per pass. Worked: α = 0.8, γ = 4 → 3.362. */
const tokensPerPass: Generator = (random) => {
  const alpha = random.integer(10, 18) / 20;
  const gamma = random.integer(2, 8);
  const power = round(alpha ** (gamma + 1), 4);
  return {
    values: { alpha, gamma, next: gamma + 1, power, rest: round(1 - alpha, 2) },
    answer: (1 - alpha ** (gamma + 1)) / (1 - alpha),
    unit: 'tokens',
    tolerance: 0.01,
  };
};

/** Speedup on an idle machine. Worked: 3.36 tokens, γ = 4, c = 0.1 → 2.4. */
const gain: Generator = (random) => {
  const tokens = random.integer(15, 42) / 10;
  const gamma = random.integer(Math.ceil(tokens), 8);
  const percent = random.integer(1, 20);
  const passes = round((gamma * percent) / 100 + 1, 2);
  return {
    values: { tokens, gamma, percent, passes },
    answer: tokens / passes,
    unit: 'ratio',
    tolerance: 0.01,
  };
};

/** Positions computed per token that comes out. Worked: a tree of 60 nodes that yields 4 → 15.25. */
const positionsPerToken: Generator = (random) => {
  const nodes = random.integer(8, 64);
  const tokens = random.integer(20, 48) / 10;
  return {
    values: { nodes, tokens, all: nodes + 1 },
    answer: round((nodes + 1) / tokens, 2),
    unit: 'count',
    tolerance: 0.01,
  };
};

/** Tokens of cache that a draft's weights displace. Worked: 1 billion parameters in 16 bits, 320 KiB a token → 6,103. */
const displacedTokens: Generator = (random) => {
  const hundredths = random.integer(20, 300);
  const kib = random.pick([64, 128, 160, 320]);
  const bytes = hundredths * 1e7 * 2;
  return {
    values: { billions: hundredths / 100, kib, gigabytes: bytes / 1e9, perToken: kib * 1024 },
    answer: Math.floor(bytes / (kib * 1024)),
    unit: 'tokens',
    tolerance: 0.005,
  };
};

/** Expected tokens of a tree with two first choices and two below the first. Worked: 0.6, 0.2; 0.5, 0.2 → 2.22. */
const treeTokens: Generator = (random) => {
  const first = random.integer(10, 14) / 20;
  const second = random.integer(2, 5) / 20;
  const below = random.integer(8, 13) / 20;
  const besides = random.integer(1, 5) / 20;
  return {
    values: {
      first,
      second,
      below,
      besides,
      deep: round(first * below, 4),
      deepOther: round(first * besides, 4),
    },
    answer: round(1 + first + second + first * below + first * besides, 4),
    unit: 'tokens',
    tolerance: 0.01,
  };
};

/** Tokens per pass behind a published time per token. Worked: 14.1 ms, 1.8 ms, four guesses, 7 ms → 3.04. */
const publishedTokens: Generator = (random) => {
  const target = random.integer(120, 300) / 10;
  const draft = random.integer(5, 25) / 10;
  const gamma = random.integer(3, 6);
  const roundMs = round(target + gamma * draft, 2);
  const each = round(roundMs / (random.integer(20, 10 * gamma + 5) / 10), 2);
  return {
    values: { target, draft, gamma, round: roundMs, each },
    answer: roundMs / each,
    unit: 'tokens',
    tolerance: 0.01,
  };
};

export const speculativeGenerators: Readonly<Record<string, Generator>> = {
  acceptance,
  residualShare,
  tokensPerPass,
  gain,
  positionsPerToken,
  displacedTokens,
  treeTokens,
  publishedTokens,
};
