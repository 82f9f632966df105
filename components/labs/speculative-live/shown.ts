/** Rounds as a reader sees them: every token with its verdict, a guess that fell before its correction. */
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { Round } from './speculate';
import type { ShownToken } from './types';

/** What stands for a token that ends in the middle of a character. */
const PARTIAL = '\u25af';
const END = '\u220e';

export function shownTokens(
  rounds: readonly Round[],
  tokenizer: Tokenizer,
  end: number | undefined,
): ShownToken[] {
  const decoder = new TextDecoder();
  const alone = (token: number) =>
    token === end ? END : tokenizer.decode([token]).replaceAll('\ufffd', PARTIAL);
  const inText = (token: number) =>
    token === end ? END : decoder.decode(tokenizer.idToBytes(token), { stream: true }) || PARTIAL;
  return rounds.flatMap(({ guesses, target, uniforms, accepted, tokens }, round) => {
    const shown: ShownToken[] = [];
    const add = (verdict: ShownToken['verdict'], at: number, token: number, drawn?: number) =>
      shown.push({
        text: verdict === 'rejected' ? alone(token) : inText(token),
        round,
        verdict,
        p: target[at][token],
        ...(guesses.rows?.[at] && { q: guesses.rows[at][token] }),
        ...(drawn !== undefined && { drawn }),
      });
    tokens.forEach((token, at) => {
      if (at < accepted) {
        add('accepted', at, token, uniforms[at]);
        return;
      }
      const fell = guesses.tokens[at];
      if (fell !== undefined) add('rejected', at, fell, uniforms[at]);
      add(fell === undefined ? 'bonus' : 'correction', at, token);
    });
    return shown;
  });
}
