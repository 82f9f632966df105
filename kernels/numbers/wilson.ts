/**
 * How far a share seen in few trials may lie from the true one: Wilson's score interval, which stays within 0 and 1 and
 * keeps some width when every trial, or none, succeeded. Takes the trials to be independent.
 * Source: Wilson 1927, Journal of the American Statistical Association 22, 209–212.
 */
import { ensure } from '../errors';

/** Standard deviations on either side that hold 95 % of a normal distribution. */
const Z95 = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Worked: 8 of 10 → 0.490 to 0.943; 22 of 22 → 0.851 to 1. Errors: `wilson.counts` {successes, trials}. */
export function wilsonInterval(successes: number, trials: number, z = Z95): Interval {
  ensure(trials > 0 && successes >= 0 && successes <= trials, 'wilson.counts', { successes, trials });
  const share = successes / trials;
  const weight = (z * z) / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials))) / (1 + weight);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
