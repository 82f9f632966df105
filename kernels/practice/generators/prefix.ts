/**
 * Random numbers for the exercises of the chapter on shared prefixes. Lengths hit the edge of a block now and then,
 * and now and then the whole prompt is known: there the off-by-one mistakes live.
 */
import type { Generator } from '../types';

/** Bytes saved by one copy for all. Worked: 20 requests, 1,000 tokens of 320 KiB → 19 · 1,000 · 320 KiB = 6.23 GB. */
const bytesSaved: Generator = (random) => {
  const requests = random.integer(8, 64);
  const tokens = random.integer(4, 40) * 100;
  const kib = random.pick([64, 128, 160, 320]);
  return {
    values: { requests, tokens, kib, others: requests - 1 },
    answer: (requests - 1) * tokens * kib * 1024,
    unit: 'bytes',
  };
};

/** Tokens found of a prompt. Worked: 600 tokens, 500 known, blocks of 16 → 496; all 600 known, blocks of 8 → 592. */
const foundTokens: Generator = (random) => {
  const block = random.pick([8, 16, 32]);
  const whole = random.uniform() < 0.3;
  const prompt = random.integer(10, 60) * (whole ? block : 10);
  const known = whole ? prompt : random.integer(block, prompt - 1);
  const fullBlocks = Math.floor(known / block);
  const most = Math.floor((prompt - 1) / block);
  return {
    values: { block, prompt, known, fullBlocks, most },
    answer: block * Math.min(fullBlocks, most),
    unit: 'tokens',
    tolerance: 0,
  };
};

/** Blocks that keep their names when one token changes. Worked: token 100, counted from 0, blocks of 16 → 6. */
const namesKept: Generator = (random) => {
  const block = random.pick([8, 16, 32]);
  const blocks = random.integer(8, 40);
  const index = random.integer(1, blocks - 1);
  const token = index * block + random.integer(0, block - 1);
  return {
    values: { block, blocks, prompt: blocks * block, token },
    answer: index,
    unit: 'blocks',
    tolerance: 0,
  };
};

/** Tokens in a tree of three texts. Worked: 300 shared by all, 200 more by two, ends of 40, 50, 60 → 650. */
const treeTokens: Generator = (random) => {
  const common = random.integer(10, 60) * 10;
  const further = random.integer(5, 40) * 10;
  const [first, second, third] = [random.integer(2, 15), random.integer(2, 15), random.integer(2, 15)].map(
    (tens) => tens * 10,
  );
  return {
    values: {
      common,
      further,
      first: common + further + first,
      second: common + further + second,
      third: common + third,
      firstEnd: first,
      secondEnd: second,
      thirdEnd: third,
    },
    answer: common + further + first + second + third,
    unit: 'tokens',
    tolerance: 0,
  };
};

/** Prompt tokens of a conversation, computed anew every turn. Worked: 6 turns that add 300 each → 300 · 21 = 6,300. */
const chatTokens: Generator = (random) => {
  const turns = random.integer(4, 16);
  const added = random.integer(5, 60) * 10;
  return {
    values: { turns, added, sum: (turns * (turns + 1)) / 2, once: turns * added },
    answer: (added * turns * (turns + 1)) / 2,
    unit: 'tokens',
    tolerance: 0,
  };
};

/** How much shorter a request becomes. Worked: prefill 800 ms, half of it found, 200 tokens of 20 ms → 8.3 %. */
const requestShorter: Generator = (random) => {
  const prefill = random.integer(2, 30) * 50;
  const percent = random.pick([50, 60, 75, 80, 90, 95]);
  const tokens = random.integer(5, 50) * 10;
  const each = random.pick([10, 15, 20, 25, 30, 40]);
  const saved = (prefill * percent) / 100;
  return {
    values: { prefill, percent, tokens, each, saved, decode: tokens * each, whole: prefill + tokens * each },
    answer: saved / (prefill + tokens * each),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** System prompt tokens computed with a salt per tenant. Worked: 40 tenants, 1,500 tokens → 60,000 instead of 1,500. */
const saltedTokens: Generator = (random) => {
  const tenants = random.integer(10, 200);
  const tokens = random.integer(5, 40) * 100;
  const requests = tenants * random.integer(20, 100);
  return {
    values: { tenants, tokens, requests },
    answer: tenants * tokens,
    unit: 'tokens',
    tolerance: 0,
  };
};

export const prefixGenerators: Record<string, Generator> = {
  bytesSaved,
  foundTokens,
  namesKept,
  treeTokens,
  chatTokens,
  requestShorter,
  saltedTokens,
};
