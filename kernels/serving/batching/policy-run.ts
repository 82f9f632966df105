/**
 * A run of one policy on the reader's Setup: the same requests for all, times by the calibrated step-time model.
 * Prefill and decode apart means two such servers, so twice the devices: compare what it serves per device.
 */
import { kvCacheBytes } from '../../cost/bytes';
import { modelOf, type Setup } from '../../cost/setup';
import { ensure } from '../../errors';
import type { ParamValues } from '../../simulator';
import type { ServingRequest } from '../request';
import { setupStepTime } from '../step-time/setup-step-time';
import type { StepCost, StepItem, StepTime } from '../step-time/step-time';
import type { LengthPair } from '../workload/lengths';
import { createDisaggregatedRun } from './disaggregated';
import { batchingRequests, type LaneId, longestTokens, serverConfig } from './params';
import { type BatchCost, createRun, type SavedRun, type ServingRun } from './run';

export interface RunSettings {
  /** Of `batchingParams`. */
  readonly params: ParamValues;
  readonly seed: number;
  readonly setup: Setup;
  /** The reader's own requests, in place of made ones. */
  readonly trace?: readonly ServingRequest[];
  /** Or the reader's own lengths, to draw from. */
  readonly lengths?: readonly LengthPair[];
}

export interface PolicyRun extends ServingRun {
  readonly requests: readonly ServingRequest[];
  /** Blocks of the pool; 0 where none is modelled. */
  readonly blocks: number;
  /** What an iteration costs, and what bounds it. */
  cost(items: readonly StepItem[]): StepCost;
}

/** A run at its beginning, or where a saved one stood. Throws the errors of the catalogue and of the step-time model. */
export function createPolicyRun(policy: LaneId, settings: RunSettings, saved?: SavedRun): PolicyRun {
  const { params, setup } = settings;
  const requests = settings.trace ?? batchingRequests(params, settings.seed, settings.lengths);
  const cost = setupStepTime(setup);
  if (policy !== 'disaggregated') {
    const config = serverConfig(params, policy);
    const run = createRun({ policy, config, requests, cost: batchCost(cost, requests) }, saved);
    return withDetails(run, requests, config.blocks, cost);
  }
  const bytesPerSecond = Number(params.linkGBPerSecond) * 1e9;
  ensure(bytesPerSecond > 0, 'serving.link', { bytesPerSecond });
  const tokenBytes = kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat });
  const run = createDisaggregatedRun(
    {
      requests,
      prefillWorkers: 1,
      decodeWorkers: 1,
      prefillTokens: Math.max(2048, longestTokens(params)),
      decodeSequences: Number(params.maxBatch),
      decodeTokens: Number(params.poolTokens),
      longestTokens: longestTokens(params),
      prefillSeconds: (prompts) =>
        cost(prompts.map((newTokens) => ({ newTokens, contextTokens: 0, kind: 'prefill' }))).seconds,
      decodeSeconds: (contexts) =>
        cost(contexts.map((contextTokens) => ({ newTokens: 1, contextTokens, kind: 'decode' }))).seconds,
      transferSeconds: (promptTokens) => (promptTokens * tokenBytes) / bytesPerSecond,
    },
    saved,
  );
  return withDetails(run, requests, 0, cost);
}

/** The getters of the run must stay getters: its prototype, not a copy. */
function withDetails(
  run: ServingRun,
  requests: readonly ServingRequest[],
  blocks: number,
  cost: StepTime,
): PolicyRun {
  return Object.create(run, {
    requests: { value: requests, enumerable: true },
    blocks: { value: blocks, enumerable: true },
    cost: { value: cost, enumerable: true },
  }) as PolicyRun;
}

/** The same step cost over a batch's arrays: the items are made once and filled anew, as millions pass. */
function batchCost(cost: StepTime, requests: readonly ServingRequest[]): BatchCost {
  const pool: { newTokens: number; contextTokens: number; kind: 'prefill' | 'decode' }[] = [];
  const items: StepItem[] = [];
  return ({ size, requests: ids, tokens, contexts }) => {
    while (pool.length < size) pool.push({ newTokens: 0, contextTokens: 0, kind: 'decode' });
    while (items.length < size) items.push(pool[items.length]);
    items.length = size;
    for (let at = 0; at < size; at++) {
      const item = pool[at];
      item.newTokens = tokens[at];
      item.contextTokens = contexts[at];
      item.kind = tokens[at] > 1 || contexts[at] < requests[ids[at]].promptTokens ? 'prefill' : 'decode';
    }
    return cost(items).seconds;
  };
}
