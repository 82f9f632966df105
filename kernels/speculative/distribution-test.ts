/**
 * Losslessness, tested instead of believed: next tokens drawn with speculation are counted and compared with the
 * target's own distribution. A wrong rule, easy to write and hard to see in the text, is caught.
 * Source: Leviathan et al. 2023, Appendix A.1; the wrong rule is the one that samples the target anew after a rejection.
 */
import { ensure } from '../errors';
import { type ChiSquareTest, chiSquareTest } from '../numbers/chi-square';
import { createRandom } from '../numbers/random';
import { accepts, type Distribution, residual, sampleAt } from './acceptance';

/** `resample` is wrong: after a rejection it draws from p instead of from the residual, and favours what q favours. */
export type CorrectionRule = 'residual' | 'resample';

export interface DistributionQuery {
  readonly target: Distribution;
  readonly draft: Distribution;
  readonly draws: number;
  readonly seed: number;
  readonly rule?: CorrectionRule;
}

export interface DistributionTest {
  /** How often each token came out. */
  readonly counts: Float64Array;
  readonly accepted: number;
  readonly test: ChiSquareTest;
}

/** Draws `draws` next tokens, each by a guess of the draft and its verdict, and tests them against the target. */
export function testDistribution(query: DistributionQuery): DistributionTest {
  const { target, draft, draws, seed, rule = 'residual' } = query;
  ensure(Number.isInteger(draws) && draws >= 1, 'speculative.draws', { draws });
  const random = createRandom(seed);
  const counts = new Float64Array(target.length);
  const correction = rule === 'residual' ? (residual(target, draft) ?? target) : target;
  let accepted = 0;
  for (let draw = 0; draw < draws; draw++) {
    const guess = sampleAt(draft, random.uniform());
    if (accepts(target[guess], draft[guess], random.uniform())) {
      accepted++;
      counts[guess]++;
    } else {
      counts[sampleAt(correction, random.uniform())]++;
    }
  }
  return { counts, accepted, test: chiSquareTest(counts, target) };
}

/** The same number of tokens drawn from the target alone: what the other is compared with on the page. */
export function drawPlain(target: Distribution, draws: number, seed: number): DistributionTest {
  const random = createRandom(seed);
  const counts = new Float64Array(target.length);
  for (let draw = 0; draw < draws; draw++) counts[sampleAt(target, random.uniform())]++;
  return { counts, accepted: 0, test: chiSquareTest(counts, target) };
}
