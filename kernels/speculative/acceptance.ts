/**
 * The acceptance rule of speculative decoding: a draft's guesses, checked against the target's distributions so that
 * what comes out is distributed exactly as if the target had been sampled alone.
 * Models one verification of γ drafted tokens in one sequence. Leaves out where p and q come from.
 * Source: Leviathan, Kalman, Matias 2023 (arXiv 2211.17192), §2.3 and Algorithm 1; Chen et al. 2023
 * (arXiv 2302.01318), Algorithm 2; greedy and draft-free cases as in vLLM's rejection sampler.
 */
import { ensure } from '../errors';

export type Distribution = ArrayLike<number>;

/** Chance that a token drawn from `draft` is accepted: Σ min(p, q) = 1 − total variation. Worked: ([.5, .5], [.9, .1]) → 0.6. */
export function acceptanceRate(target: Distribution, draft: Distribution): number {
  ensure(target.length === draft.length && target.length > 0, 'speculative.lengths', {
    target: target.length,
    draft: draft.length,
  });
  let sum = 0;
  for (let token = 0; token < target.length; token++) sum += Math.min(target[token], draft[token]);
  return sum;
}

/**
 * What is sampled after a rejection: max(p − q, 0), normalised. Null when p = q, where nothing is ever rejected.
 * Worked: ([.5, .5], [.9, .1]) → [0, 1].
 */
export function residual(target: Distribution, draft: Distribution): Float64Array | null {
  const left = new Float64Array(target.length);
  for (let token = 0; token < left.length; token++) left[token] = Math.max(target[token] - draft[token], 0);
  return normalise(left);
}

/** The residual of a draft without probabilities (an n-gram's guess): the target without the guessed token. */
export function residualWithout(target: Distribution, token: number): Float64Array | null {
  const left = Float64Array.from(target);
  left[token] = 0;
  return normalise(left);
}

function normalise(weights: Float64Array): Float64Array | null {
  let sum = 0;
  for (let token = 0; token < weights.length; token++) sum += weights[token];
  if (!(sum > 0)) return null;
  for (let token = 0; token < weights.length; token++) weights[token] /= sum;
  return weights;
}

/** The token at `uniform` of the distribution's cumulative sum; the last possible one where rounding leaves a gap. */
export function sampleAt(distribution: Distribution, uniform: number): number {
  let sum = 0;
  let last = 0;
  for (let token = 0; token < distribution.length; token++) {
    if (distribution[token] <= 0) continue;
    sum += distribution[token];
    last = token;
    if (uniform < sum) return token;
  }
  return last;
}

/** A token drawn with q(x) > 0 stands if p/q ≥ r; one the draft could not have drawn never does. */
export function accepts(pOfToken: number, qOfToken: number, uniform: number): boolean {
  return qOfToken > 0 && pOfToken / qOfToken >= uniform;
}

/** Rows by place. An array is one; so is what computes a row when it is asked for. */
export interface Rows {
  readonly length: number;
  at(place: number): Distribution | undefined;
}

export interface Verification {
  /**
   * The target's distributions after the context and after each drafted token: γ + 1 rows [vocab]. They are asked for
   * in order, and none behind the first guess that falls.
   */
  readonly target: Rows;
  /** The draft's distributions that the guesses were drawn from: γ rows; absent for a draft without probabilities. */
  readonly draft?: readonly Distribution[];
  /** The γ guesses. */
  readonly drafted: ArrayLike<number>;
  /** γ + 1 numbers in [0, 1): one to judge each guess, the last to draw the token that ends the round. */
  readonly uniforms: ArrayLike<number>;
}

export interface Verdict {
  /** Guesses accepted, 0 … γ. */
  readonly accepted: number;
  /** The accepted guesses and one token more: the correction, or the bonus when all were accepted. */
  readonly tokens: number[];
}

/**
 * Judges one round. At least one token always comes out: after a rejection it is drawn from the residual, after none
 * from the target's row behind the last guess.
 * Worked: target [[.5, .5], [1, 0]], draft [[.9, .1]], drafted [0], uniforms [.6, .3] → 0 accepted, tokens [1].
 */
export function acceptDraft({ target, draft, drafted, uniforms }: Verification): Verdict {
  const count = drafted.length;
  ensure(target.length === count + 1, 'speculative.targetRows', { rows: target.length, drafted: count });
  ensure(!draft || draft.length === count, 'speculative.draftRows', {
    rows: draft?.length ?? 0,
    drafted: count,
  });
  ensure(uniforms.length === count + 1, 'speculative.uniforms', {
    given: uniforms.length,
    needed: count + 1,
  });
  const tokens: number[] = [];
  for (let at = 0; at < count; at++) {
    const token = drafted[at];
    const p = target.at(at) as Distribution;
    ensure(Number.isInteger(token) && token >= 0 && token < p.length, 'speculative.token', { token, at });
    const q = draft?.[at];
    if (accepts(p[token], q ? q[token] : 1, uniforms[at])) {
      tokens.push(token);
      continue;
    }
    const left = q ? residual(p, q) : residualWithout(p, token);
    // Without a residual p = q, or all of p lies on the guess: only rounding can have led here.
    tokens.push(sampleAt(left ?? p, uniforms[count]));
    return { accepted: at, tokens };
  }
  tokens.push(sampleAt(target.at(count) as Distribution, uniforms[count]));
  return { accepted: count, tokens };
}

/**
 * The rule at temperature 0: a guess stands while it is the target's own choice.
 * @param choices the target's argmax after the context and after each guess, γ + 1 tokens
 */
export function acceptGreedy(choices: ArrayLike<number>, drafted: ArrayLike<number>): Verdict {
  ensure(choices.length === drafted.length + 1, 'speculative.targetRows', {
    rows: choices.length,
    drafted: drafted.length,
  });
  let accepted = 0;
  while (accepted < drafted.length && drafted[accepted] === choices[accepted]) accepted++;
  return { accepted, tokens: Array.from({ length: accepted + 1 }, (_, at) => choices[at]) };
}

/**
 * The distribution of a round's first token, summed over all that can happen: q·min(1, p/q) + P(rejected)·residual.
 * Equal to `target` whatever the draft: the proof of losslessness, in numbers.
 */
export function firstTokenMarginal(target: Distribution, draft: Distribution): Float64Array {
  const rejected = 1 - acceptanceRate(target, draft);
  const left = residual(target, draft);
  return Float64Array.from(
    { length: target.length },
    (_, token) => Math.min(target[token], draft[token]) + (left ? rejected * left[token] : 0),
  );
}
