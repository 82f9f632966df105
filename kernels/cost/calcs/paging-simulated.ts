/**
 * Numbers of the chapter on paging that no formula gives: the simulator itself is run, headless, on the preset the
 * page shows, to the last answer. Averages are over the steps in which somebody waits.
 * They belong to the preset and not to the Setup: only the size of a token's cache does, which the simulator fixes.
 */
import type { AllocatorId } from '../../serving/paging/allocator';
import { BYTES_PER_TOKEN, pagingPresets, pagingSetup, STEPS_PER_SECOND } from '../../serving/paging/params';
import { type RunSummary, summarizeRun } from '../../serving/paging/summary';
import { makeTraffic } from '../../serving/paging/workload';
import type { CalcDefinition, CalcTerm } from '../calc';

const CROWDED = pagingPresets.crowded;
/** A pool that is never full under this traffic. */
const ROOMY_POOL_TOKENS = 98_304;

type Change = Readonly<Record<string, number>>;

/** A run takes about a tenth of a second, and a page asks for its numbers many times: each run is kept. */
const runs = new Map<string, Readonly<Record<AllocatorId, RunSummary>>>();

/** The crowded preset with some dials turned, run to its end. */
export function crowdedRun(change: Change = {}): Readonly<Record<AllocatorId, RunSummary>> {
  const key = JSON.stringify(change);
  const known = runs.get(key);
  if (known) return known;
  const summary = summarizeRun({ ...CROWDED.params, ...change }, CROWDED.seed);
  runs.set(key, summary);
  return summary;
}

const setup = pagingSetup(CROWDED.params);

/** What went into a run. */
function runTerms(change: Change): CalcTerm[] {
  const { poolTokens, maxModelTokens, blockTokens, requests } = { ...setup, ...change };
  return [
    { symbol: 'N', value: poolTokens, unit: 'tokens' },
    { symbol: 'M', value: maxModelTokens, unit: 'tokens' },
    { symbol: 'B', value: blockTokens, unit: 'tokens' },
    { symbol: 'R', value: requests, unit: 'requests' },
    { symbol: '\\mathrm{seed}', value: CROWDED.seed, unit: 'count' },
  ];
}

/** Tokens stored over tokens' worth of memory handed out, both summed over steps. */
const usedShare =
  (lane: AllocatorId, change: Change = {}): CalcDefinition =>
  () => ({
    value: crowdedRun(change)[lane].usedShare,
    unit: 'percent',
    axis: 'memory',
    formula: 'u = \\dfrac{\\sum_t \\memory{n_t}}{\\sum_t \\memory{h_t}}',
    terms: runTerms(change),
  });

const mostRunning =
  (lane: AllocatorId): CalcDefinition =>
  () => ({
    value: crowdedRun()[lane].mostRunning,
    unit: 'count',
    formula: '\\max_t r_t',
    terms: runTerms({}),
  });

const preemptions =
  (lane: AllocatorId, change: Change = {}): CalcDefinition =>
  () => ({
    value: crowdedRun(change)[lane].preemptions,
    unit: 'count',
    formula: '\\sum_t p_t',
    terms: runTerms(change),
  });

/** How much later the last answer is finished than with pages. */
const finishedAfterPages =
  (lane: AllocatorId, change: Change = {}): CalcDefinition =>
  () => {
    const lastSeconds = crowdedRun(change)[lane].finishedSeconds;
    const pagedSeconds = crowdedRun().paged.finishedSeconds;
    return {
      value: lastSeconds / pagedSeconds,
      unit: 'ratio',
      axis: 'latency',
      formula: '\\dfrac{\\latency{t}}{\\latency{t_{\\mathrm{pages}}}}',
      terms: [
        { symbol: 't', value: lastSeconds, unit: 'seconds' },
        { symbol: 't_{\\mathrm{pages}}', value: pagedSeconds, unit: 'seconds' },
      ],
    };
  };

/** Average share of the whole pool in holes that the head of the queue cannot use. */
const growHoles: CalcDefinition = () => ({
  value: crowdedRun().grow.externalShare,
  unit: 'percent',
  axis: 'memory',
  formula: 'e = \\dfrac{\\sum_t \\memory{f_t}}{T \\cdot N}',
  terms: runTerms({}),
});

/** The first estimate of what a reservation holds: a whole prompt and, on average, half an answer. */
const shareEstimate: CalcDefinition = () => {
  const { promptTokens, outputTokens, maxModelTokens } = setup;
  return {
    value: (promptTokens + outputTokens / 2) / maxModelTokens,
    unit: 'percent',
    axis: 'memory',
    formula: 'u \\approx \\dfrac{\\memory{\\bar p + \\bar o / 2}}{\\memory{M}}',
    terms: [
      { symbol: '\\bar p', value: promptTokens, unit: 'tokens' },
      { symbol: '\\bar o', value: outputTokens, unit: 'tokens' },
      { symbol: 'M', value: maxModelTokens, unit: 'tokens' },
    ],
  };
};

/** The estimate with each request weighted by how long it stays: long answers are met more often. */
const weightedEstimate: CalcDefinition = () => {
  const traffic = makeTraffic(setup, CROWDED.seed);
  const sum = (of: (request: (typeof traffic)[number]) => number) =>
    traffic.reduce((total, request) => total + of(request), 0);
  const stays = sum(({ outputTokens }) => outputTokens);
  const stored = sum(({ promptTokens, outputTokens }) => outputTokens * (promptTokens + outputTokens / 2));
  return {
    value: stored / stays / setup.maxModelTokens,
    unit: 'percent',
    axis: 'memory',
    formula: 'u \\approx \\dfrac{\\sum_i o_i\\,\\memory{(p_i + o_i/2)}}{\\memory{M} \\sum_i o_i}',
    terms: [
      { symbol: '\\sum_i o_i', value: stays, unit: 'tokens' },
      { symbol: '\\sum_i o_i (p_i + o_i/2)', value: stored, unit: 'count' },
      { symbol: 'M', value: setup.maxModelTokens, unit: 'tokens' },
    ],
  };
};

/** The same estimate for pages: half a block is empty behind a prompt and half an answer. */
const pagedEstimate: CalcDefinition = () => {
  const { promptTokens, outputTokens, blockTokens } = setup;
  const stored = promptTokens + outputTokens / 2;
  return {
    value: stored / (stored + (blockTokens - 1) / 2),
    unit: 'percent',
    axis: 'memory',
    formula: 'u \\approx \\dfrac{\\memory{\\bar n}}{\\memory{\\bar n + (B - 1)/2}}',
    terms: [
      { symbol: '\\bar n', value: stored, unit: 'tokens' },
      { symbol: 'B', value: blockTokens, unit: 'tokens' },
    ],
  };
};

const poolBytes: CalcDefinition = () => ({
  value: setup.poolTokens * BYTES_PER_TOKEN,
  unit: 'bytes',
  axis: 'memory',
  formula: '\\memory{N \\cdot k}',
  terms: [
    { symbol: 'N', value: setup.poolTokens, unit: 'tokens' },
    { symbol: 'k', value: BYTES_PER_TOKEN, unit: 'bytesBinary', source: 'llama-3.1-70b' },
  ],
});

const stepSeconds: CalcDefinition = () => ({
  value: 1 / STEPS_PER_SECOND,
  unit: 'seconds',
  axis: 'latency',
  formula: '\\latency{\\Delta t} = 1/f',
  terms: [{ symbol: 'f', value: STEPS_PER_SECOND, unit: 'count' }],
});

/** A dial of the preset, as it stands. */
const dial =
  (symbol: string, value: number): CalcDefinition =>
  () => ({
    value,
    unit: 'tokens',
    axis: 'memory',
    formula: symbol,
    terms: [{ symbol, value, unit: 'tokens' }],
  });

export const simulatedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'paging.reservedShare': usedShare('reserve'),
  'paging.growShare': usedShare('grow'),
  'paging.pagedShare': usedShare('paged'),
  'paging.shareBlock4': usedShare('paged', { blockTokens: 4 }),
  'paging.shareBlock64': usedShare('paged', { blockTokens: 64 }),
  'paging.shareBlock256': usedShare('paged', { blockTokens: 256 }),
  'paging.growHoles': growHoles,
  'paging.shareEstimate': shareEstimate,
  'paging.weightedEstimate': weightedEstimate,
  'paging.pagedEstimate': pagedEstimate,
  'paging.reserveRunning': mostRunning('reserve'),
  'paging.growRunning': mostRunning('grow'),
  'paging.pagedRunning': mostRunning('paged'),
  'paging.growPreemptions': preemptions('grow'),
  'paging.pagedPreemptions': preemptions('paged'),
  'paging.preemptionsBlock4': preemptions('paged', { blockTokens: 4 }),
  'paging.preemptionsBlock64': preemptions('paged', { blockTokens: 64 }),
  'paging.preemptionsBlock256': preemptions('paged', { blockTokens: 256 }),
  'paging.reserveLater': finishedAfterPages('reserve'),
  'paging.roomyLater': finishedAfterPages('reserve', { poolTokens: ROOMY_POOL_TOKENS }),
  'paging.poolBytes': poolBytes,
  'paging.stepSeconds': stepSeconds,
  'paging.roomyTokens': dial('N', ROOMY_POOL_TOKENS),
  'paging.longestTokens': dial('M', setup.maxModelTokens),
};
