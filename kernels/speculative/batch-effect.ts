/**
 * Why speculation slows a busy server down: checking γ + 1 tokens per sequence is as fast as decoding one only while
 * memory bounds the step. Once the batch fills the arithmetic, every rejected guess takes time from somebody.
 * Models a round as γ steps of the draft and one of the target over the whole batch, with the step times of
 * kernels/serving/step-time. Leaves out the output layer's arithmetic for the γ guesses (it is counted once per
 * sequence), the sampling itself, and that sequences of a batch could use different lengths.
 * Source: Leviathan et al. 2023, §3.3 (arithmetic); Liu et al. 2024, arXiv 2406.14066, §3 (goodput against batch).
 */
import { ensure } from '../errors';
import type { StepTime } from '../serving/step-time/step-time';
import { expectedTokens } from './closed-forms';

export interface RoundQuery {
  readonly alpha: number;
  readonly gamma: number;
  readonly batch: number;
  readonly contextTokens: number;
  readonly target: StepTime;
  /** Step time of the draft model; or what one step of it costs as a share of a step of the target at batch 1. */
  readonly draft: StepTime | number;
}

export interface RoundTimes {
  /** One step of the target without speculation. */
  readonly plainSeconds: number;
  readonly draftSeconds: number;
  readonly verifySeconds: number;
  /** Tokens of one sequence per round. */
  readonly tokens: number;
  /** Plain time per token over the time per token with speculation: below 1, it slows down. */
  readonly speedup: number;
}

/** A round of any shape: what it yields and what it asks of the two models. */
export interface PassQuery extends Omit<RoundQuery, 'alpha' | 'gamma'> {
  /** Tokens of one sequence per round. */
  readonly tokens: number;
  /** Steps of the draft, one after the other. */
  readonly draftSteps: number;
  /** Positions that the target computes in its pass, of each sequence. */
  readonly checkedTokens: number;
}

/** The times of a round of any shape: a tree has fewer steps than nodes. */
export function passTimes(query: PassQuery): RoundTimes {
  const { tokens, draftSteps, checkedTokens, batch, contextTokens, target, draft } = query;
  ensure(Number.isInteger(batch) && batch >= 1, 'speculative.batch', { batch });
  const step = (time: StepTime, newTokens: number) =>
    time(new Array(batch).fill({ newTokens, contextTokens, kind: 'decode' })).seconds;
  const plainSeconds = step(target, 1);
  const alone = () => target([{ newTokens: 1, contextTokens, kind: 'decode' }]).seconds;
  const draftSeconds = draftSteps * (typeof draft === 'number' ? draft * alone() : step(draft, 1));
  const verifySeconds = step(target, checkedTokens);
  return {
    plainSeconds,
    draftSeconds,
    verifySeconds,
    tokens,
    speedup: (plainSeconds * tokens) / (draftSeconds + verifySeconds),
  };
}

/** The times of a round of γ guesses. With γ = 0 it is a plain step and the speedup is 1. */
export function roundTimes({ alpha, gamma, ...query }: RoundQuery): RoundTimes {
  const tokens = expectedTokens(alpha, gamma);
  return passTimes({ ...query, tokens, draftSteps: gamma, checkedTokens: gamma + 1 });
}

/** The draft length with the largest speedup at this batch, the smallest of equals; 0 where none gains. */
export function bestGammaAtBatch(query: Omit<RoundQuery, 'gamma'>, longest = 16): number {
  let best = 0;
  let most = 1;
  for (let gamma = 1; gamma <= longest; gamma++) {
    const { speedup } = roundTimes({ ...query, gamma });
    if (speedup > most) {
      best = gamma;
      most = speedup;
    }
  }
  return best;
}
