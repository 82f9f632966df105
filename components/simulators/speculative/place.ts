/** The place of a guess: the text before it and what both models give each word there. Pure. */
import type { SpeculativeState } from '@/kernels/speculative/simulator';
import { toyDraft, toyTarget } from '@/kernels/speculative/toy-text';

export interface Place {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/** The guess worth a look first: the one that was struck last, else the last one tried. */
export function firstPlace({ last }: SpeculativeState): number {
  if (!last) return 0;
  const tried = last.guesses.flatMap(({ verdict }, at) => (verdict === 'unread' ? [] : [at]));
  const struck = tried.filter((at) => last.guesses[at].verdict === 'rejected');
  return struck.at(-1) ?? tried.at(-1) ?? 0;
}

/** Both rows at a guess's place. */
export function placeOf({ last, text, setup }: SpeculativeState, guess: number): Place | undefined {
  const chosen = last?.guesses[guess];
  if (!last || !chosen) return undefined;
  const path: number[] = [];
  for (let at = chosen.parent; at >= 0; at = last.guesses[at].parent) path.unshift(last.guesses[at].word);
  const before = [...text.slice(0, text.length - last.words.length), ...path];
  return { p: toyTarget(before), q: toyDraft(before, setup.alphas[chosen.depth]) };
}
