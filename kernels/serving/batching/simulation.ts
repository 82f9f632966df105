/**
 * `createBatchingSimulation`: a run from the configuration that the recorded traces use, step by step until done.
 * The page's simulator (simulator.ts) builds on the same run with the reader's Setup as its cost.
 */
import { BookError, ensure } from '../../errors';
import type { ServingRequest } from '../request';
import type { PolicyId, ServerConfig } from '../schedulers/scheduler';
import { type ClosedModel, closedCost } from './closed-cost';
import { createRun, type SavedRun, type ServingRun } from './run';

/** Names of the traces; `vllm` is V0, `vllm-v1` the current scheduler. */
export interface BatchingConfig {
  readonly scheduler: 'static' | 'orca' | 'vllm' | 'sarathi' | 'vllm-v1';
  readonly batch_size_cap: number;
  readonly block_size: number;
  readonly num_blocks: number;
  readonly max_tokens?: number;
  readonly max_tokens_in_batch?: number;
  readonly chunk_size?: number;
  readonly watermark?: number;
  readonly model: ClosedModel;
  /** [arrival in seconds, prompt tokens, answer tokens] */
  readonly requests: readonly (readonly [number, number, number])[];
}

/**
 * A simulation at its beginning, or where a saved one stood. `step()` runs one iteration and returns its record, null
 * once nothing is left. Ids in the records are positions in `requests`.
 */
export function createBatchingSimulation(config: BatchingConfig, saved?: SavedRun): ServingRun {
  ensure(Array.isArray(config.requests), 'serving.requests', {});
  const policy: PolicyId = config.scheduler === 'vllm' ? 'vllm-v0' : config.scheduler;
  if (!['static', 'orca', 'vllm-v0', 'sarathi', 'vllm-v1'].includes(policy)) {
    throw new BookError('serving.policy', { policy: String(config.scheduler) });
  }
  const requests: ServingRequest[] = config.requests
    .map(([arrivalSeconds, promptTokens, outputTokens], id) => ({
      id,
      arrivalSeconds,
      promptTokens,
      outputTokens,
    }))
    .sort((a, b) => a.arrivalSeconds - b.arrivalSeconds || a.id - b.id);
  const most = requests.reduce((longest, one) => Math.max(longest, one.promptTokens + one.outputTokens), 1);
  const server: ServerConfig = {
    batchCap: config.batch_size_cap,
    blockTokens: config.block_size,
    blocks: config.num_blocks,
    maxTokens: config.max_tokens ?? most,
    maxTokensInBatch: config.max_tokens_in_batch ?? Math.max(2048, most),
    chunkTokens: config.chunk_size ?? 512,
    watermark: config.watermark ?? 0,
    cutsPrompts: true,
  };
  return createRun({ policy, config: server, requests, cost: closedCost(config.model) }, saved);
}
