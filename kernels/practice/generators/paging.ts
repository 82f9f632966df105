/**
 * Random numbers for the exercises of the chapter on paging. Sizes are the ones models and servers have, so that an
 * answer teaches a magnitude; lengths hit a block's edge now and then, where the off-by-one mistakes live.
 */
import { blocksFor } from '../../serving/kv/block-table';
import type { Generator } from '../types';

/** Bytes of one token. Worked: 80 layers, 8 KV heads of 128, 2 bytes → 327,680. */
const bytesPerToken: Generator = (random) => {
  const layers = random.pick([28, 32, 40, 48, 60, 64, 80]);
  const heads = random.pick([4, 8, 16, 32]);
  const width = random.pick([64, 128]);
  const bytes = random.pick([1, 2]);
  return {
    values: { layers, heads, width, bytes },
    answer: 2 * layers * heads * width * bytes,
    unit: 'bytesBinary',
    tolerance: 0.005,
  };
};

/** Blocks of one sequence, sometimes exactly full. Worked: 33 tokens in blocks of 16 → 3. */
const blocksNeeded: Generator = (random) => {
  const block = random.pick([8, 16, 32]);
  const full = random.integer(4, 60);
  const rest = random.uniform() < 0.3 ? 0 : random.integer(1, block - 1);
  const tokens = full * block + rest;
  return {
    values: { block, tokens, edge: full * block },
    answer: blocksFor(tokens, block),
    unit: 'blocks',
    tolerance: 0,
  };
};

/** Slot of a token through its table. Worked: table 7, 2, 9, blocks of 16, token 37 → 9 · 16 + 5 = 149. */
const slotOf: Generator = (random) => {
  const block = random.pick([8, 16, 32]);
  const table = Array.from({ length: 4 }, () => random.integer(1, 90));
  const index = random.integer(1, 3);
  const offset = random.integer(1, block - 1);
  return {
    values: {
      block,
      table: table.join(', '),
      token: index * block + offset,
      index,
      offset,
      physical: table[index],
    },
    answer: table[index] * block + offset,
    tolerance: 0,
  };
};

/** What a reservation holds on average. Worked: prompt 400, answer 200, longest 4,096 → 12.2 %. */
const reservedShare: Generator = (random) => {
  const longest = random.pick([2048, 4096, 8192, 16_384]);
  const prompt = random.integer(4, 16) * (longest / 128);
  const output = random.integer(4, 24) * (longest / 128);
  return {
    values: { longest, prompt, output, half: output / 2 },
    answer: (prompt + output / 2) / longest,
    unit: 'percent',
  };
};

/** Sequences that fit in a pool of blocks. Worked: 4,000 blocks of 16, 1,000 tokens each → 63 blocks each → 63. */
const sequencesThatFit: Generator = (random) => {
  const block = random.pick([16, 32]);
  const blocks = random.integer(20, 80) * 100;
  const tokens = random.integer(40, 400) * 10;
  const each = blocksFor(tokens, block);
  return {
    values: { block, blocks, tokens, each },
    answer: Math.floor(blocks / each),
    unit: 'requests',
    tolerance: 0,
  };
};

/** Blocks of several answers to one prompt. Worked: 4 answers of 200 to 500, blocks of 16 → 31 + 4 · 13 = 83. */
const forkBlocks: Generator = (random) => {
  const block = 16;
  const answers = random.integer(2, 6);
  const prompt = random.integer(10, 80) * 10;
  const output = random.integer(5, 30) * 10;
  const shared = Math.floor(prompt / block);
  const each = blocksFor(prompt + output, block);
  return {
    values: { block, answers, prompt, output, total: prompt + output, shared, each, own: each - shared },
    answer: shared + answers * (each - shared),
    unit: 'blocks',
    tolerance: 0,
  };
};

/** A cache out to host memory and back. Worked: 8,192 tokens of 320 KiB over 100 GB/s → 53.7 ms. */
const swapTime: Generator = (random) => {
  const tokens = random.pick([1024, 2048, 4096, 8192, 16_384]);
  const kib = random.pick([64, 128, 160, 320, 800]);
  const rate = random.pick([25, 50, 100]);
  return {
    values: { tokens, kib, rate },
    answer: (2 * tokens * kib * 1024) / (rate * 1e9),
    unit: 'seconds',
    tolerance: 0.02,
  };
};

/** Throughput with a larger batch, memory-bound. Worked: 140 GB, 2 GB each, 5 to 40 requests → 5.45. */
const batchGain: Generator = (random) => {
  const weights = random.pick([16, 64, 140]);
  const cache = random.pick([0.5, 1, 2, 4]);
  const few = random.integer(2, 8);
  const many = few * random.integer(4, 10);
  const gain = (many * (weights + few * cache)) / (few * (weights + many * cache));
  return { values: { weights, cache, few, many }, answer: gain, unit: 'ratio' };
};

export const pagingGenerators: Record<string, Generator> = {
  bytesPerToken,
  blocksNeeded,
  slotOf,
  reservedShare,
  sequencesThatFit,
  forkBlocks,
  swapTime,
  batchGain,
};
