/**
 * Choosing the next token from logits: greedy, or by chance with temperature and top-p (nucleus) sampling.
 * Randomness is handed in as a uniform number, so that the same seed writes the same text everywhere.
 * Source: Holtzman et al. 2020 for top-p. Leaves out repetition penalties and beam search.
 */
import { ensure } from '../errors';
import { expBelowZero } from '../numbers/exp';

export interface SamplingOptions {
  /** Divides the logits; 0 means greedy. */
  readonly temperature?: number;
  /** Keeps the smallest set of likeliest tokens whose probabilities reach this sum; 1 keeps all. */
  readonly topP?: number;
}

/** Index of the largest logit; the first of equals. Worked: [1, 3, 3] → 1. */
export function argmax(logits: ArrayLike<number>, start = 0, count = logits.length): number {
  let best = start;
  for (let i = start + 1; i < start + count; i++) if (logits[i] > logits[best]) best = i;
  return best - start;
}

/** Probabilities of one row of logits, in fp64. */
export function softmaxRow(logits: ArrayLike<number>, temperature = 1): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) if (logits[i] > largest) largest = logits[i];
  const shares = new Float64Array(logits.length);
  let total = 0;
  const perLogit = 1 / temperature;
  for (let i = 0; i < shares.length; i++) {
    const share = expBelowZero((logits[i] - largest) * perLogit);
    shares[i] = share;
    total += share;
  }
  const scale = 1 / total;
  for (let i = 0; i < shares.length; i++) shares[i] *= scale;
  return shares;
}

/**
 * Draws one token. `uniform` is a number in [0, 1). Errors: `sampling.bad-option` {name, value}.
 * Worked: logits [0, ln 3] have shares ¼ and ¾; a uniform of 0.7 falls on token 1, whose share is counted first.
 */
export function sampleToken(
  logits: ArrayLike<number>,
  uniform: number,
  options: SamplingOptions = {},
): number {
  const { temperature, topP } = checkedOptions(options);
  if (temperature === 0) return argmax(logits);
  const shares = softmaxRow(logits, temperature);
  const order = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a] || a - b);
  let kept = 0;
  let mass = 0;
  while (kept < order.length && (kept === 0 || mass < topP)) mass += shares[order[kept++]];
  let left = uniform * mass;
  for (let i = 0; i < kept; i++) {
    left -= shares[order[i]];
    if (left < 0) return order[i];
  }
  return order[kept - 1];
}

/**
 * The distribution that `sampleToken` draws from, over the whole vocabulary: what both sides of speculative decoding
 * compare. Worked: logits [0, ln 3] at temperature 1 → [¼, ¾], with topP 0.7 → [0, 1], as at temperature 0.
 */
export function samplingDistribution(logits: ArrayLike<number>, options: SamplingOptions = {}): Float64Array {
  const { temperature, topP } = checkedOptions(options);
  if (temperature === 0) {
    const sure = new Float64Array(logits.length);
    sure[argmax(logits)] = 1;
    return sure;
  }
  const shares = softmaxRow(logits, temperature);
  if (topP === 1) return shares;
  // Tokens below this together weigh less than what may be left out, so the nucleus is found among the others.
  const least = (1 - topP) / shares.length;
  const likely: number[] = [];
  for (let token = 0; token < shares.length; token++) if (shares[token] >= least) likely.push(token);
  likely.sort((a, b) => shares[b] - shares[a] || a - b);
  let kept = 0;
  let mass = 0;
  while (kept < likely.length && (kept === 0 || mass < topP)) mass += shares[likely[kept++]];
  const nucleus = new Float64Array(shares.length);
  for (const token of likely.slice(0, kept)) nucleus[token] = shares[token] / mass;
  return nucleus;
}

function checkedOptions({ temperature = 1, topP = 1 }: SamplingOptions): Required<SamplingOptions> {
  ensure(Number.isFinite(temperature) && temperature >= 0, 'sampling.bad-option', {
    name: 'temperature',
    value: temperature,
  });
  ensure(topP > 0 && topP <= 1, 'sampling.bad-option', { name: 'topP', value: topP });
  return { temperature, topP };
}
