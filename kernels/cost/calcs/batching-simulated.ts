/**
 * Numbers that no formula gives: the figure's first scene, run to its end by each policy on the running example. They
 * belong to the scene and not to the Setup.
 */
import { batchingParams, batchingPresets, GUIDED_PROMISES, type LaneId } from '../../serving/batching/params';
import { createPolicyRun } from '../../serving/batching/policy-run';
import { type ServingMetrics, servingMetrics } from '../../serving/metrics/metrics';
import type { IterationRecord } from '../../serving/request';
import { SEGMENT_KINDS, timelineOf } from '../../serving/timeline/timeline';
import { defaultParams } from '../../simulator';
import type { CalcDefinition, CalcTerm } from '../calc';
import { RUNNING_EXAMPLE } from '../running-example';
import { term } from './term';

const { guided } = batchingPresets;
const params = { ...defaultParams(batchingParams), ...guided.params };

interface Scene {
  readonly metrics: ServingMetrics;
  /** Of the time for which places in a batch are taken, the share in which their request is read or written. */
  readonly busyPlaces: number;
}

const scenes = new Map<LaneId, Scene>();

/** The scene under a policy; each is run once. */
export function guidedScene(policy: LaneId): Scene {
  const known = scenes.get(policy);
  if (known) return known;
  const run = createPolicyRun(policy, { params, seed: guided.seed, setup: RUNNING_EXAMPLE });
  const iterations: IterationRecord[] = [];
  for (let record = run.step(); record; record = run.step()) iterations.push(record);
  const records = run.records();
  const timeline = timelineOf(records, iterations, { wholeBatches: policy === 'static' });
  const spent = (kind: (typeof SEGMENT_KINDS)[number]) =>
    Array.from(timeline.kinds).reduce(
      (sum, of, at) => sum + (SEGMENT_KINDS[of] === kind ? timeline.to[at] - timeline.from[at] : 0),
      0,
    );
  const busy = spent('prefill') + spent('decode');
  const scene = {
    metrics: servingMetrics(records, GUIDED_PROMISES, run, run.blocks),
    busyPlaces: busy / (busy + spent('held')),
  };
  scenes.set(policy, scene);
  return scene;
}

const terms = (): CalcTerm[] => [
  term('R', Number(params.requests), 'requests'),
  term('\\lambda^{-1}', 1 / Number(params.arrivalsPerSecond), 'seconds'),
  term('N', Number(params.poolTokens), 'tokens'),
  term('\\mathrm{seed}', guided.seed, 'count'),
];

const median =
  (policy: LaneId, of: 'ttft' | 'tpot'): CalcDefinition =>
  () => ({
    value: guidedScene(policy).metrics[of].p50,
    unit: 'seconds',
    axis: 'latency',
    digits: 2,
    formula: `\\operatorname{median}_i \\latency{\\mathrm{${of.toUpperCase()}}_i}`,
    terms: terms(),
  });

const kept =
  (policy: LaneId): CalcDefinition =>
  () => {
    const { attainment, requests } = guidedScene(policy).metrics;
    return {
      value: Math.round(attainment * requests),
      unit: 'count',
      axis: 'latency',
      formula:
        '\\left|\\{\\, i : \\latency{\\mathrm{TTFT}_i} \\le \\tau_1 \\wedge \\latency{\\mathrm{TPOT}_i} \\le \\tau_2 \\,\\}\\right|',
      terms: [
        term('\\tau_1', GUIDED_PROMISES.ttftSeconds, 'seconds'),
        term('\\tau_2', GUIDED_PROMISES.tpotSeconds, 'seconds'),
        ...terms(),
      ],
    };
  };

export const batchingSimulatedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'batching.requests': () => ({ value: Number(params.requests), unit: 'requests', formula: 'R', terms: [] }),
  'batching.staticBusyPlaces': () => ({
    value: guidedScene('static').busyPlaces,
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula:
      '\\dfrac{\\sum \\text{read or written}}{\\sum \\text{read or written} + \\sum \\text{done, place taken}}',
    terms: terms(),
  }),
  'batching.staticTtft': median('static', 'ttft'),
  'batching.orcaTtft': median('orca', 'ttft'),
  'batching.v0Tpot': median('vllm-v0', 'tpot'),
  'batching.chunkedTpot': median('sarathi', 'tpot'),
  'batching.staticKept': kept('static'),
  'batching.orcaKept': kept('orca'),
  'batching.v1Kept': kept('vllm-v1'),
  'batching.apartKept': kept('disaggregated'),
};
