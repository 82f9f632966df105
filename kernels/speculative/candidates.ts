/**
 * Several candidates for one position, drawn from the draft and tried in turn: what the chance is that one stands.
 * After each rejection the target's distribution becomes its residual; without replacement the draft's loses the token
 * that was rejected. Exact, by enumeration, so for small vocabularies.
 * Source: Miao et al. 2024, SpecInfer (arXiv 2305.09781), §4.3, multi-step speculative sampling.
 */
import { ensure } from '../errors';
import { acceptanceRate, type Distribution, residual, residualWithout } from './acceptance';

/** Steps of the enumeration at most: the vocabulary to the power of the candidates. */
const MOST_PATHS = 2_000_000;

/** Chance that one of `count` independent draws is accepted. */
export function acceptanceWithReplacement(target: Distribution, draft: Distribution, count: number): number {
  let missed = 1;
  let left: Distribution = target;
  for (let candidate = 0; candidate < count; candidate++) {
    const rate = acceptanceRate(left, draft);
    missed *= 1 - rate;
    const next = residual(left, draft);
    if (!next) return 1;
    left = next;
  }
  return 1 - missed;
}

/** Chance that one of `count` different draws is accepted; all of them when the draft has no more tokens to offer. */
export function acceptanceWithoutReplacement(
  target: Distribution,
  draft: Distribution,
  count: number,
): number {
  ensure(target.length ** (count - 1) <= MOST_PATHS, 'speculative.tooManyCandidates', {
    vocabulary: target.length,
    count,
  });
  if (count === 0) return 0;
  const left = residual(target, draft);
  let sum = 0;
  for (let token = 0; token < draft.length; token++) {
    const q = draft[token];
    if (q <= 0) continue;
    const stands = Math.min(1, target[token] / q);
    sum += q * stands;
    if (stands === 1 || count === 1 || !left) continue;
    const others = residualWithout(draft, token);
    if (others) sum += q * (1 - stands) * acceptanceWithoutReplacement(left, others, count - 1);
  }
  return sum;
}
