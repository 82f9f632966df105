/** What vLLM's own scheduler does with the crowded preset of the chapter on paging, run to its last answer. */
import { createInsideRun, type InsideOptions, type InsideTotals } from '../../serving/paging/inside';
import { pagingPresets, pagingSetup } from '../../serving/paging/params';
import { makeTraffic } from '../../serving/paging/workload';
import type { CalcDefinition } from '../calc';

const { params, seed } = pagingPresets.crowded;
const setup = pagingSetup(params);
const STRIDE = 256;
const runs = new Map<InsideOptions['freeOrder'], InsideTotals>();

function totalsOf(freeOrder: InsideOptions['freeOrder']): InsideTotals {
  const known = runs.get(freeOrder);
  if (known) return known;
  const run = createInsideRun(setup, makeTraffic(setup, seed), { freeOrder, caching: true });
  while (!run.done) run.seek(run.step + STRIDE);
  runs.set(freeOrder, run.totals);
  return run.totals;
}

const total =
  (
    name: keyof InsideTotals,
    freeOrder: InsideOptions['freeOrder'],
    unit: 'tokens' | 'count',
  ): CalcDefinition =>
  () => ({
    value: totalsOf(freeOrder)[name],
    unit,
    formula: unit === 'tokens' ? '\\sum_t h_t' : '\\sum_t e_t',
    terms: [
      { symbol: 'N', value: setup.poolTokens, unit: 'tokens' },
      { symbol: 'B', value: setup.blockTokens, unit: 'tokens' },
      { symbol: 'R', value: setup.requests, unit: 'requests' },
      { symbol: '\\mathrm{seed}', value: seed, unit: 'count' },
    ],
  });

export const engineCalcs: Readonly<Record<string, CalcDefinition>> = {
  'paging.foundAgain': total('hitTokens', 'v1', 'tokens'),
  'paging.foundAgainThen': total('hitTokens', 'v0.9.2', 'tokens'),
  'paging.evictionsNow': total('evictions', 'v1', 'count'),
  'paging.evictionsThen': total('evictions', 'v0.9.2', 'count'),
};
