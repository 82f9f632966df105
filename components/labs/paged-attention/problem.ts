/** The problem that the lab's settings stand for. */
import { type AttentionShape, makeAttentionProblem } from '@/kernels/gpu/paged-attention/problem';
import { createRandom } from '@/kernels/numbers/random';
import type { ParamValues } from '@/kernels/simulator';

/** One layer's heads: those of the book's small model, and those of Llama 3.1 8B. */
const shapes = {
  pocket: { heads: 8, kvHeads: 2, headDim: 32 },
  llama: { heads: 32, kvHeads: 8, headDim: 128 },
} as const;

const SEED = 1;

export function shapeOf(values: ParamValues): AttentionShape {
  const heads = shapes[values.heads as keyof typeof shapes];
  return { ...heads, blockTokens: Number(values.block) };
}

/** The first sequence has the whole context; the others, seeded, between half of it and all. */
export function lengthsOf(values: ParamValues): number[] {
  const longest = Number(values.contextTokens);
  const random = createRandom(SEED);
  return Array.from({ length: Number(values.sequences) }, (_, s) =>
    s === 0 ? longest : random.integer(Math.floor(longest / 2), longest),
  );
}

export function problemOf(values: ParamValues) {
  const tables = values.tables as 'shuffled' | 'inOrder';
  // Larger numbers than a uniform's own, so that shares differ as they do in a model.
  const value = (uniform: number) => 2 * uniform;
  return makeAttentionProblem({
    shape: shapeOf(values),
    lengths: lengthsOf(values),
    seed: SEED,
    tables,
    value,
  });
}
