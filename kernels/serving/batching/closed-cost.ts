/**
 * The step cost of Vidur's closed model: a roofline over the whole model, and a fixed time. No knee, no communication.
 * Source: the formula the recorded traces state; kernels/serving/step-time is the calibrated one.
 */
import type { BatchCost } from './run';

export interface ClosedModel {
  /** Parameters, layers, width. */
  readonly P: number;
  readonly L: number;
  readonly H: number;
  readonly kv_bytes: number;
  readonly weight_bytes: number;
  /** Operations and bytes per second. */
  readonly flops: number;
  readonly bw: number;
  /** Seconds added to every iteration. */
  readonly t0: number;
}

/** max(operations / flops, bytes / bw) + t0, for a batch of n new tokens after c each. */
export function closedCost({ P, L, H, kv_bytes, weight_bytes, flops, bw, t0 }: ClosedModel): BatchCost {
  return ({ size, tokens, contexts }) => {
    let newTokens = 0;
    let pairs = 0;
    let cached = 0;
    for (let at = 0; at < size; at++) {
      const n = tokens[at];
      const c = contexts[at];
      newTokens += n;
      pairs += n * c + (n * (n + 1)) / 2;
      cached += n + c;
    }
    const operations = 2 * P * newTokens + 4 * L * H * pairs;
    return Math.max(operations / flops, (weight_bytes + kv_bytes * cached) / bw) + t0;
  };
}
