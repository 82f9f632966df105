/** Whole runs in a few numbers, and the hit rate over the size of the memory. No state is kept in between. */
import type { ParamValues } from '../../simulator';
import type { ContentRequest } from '../workload/shared-prefix';
import { HashLane } from './hash-lane';
import type { LaneCounts, PrefixLaneId } from './lane';
import { type PrefixSetup, prefixSetup } from './params';
import { planFor, planOf } from './plan';
import { RadixLane } from './radix-lane';
import { hitRateOf } from './simulator';

export type PrefixSummary = Readonly<Record<PrefixLaneId, LaneCounts & { readonly hitRate: number }>> & {
  readonly refused: number;
};

/** Runs the traffic to its end in both caches. */
export function summarizePrefix(params: ParamValues, seed: number): PrefixSummary {
  const setup = prefixSetup(params);
  return runWith(setup, planOf(setup, seed).requests);
}

function runWith(setup: PrefixSetup, requests: readonly ContentRequest[]): PrefixSummary {
  const { events, refused } = planFor(setup, requests);
  const hash = new HashLane(setup, requests);
  const radix = new RadixLane(setup);
  for (const { kind, request } of events) {
    hash[kind](requests[request]);
    radix[kind](requests[request]);
  }
  const of = (counts: LaneCounts) => ({ ...counts, hitRate: hitRateOf(counts) });
  return { hash: of(hash.counts), radix: of(radix.counts), refused: refused.length };
}

export interface CurvePoint {
  readonly poolTokens: number;
  readonly hash: number;
  readonly radix: number;
}

/** Sizes of a curve: from the smallest memory that holds every request alone to one that never evicts. */
export function curveSizes(params: ParamValues, seed: number, count = 14): number[] {
  const setup = prefixSetup(params);
  const { requests } = planOf(setup, seed);
  const lengths = requests.map(({ prompt, output }) => prompt.length + output.length);
  const round = (tokens: number) => Math.ceil(tokens / setup.blockTokens) * setup.blockTokens;
  const least = round(Math.max(...lengths));
  const most = Math.max(2 * least, round(lengths.reduce((sum, length) => sum + length, 0) / 2));
  const sizes = Array.from({ length: count }, (_, at) => round(least * (most / least) ** (at / (count - 1))));
  return [...new Set(sizes)];
}

/** Hit rates of the whole run with that much memory. */
export function curvePoint(params: ParamValues, seed: number, poolTokens: number): CurvePoint {
  const setup = { ...prefixSetup(params), poolTokens };
  const { hash, radix } = runWith(setup, planOf(setup, seed).requests);
  return { poolTokens, hash: hash.hitRate, radix: radix.hitRate };
}
