/**
 * How long prompts and answers are: log-normal, as conversations roughly are, or drawn from a table the reader brings.
 * Source: log-normal fits of ShareGPT lengths are common use; a table of one's own traffic beats any fit.
 */
import { ensure } from '../../errors';
import type { Random } from '../../numbers/random';

export interface LengthPair {
  readonly promptTokens: number;
  readonly outputTokens: number;
}

export interface LogNormalLengths {
  readonly kind: 'lognormal';
  readonly promptMean: number;
  readonly outputMean: number;
  /** Coefficient of variation of both. 0: all alike. */
  readonly spread: number;
}

export interface EmpiricalLengths {
  readonly kind: 'empirical';
  /** Pairs seen; each draw takes one, with its prompt and answer together. */
  readonly pairs: readonly LengthPair[];
}

export type Lengths = LogNormalLengths | EmpiricalLengths;

/** One request's lengths: at least one token each, and together at most `longest`; an answer is cut first. */
export function drawLengths(lengths: Lengths, longest: number, random: Random): LengthPair {
  ensure(longest >= 2, 'workload.longest', { longest });
  const drawn =
    lengths.kind === 'empirical'
      ? random.pick(lengths.pairs)
      : {
          promptTokens: logNormal(lengths.promptMean, lengths.spread, random),
          outputTokens: logNormal(lengths.outputMean, lengths.spread, random),
        };
  const promptTokens = Math.min(Math.max(1, Math.round(drawn.promptTokens)), longest - 1);
  const outputTokens = Math.min(Math.max(1, Math.round(drawn.outputTokens)), longest - promptTokens);
  return { promptTokens, outputTokens };
}

/** A log-normal variate by its own mean and coefficient of variation. */
export function logNormal(mean: number, spread: number, random: Random): number {
  ensure(mean > 0 && spread >= 0, 'workload.lengths', { mean, spread });
  const variance = Math.log(1 + spread ** 2);
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * random.normal());
}
