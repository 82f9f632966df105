/**
 * Pearson's chi-square test: do counts come from a given distribution?
 * Source: Press et al., Numerical Recipes, §6.2 (incomplete gamma by series and by continued fraction), §14.3.
 */
import { ensure } from '../errors';

export interface ChiSquareTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Chance of a statistic at least this large if the counts do come from the distribution. */
  readonly pValue: number;
  /** Cells compared, after the small ones were merged. */
  readonly cells: number;
}

/**
 * Tests counts against a distribution. Cells that expect fewer than `least` are merged into one, as the approximation
 * asks; a count where nothing is expected rejects outright.
 * Worked: counts [60, 40] against [.5, .5]: statistic 4, p = 0.0455.
 */
export function chiSquareTest(
  counts: ArrayLike<number>,
  distribution: ArrayLike<number>,
  least = 5,
): ChiSquareTest {
  ensure(counts.length === distribution.length && counts.length > 0, 'chisquare.lengths', {
    counts: counts.length,
    distribution: distribution.length,
  });
  let draws = 0;
  for (let cell = 0; cell < counts.length; cell++) draws += counts[cell];
  ensure(draws > 0, 'chisquare.draws', { draws });
  let statistic = 0;
  let cells = 0;
  const add = (count: number, expected: number) => {
    statistic += (count - expected) ** 2 / expected;
    cells++;
  };
  let mergedCount = 0;
  let mergedExpected = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const expected = distribution[cell] * draws;
    if (expected >= least) {
      add(counts[cell], expected);
    } else {
      mergedCount += counts[cell];
      mergedExpected += expected;
    }
  }
  if (mergedExpected > 0) add(mergedCount, mergedExpected);
  else if (mergedCount > 0) statistic = Number.POSITIVE_INFINITY;
  const degreesOfFreedom = Math.max(0, cells - 1);
  return { statistic, degreesOfFreedom, pValue: chiSquarePValue(statistic, degreesOfFreedom), cells };
}

/** Chance of a statistic at least this large. Statistics of independent tests add up, and so do their degrees of freedom. */
export function chiSquarePValue(statistic: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0 || statistic === Number.POSITIVE_INFINITY) return statistic > 1e-9 ? 0 : 1;
  return upperGamma(degreesOfFreedom / 2, statistic / 2);
}

/** Regularised upper incomplete gamma function Q(a, x). Worked: Q(0.5, 2) = 0.0455, Q(1, x) = e^−x. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  return x < a + 1 ? 1 - front * seriesOf(a, x) : front * fractionOf(a, x);
}

function seriesOf(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = a + 1; Math.abs(term) > Math.abs(sum) * 1e-15; n++) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

/** Lentz's method. */
function fractionOf(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/** ln Γ(x) for x > 0, Lanczos' approximation (g = 7, nine terms). */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const y = x - 1;
  const sum = terms.reduce((total, term, at) => total + term / (y + at + 1), 0.99999999999980993);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}
