/**
 * Many speculated rounds at once, for averages and histograms: with real distributions, or with nothing but the chance
 * of acceptance at each position.
 * Leaves out the text: every position sees the same distributions, every round starts afresh.
 */
import { ensure } from '../errors';
import { createRandom } from '../numbers/random';
import { accepts, type Distribution, sampleAt } from './acceptance';

export interface Rounds {
  readonly rounds: number;
  /** How many rounds accepted 0, 1, …, γ guesses. */
  readonly accepted: Float64Array;
  readonly meanTokens: number;
  /** Standard error of the mean. */
  readonly standardError: number;
}

/** Rounds in which γ guesses are drawn from `draft` and judged against `target`, by the real rule. */
export function simulateRounds({
  target,
  draft,
  gamma,
  rounds,
  seed,
}: {
  readonly target: Distribution;
  readonly draft: Distribution;
  readonly gamma: number;
  readonly rounds: number;
  readonly seed: number;
}): Rounds {
  const random = createRandom(seed);
  return countRounds(gamma, rounds, () => {
    const token = sampleAt(draft, random.uniform());
    return accepts(target[token], draft[token], random.uniform());
  });
}

/** Rounds in which the guess at position i is accepted with chance `alphas[i]`. A million of γ = 5 take a fifth of a second. */
export function simulateAlphaRounds(alphas: ArrayLike<number>, rounds: number, seed: number): Rounds {
  const random = createRandom(seed);
  return countRounds(alphas.length, rounds, (position) => random.uniform() < alphas[position]);
}

function countRounds(gamma: number, rounds: number, stands: (position: number) => boolean): Rounds {
  ensure(Number.isInteger(gamma) && gamma >= 0, 'speculative.gamma', { gamma });
  ensure(Number.isInteger(rounds) && rounds >= 1, 'speculative.rounds', { rounds });
  const accepted = new Float64Array(gamma + 1);
  for (let round = 0; round < rounds; round++) {
    let count = 0;
    while (count < gamma && stands(count)) count++;
    accepted[count]++;
  }
  let sum = 0;
  let squares = 0;
  accepted.forEach((times, count) => {
    sum += times * (count + 1);
    squares += times * (count + 1) ** 2;
  });
  const meanTokens = sum / rounds;
  const variance = Math.max(0, squares / rounds - meanTokens ** 2);
  return { rounds, accepted, meanTokens, standardError: Math.sqrt(variance / rounds) };
}
