/** What a result says: acceptance, and the speedup predicted and measured. */
import { expectedTokens } from '@/kernels/speculative/closed-forms';
import type { CallCosts, GoesSpread, Half, KindResult, SpeculativeResult } from './types';

export interface SpeculativeFigures {
  /** Share of the guesses judged that stood. */
  readonly acceptance: number;
  readonly overlap: number;
  /** Tokens per pass of the target, measured. */
  readonly tokensPerPass: number;
  /** The same from the acceptance alone, as if every guess stood with that chance. */
  readonly expectedTokens: number;
  /** One call of the draft in calls of the target. */
  readonly costRatio?: number;
  /** The target's call on γ + 1 tokens in calls on one. */
  readonly checkRatio?: number;
  /** With the draft's cost alone, as if checking cost what one token does. */
  readonly speedupPredicted?: number;
  /** With what checking costs here. */
  readonly speedupHere?: number;
  readonly plainTokenSeconds: number;
  readonly speculatedTokenSeconds: number;
  readonly speedupMeasured: number;
  /** The middle half of the goes around the three figures above; absent where there was one only. */
  readonly spread?: GoesSpread;
  /** Share of the time with a draft that neither model ran. */
  readonly overhead: number;
}

export type Counted = Pick<KindResult, 'speculated' | 'plain' | 'goes'>;

export function figuresOf(
  { speculated, plain, goes }: Counted,
  { draft, gamma, costs }: Pick<SpeculativeResult, 'draft' | 'gamma' | 'costs'>,
): SpeculativeFigures {
  const { judged, stood, rounds, guessed, tokens, seconds, targetSeconds, draftSeconds } = speculated;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const acceptance = sum(judged) > 0 ? sum(stood) / sum(judged) : 0;
  const tokensPerPass = tokens / rounds;
  // A lookup often has no guess, so its rounds differ in length and the closed form does not hold.
  const expected = draft === 'ngram' ? tokensPerPass : expectedTokens(acceptance, gamma);
  const perRound = guessed / rounds;
  const plainTokenSeconds = plain.seconds / plain.tokens;
  const speculatedTokenSeconds = seconds / tokens;
  const speedupMeasured = plainTokenSeconds / speculatedTokenSeconds;
  return {
    acceptance,
    overlap: speculated.overlap,
    tokensPerPass,
    expectedTokens: expected,
    ...(costs && predicted(costs, expected, perRound, gamma)),
    plainTokenSeconds,
    speculatedTokenSeconds,
    speedupMeasured,
    ...(goes && {
      spread: {
        count: goes.count,
        plain: around(plainTokenSeconds, goes.plain),
        speculated: around(speculatedTokenSeconds, goes.speculated),
        speedup: around(speedupMeasured, goes.speedup),
      },
    }),
    overhead: 1 - (targetSeconds + draftSeconds) / seconds,
  };
}

const around = (value: number, { low, high }: Half): Half => ({ low: value * low, high: value * high });

function predicted(
  { targetOne, targetCheck, draftOne }: CallCosts,
  expected: number,
  perRound: number,
  gamma: number,
) {
  const costRatio = draftOne / targetOne;
  const checkRatio = targetCheck / targetOne;
  // Rounds with fewer guesses check fewer tokens.
  const check = 1 + ((checkRatio - 1) * perRound) / gamma;
  return {
    costRatio,
    checkRatio,
    speedupPredicted: expected / (perRound * costRatio + 1),
    speedupHere: expected / (perRound * costRatio + check),
  };
}

/** All kinds as one. */
export function together(kinds: readonly KindResult[]): Counted {
  const add = (pick: (kind: KindResult) => number) => kinds.reduce((sum, kind) => sum + pick(kind), 0);
  const each = (pick: (kind: KindResult) => readonly number[]) =>
    (kinds[0] ? pick(kinds[0]) : []).map((_, at) => add((kind) => pick(kind)[at]));
  const judgedOf = ({ speculated }: KindResult) => speculated.judged.reduce((a, b) => a + b, 0);
  const judged = add(judgedOf);
  const goes = kinds.flatMap((kind) => kind.goes ?? []);
  return {
    ...(goes.length > 0 &&
      goes.length === kinds.length && {
        goes: {
          count: Math.min(...goes.map(({ count }) => count)),
          plain: weighted(kinds, 'plain', ({ plain }) => plain.seconds),
          speculated: weighted(kinds, 'speculated', ({ speculated }) => speculated.seconds),
          speedup: weighted(kinds, 'speedup', ({ speculated }) => speculated.seconds),
        },
      }),
    plain: { tokens: add(({ plain }) => plain.tokens), seconds: add(({ plain }) => plain.seconds) },
    speculated: {
      tokens: add(({ speculated }) => speculated.tokens),
      seconds: add(({ speculated }) => speculated.seconds),
      targetSeconds: add(({ speculated }) => speculated.targetSeconds),
      draftSeconds: add(({ speculated }) => speculated.draftSeconds),
      rounds: add(({ speculated }) => speculated.rounds),
      guessed: add(({ speculated }) => speculated.guessed),
      judged: each(({ speculated }) => speculated.judged),
      stood: each(({ speculated }) => speculated.stood),
      overlap: judged > 0 ? add((kind) => kind.speculated.overlap * judgedOf(kind)) / judged : 0,
    },
  };
}

/** The middle halves of the kinds, each as much as its time counts in the whole. */
function weighted(
  kinds: readonly KindResult[],
  side: Exclude<keyof GoesSpread, 'count'>,
  weight: (kind: KindResult) => number,
): Half {
  const whole = kinds.reduce((sum, kind) => sum + weight(kind), 0);
  const end = (of: keyof Half) =>
    kinds.reduce((sum, kind) => sum + (kind.goes?.[side][of] ?? 1) * weight(kind), 0) / whole;
  return { low: end('low'), high: end('high') };
}

/** What one call of the draft may cost, in calls of the target, to gain at all; negative where even a free one loses. */
export function neededCostRatio(figures: SpeculativeFigures, gamma: number): number | undefined {
  const { checkRatio, expectedTokens: expected } = figures;
  return checkRatio === undefined ? undefined : (expected - checkRatio) / gamma;
}
