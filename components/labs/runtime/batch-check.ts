/** Whether a session answers rows of different length together as each alone; rows also join and leave. */
import { createReference } from '@/kernels/transformer/forward';
import { argmax } from '@/kernels/transformer/sampling';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import type { BatchSession, Cohort } from './batch-session';
import { largestDifference } from './gpu-check';

/** Largest difference of any logit to the reference. @param tokens a text of at least 30 tokens */
export async function batchDifference(
  session: BatchSession,
  weights: LlamaWeights,
  tokens: readonly number[],
): Promise<number> {
  const { vocabSize } = weights.config;
  const reference = createReference(weights);
  const texts = new Map([9, 3, 6].map((length, id) => [id, tokens.slice(id * 10, id * 10 + length)]));
  /** The token that follows each text, by the reference. */
  const next = new Map<number, number>();
  let largest = 0;
  const check = (ids: readonly number[], logits: Float32Array) => {
    for (const [row, id] of ids.entries()) {
      const text = texts.get(id) ?? [];
      const own = logits.subarray(row * vocabSize, (row + 1) * vocabSize);
      const alone = reference.forward(text).subarray((text.length - 1) * vocabSize);
      largest = Math.max(largest, largestDifference(own, alone));
      next.set(id, argmax(alone, 0, vocabSize));
    }
  };
  const step = async (cohort: Cohort | undefined) => {
    if (!cohort) return;
    const tokens = cohort.ids.map((id) => next.get(id) ?? 0);
    for (const [row, id] of cohort.ids.entries()) texts.get(id)?.push(tokens[row]);
    check(cohort.ids, await cohort.step(tokens));
  };
  const prefill = async (ids: readonly number[]) => {
    const made = await session.prefill(ids.map((id) => ({ id, tokens: [...(texts.get(id) ?? [])] })));
    check(ids, made.logits);
    return made.cohort;
  };
  const first = await prefill([0, 1]);
  await step(first);
  const joined = await session.repack([first, await prefill([2])], [0, 1, 2]);
  await step(joined.cohort);
  const left = await session.repack(joined.cohort ? [joined.cohort] : [], [1, 2]);
  await step(left.cohort);
  left.cohort?.release();
  return largest;
}
