/**
 * When requests come. `poisson`: independently, at a steady rate. `bursty`: the gaps' coefficient of variation is
 * larger than one (gamma-distributed gaps), so that they come in crowds and leave silences. `uniform`: like clockwork.
 * The mean rate is the same in all three.
 * Source: gamma arrivals with a coefficient of variation as in vLLM's benchmark (`--burstiness`) and in Wang et al.
 * 2024, BurstGPT (arXiv 2401.17644).
 */
import { ensure } from '../../errors';
import type { Random } from '../../numbers/random';

export const ARRIVAL_KINDS = ['poisson', 'bursty', 'uniform'] as const;
export type ArrivalKind = (typeof ARRIVAL_KINDS)[number];

export interface Arrivals {
  readonly kind: ArrivalKind;
  readonly perSecond: number;
  /** Coefficient of variation of the gaps, for `bursty`. 1 is Poisson. */
  readonly variation?: number;
}

/** Arrival times in seconds, ascending; the first at 0. */
export function arrivalTimes(
  { kind, perSecond, variation = 3 }: Arrivals,
  count: number,
  random: Random,
): number[] {
  ensure(perSecond > 0, 'workload.rate', { perSecond });
  ensure(variation > 0, 'workload.variation', { variation });
  const shape = 1 / variation ** 2;
  const gap = () => {
    if (kind === 'uniform') return 1 / perSecond;
    if (kind === 'poisson') return random.exponential(1 / perSecond);
    return gamma(shape, random) / shape / perSecond;
  };
  let time = 0;
  return Array.from({ length: count }, (_, at) => {
    if (at > 0) time += gap();
    return time;
  });
}

/** A gamma variate of mean `shape` (Marsaglia and Tsang 2000; below one by the usual boost). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
