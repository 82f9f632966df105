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

export interface HitRateCurve {
  /** From the smallest memory that holds every request alone to one that hardly ever evicts. */
  readonly sizes: readonly number[];
  /** Hit rates of the whole run with that much memory. */
  point(poolTokens: number): CurvePoint;
}

const CURVE_POINTS = 14;

/** The hit rate over the size of the memory, a point at a time, so that a page can take a breath in between. */
export function hitRateCurve(params: ParamValues, seed: number): HitRateCurve {
  const setup = prefixSetup(params);
  const { requests } = planOf(setup, seed);
  const lengths = requests.map(({ prompt, output }) => prompt.length + output.length);
  const round = (tokens: number) => Math.ceil(tokens / setup.blockTokens) * setup.blockTokens;
  const least = round(Math.max(...lengths));
  const most = Math.max(2 * least, round(lengths.reduce((sum, length) => sum + length, 0) / 2));
  const sizes = Array.from({ length: CURVE_POINTS }, (_, at) =>
    round(least * (most / least) ** (at / (CURVE_POINTS - 1))),
  );
  return {
    sizes: [...new Set(sizes)],
    point(poolTokens) {
      const { hash, radix } = runWith({ ...setup, poolTokens }, requests);
      return { poolTokens, hash: hash.hitRate, radix: radix.hitRate };
    },
  };
}
