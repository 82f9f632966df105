/** What a result says: acceptance, and the speedup predicted and measured. */
import { spreadOf } from '@/kernels/gpu/machine/quartiles';
import type { Spread } from '@/kernels/gpu/machine/report';
import { expectedTokens } from '@/kernels/speculative/closed-forms';
import type { CallCosts, KindResult, SpeculativeResult, TimedGo } from './types';

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
  /** Of the goes one by one; absent where there was one only. */
  readonly spread?: {
    readonly speedup: Spread;
    /** Seconds per token. */
    readonly plain: Spread;
    readonly speculated: Spread;
  };
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
  return {
    acceptance,
    overlap: speculated.overlap,
    tokensPerPass,
    expectedTokens: expected,
    ...(costs && predicted(costs, expected, perRound, gamma)),
    plainTokenSeconds: plain.seconds / plain.tokens,
    speculatedTokenSeconds: seconds / tokens,
    speedupMeasured: plain.seconds / plain.tokens / (seconds / tokens),
    ...(goes && goes.length > 1 && { spread: spreadsOf(goes, plain.tokens, tokens) }),
    overhead: 1 - (targetSeconds + draftSeconds) / seconds,
  };
}

/** Both sides of a go met the same machine, so their ratio is taken go by go. */
function spreadsOf(goes: readonly TimedGo[], plainTokens: number, tokens: number) {
  const each = goes.map((go) => ({ plain: go.plain / plainTokens, speculated: go.speculated / tokens }));
  return {
    speedup: spreadOf(each.map(({ plain, speculated }) => plain / speculated)),
    plain: spreadOf(each.map(({ plain }) => plain)),
    speculated: spreadOf(each.map(({ speculated }) => speculated)),
  };
}

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
  // A kind may have had time for fewer.
  const goes = Math.min(...kinds.map((kind) => kind.goes?.length ?? 0));
  return {
    goes: Array.from({ length: Number.isFinite(goes) ? goes : 0 }, (_, at) => ({
      plain: add((kind) => kind.goes?.[at].plain ?? 0),
      speculated: add((kind) => kind.goes?.[at].speculated ?? 0),
    })),
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

/** What one call of the draft may cost, in calls of the target, to gain at all; negative where even a free one loses. */
export function neededCostRatio(figures: SpeculativeFigures, gamma: number): number | undefined {
  const { checkRatio, expectedTokens: expected } = figures;
  return checkRatio === undefined ? undefined : (expected - checkRatio) / gamma;
}
