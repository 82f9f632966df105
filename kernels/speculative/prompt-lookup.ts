/**
 * Drafting without a model: the last few tokens are looked up earlier in the text, and what followed them there is the
 * guess. Costs nothing and pays where text repeats: code edits, summaries, answers that quote the prompt.
 * Source: Saxena 2023, prompt lookup decoding; vLLM's `ngram` speculator offers the same two dials.
 */
import { ensure } from '../errors';

export interface LookupOptions {
  /** Longest and shortest run of last tokens to look for. */
  readonly longest: number;
  readonly shortest: number;
  /** Tokens guessed at most. */
  readonly draftLength: number;
}

/**
 * The guess: what followed the most recent earlier occurrence of the longest run of last tokens that occurs earlier at
 * all. Empty when none does. Worked: tokens 7 8 9 1 7 8, longest 2, draftLength 2 → 9 1.
 */
export function lookUpDraft(
  tokens: ArrayLike<number>,
  { longest, shortest, draftLength }: LookupOptions,
): number[] {
  ensure(shortest >= 1 && longest >= shortest, 'speculative.lookupLengths', { shortest, longest });
  const end = tokens.length;
  for (let run = Math.min(longest, end - 1); run >= shortest; run--) {
    for (let start = end - run - 1; start >= 0; start--) {
      let same = 0;
      while (same < run && tokens[start + same] === tokens[end - run + same]) same++;
      if (same < run) continue;
      const from = start + run;
      return Array.from({ length: Math.min(draftLength, end - from) }, (_, at) => tokens[from + at]);
    }
  }
  return [];
}
