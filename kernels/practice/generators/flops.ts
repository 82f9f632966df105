/**
 * Random numbers for the exercises of the chapter on counting operations. Widths, layers and lengths are those of real
 * models, so that an answer teaches a magnitude.
 */
import type { Generator } from '../types';

/** A matrix and some tokens. Worked: 4,096 × 11,008, 10 tokens → 902 million. */
const matrixFlops: Generator = (random) => {
  const rows = random.pick([2048, 3072, 4096, 5120, 8192]);
  const columns = random.pick([8192, 11_008, 14_336, 28_672]);
  const tokens = random.pick([1, 8, 64, 512]);
  return { values: { rows, columns, tokens }, answer: 2 * rows * columns * tokens, unit: 'flops' };
};

/** Weights of one layer. Worked: width 4,096, 8 of 32 heads for keys, FFN 14,336 → 218 million. */
const layerWeights: Generator = (random) => {
  const heads = random.pick([16, 32, 64]);
  const keyHeads = random.pick([4, 8]);
  const width = heads * 128;
  const ffn = random.pick([3, 3.5]) * width;
  return {
    values: { heads, keyHeads, width, ffn, keyWidth: keyHeads * 128 },
    answer: 2 * width * width + 2 * width * keyHeads * 128 + 3 * width * ffn,
    unit: 'parameters',
  };
};

/** Scores of a prompt under a mask. Worked: 80 layers, width 8,192, 4,096 tokens → 22 TFLOP. */
const scoresFlops: Generator = (random) => {
  const layers = random.pick([28, 32, 40, 64, 80]);
  const width = random.pick([2048, 4096, 5120, 8192]);
  const tokens = random.pick([1024, 2048, 4096, 16_384, 32_768]);
  return {
    values: { layers, width, tokens, pairs: ((tokens * (tokens + 1)) / 2).toPrecision(3) },
    answer: 2 * layers * width * tokens * (tokens + 1),
    unit: 'flops',
    tolerance: 0.02,
  };
};

/** Where scores catch up. Worked: 856 million weights a layer, heads 8,192 wide → 104 thousand tokens. */
const crossing: Generator = (random) => {
  const width = random.pick([1024, 2048, 4096, 5120, 8192]);
  const weights = Math.round((random.pick([10, 11, 12, 13]) * width * width) / 1e5) / 10;
  return {
    values: { width, weights },
    answer: (weights * 1e6) / width,
    unit: 'tokens',
    tolerance: 0.02,
  };
};

/** Share of looking back in one written token. Worked: 70 billion, 80 layers, 8,192 wide, 8,192 tokens → 13.3 %. */
const lookingBack: Generator = (random) => {
  const [billions, layers, width] = random.pick([
    [7, 32, 4096],
    [13, 40, 5120],
    [32, 64, 5120],
    [70, 80, 8192],
  ]);
  const tokens = random.pick([4096, 8192, 16_384, 32_768, 65_536]);
  const back = 4 * layers * width * tokens;
  const matrices = 2 * billions * 1e9;
  return {
    values: { billions, layers, width, tokens, matrices: 2 * billions, back: (back / 1e9).toPrecision(3) },
    answer: back / (matrices + back),
    unit: 'percent',
    tolerance: 0.02,
  };
};

/** Parameters a token passes. Worked: 1.6 billion shared, 8 experts of 5.6 billion, 2 chosen → 12.8 billion. */
const activeParameters: Generator = (random) => {
  const shared = random.integer(10, 40) / 10;
  const experts = random.pick([8, 16, 64, 128]);
  const chosen = random.pick([1, 2, 4]);
  const all = random.pick([24, 32, 48, 96, 192]);
  return {
    values: { shared, experts, chosen, all, each: (all / experts).toPrecision(3) },
    answer: (shared + (all * chosen) / experts) * 1e9,
    unit: 'parameters',
  };
};

/** Tokens per second that arithmetic allows. Worked: 7 billion at 312 TFLOP/s → 22,286. */
const ceiling: Generator = (random) => {
  const billions = random.pick([1, 3, 7, 8, 13, 32, 70]);
  const teraflops = random.pick([65, 165, 312, 989]);
  return {
    values: { billions, teraflops, each: 2 * billions },
    answer: (teraflops * 1e12) / (2 * billions * 1e9),
    unit: 'tokensPerSecond',
    tolerance: 0.02,
  };
};

export const flopsGenerators: Record<string, Generator> = {
  matrixFlops,
  layerWeights,
  scoresFlops,
  crossing,
  lookingBack,
  activeParameters,
  ceiling,
};
