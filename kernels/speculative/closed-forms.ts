/**
 * What a speculated round yields and costs on average, where each guess is accepted with chance α, independently.
 * Leaves out that α differs by position and text (see the per-position forms) and that a batch changes the cost.
 * Source: Leviathan et al. 2023, §3 (equation 1, theorems 3.8 and 3.11, corollary 3.9).
 */
import { ensure } from '../errors';

/** Longest draft that the search for the best one considers. With α = 1 or a free draft no length would be the best. */
export const LONGEST_DRAFT = 1000;

function checkAlpha(alpha: number): void {
  ensure(alpha >= 0 && alpha <= 1, 'speculative.alpha', { alpha });
}

/** Expected tokens of a round, the correction or bonus included: (1 − α^(γ+1)) / (1 − α). Worked: (0.8, 5) → 3.689. */
export function expectedTokens(alpha: number, gamma: number): number {
  checkAlpha(alpha);
  if (alpha === 1) return gamma + 1;
  return (1 - alpha ** (gamma + 1)) / (1 - alpha);
}

/** Chance that exactly 0, 1, …, γ guesses are accepted: αⁱ(1 − α), and α^γ for all. */
export function acceptedDistribution(alpha: number, gamma: number): number[] {
  checkAlpha(alpha);
  return acceptedAt(new Array(gamma).fill(alpha));
}

/** The same where the guess at position i is accepted with chance `alphas[i]`, given that those before it were. */
export function acceptedAt(alphas: readonly number[]): number[] {
  const chances: number[] = [];
  let reached = 1;
  for (const alpha of alphas) {
    checkAlpha(alpha);
    chances.push(reached * (1 - alpha));
    reached *= alpha;
  }
  chances.push(reached);
  return chances;
}

/** Expected tokens of a round with an acceptance per position: 1 + Σ of the running products. */
export function expectedTokensAt(alphas: readonly number[]): number {
  let reached = 1;
  let sum = 1;
  for (const alpha of alphas) {
    checkAlpha(alpha);
    reached *= alpha;
    sum += reached;
  }
  return sum;
}

/**
 * How many times faster than the target alone, where one run of the draft costs `costRatio` of one of the target and
 * checking γ + 1 tokens costs what one does: E / (γc + 1). Worked: (0.8, 5, 0.1) → 2.459.
 */
export function speedup(alpha: number, gamma: number, costRatio: number): number {
  return expectedTokens(alpha, gamma) / (gamma * costRatio + 1);
}

/**
 * Arithmetic per token against the target alone, where a draft token costs `operationsRatio` of a target token:
 * (γĉ + γ + 1) / E. Checking is not free, it is only not slower while memory bounds. Worked: (0.6, 2, 0) → 1.531.
 */
export function operationsFactor(alpha: number, gamma: number, operationsRatio: number): number {
  return (gamma * operationsRatio + gamma + 1) / expectedTokens(alpha, gamma);
}

/** The draft length with the largest speedup, the smallest of equals; 0 where none gains. Worked: (0.8, 0.1) → 6. */
export function optimalDraftLength(alpha: number, costRatio: number, longest = LONGEST_DRAFT): number {
  return bestLength((gamma) => speedup(alpha, gamma, costRatio), longest);
}

/** The same with an acceptance per position; no longer than there are positions. */
export function optimalDraftLengthAt(alphas: readonly number[], costRatio: number): number {
  return bestLength(
    (gamma) => expectedTokensAt(alphas.slice(0, gamma)) / (gamma * costRatio + 1),
    alphas.length,
  );
}

function bestLength(gain: (gamma: number) => number, longest: number): number {
  let best = 0;
  let most = 1;
  for (let gamma = 1; gamma <= longest; gamma++) {
    const value = gain(gamma);
    if (value > most) {
      best = gamma;
      most = value;
    }
  }
  return best;
}

/**
 * The α at which a round of γ guesses yields `tokens` on average: the inverse of `expectedTokens`, by bisection. Turns
 * a published "tokens per pass" into an acceptance. Worked: (2.832, 4) → 0.711.
 */
export function impliedAlpha(tokens: number, gamma: number): number {
  ensure(tokens >= 1 && tokens <= gamma + 1, 'speculative.tokensPerPass', { tokens, gamma });
  let low = 0;
  let high = 1;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (expectedTokens(middle, gamma) < tokens) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
