/** What a text's rounds say of the draft: how often its guesses were judged and stood. */
import { acceptanceRate } from '@/kernels/speculative/acceptance';
import type { Round } from './speculate';

/** How often guesses were judged and stood, by position. */
export function countRounds(rounds: readonly Round[], gamma: number) {
  const judged = new Array<number>(gamma).fill(0);
  const stood = new Array<number>(gamma).fill(0);
  let guessed = 0;
  let overlap = 0;
  let seen = 0;
  for (const { guesses, target, accepted } of rounds) {
    guessed += guesses.tokens.length;
    for (let at = 0; at < Math.min(accepted + 1, guesses.tokens.length); at++) {
      judged[at]++;
      if (at < accepted) stood[at]++;
      const q = guesses.rows?.[at];
      overlap += q ? acceptanceRate(target[at], q) : target[at][guesses.tokens[at]];
      seen++;
    }
  }
  return { rounds: rounds.length, guessed, judged, stood, overlap: seen > 0 ? overlap / seen : 0 };
}
