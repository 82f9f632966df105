/**
 * vLLM V1's scheduler (kernels/serving/schedulers/vllm) seen as one of several: one token budget per iteration, no
 * difference between prefill and decode, prompts in pieces, preemption by starting over. Requests that come with their
 * tokens find what others have left in the prefix cache.
 */
import {
  addItem,
  clearBatch,
  closeBatch,
  type Demand,
  emptyBatch,
  type Scheduler,
  type ServerConfig,
} from './scheduler';
import type { SavedVllmScheduler } from './vllm/save';
import { createVllmScheduler, restoreVllmScheduler } from './vllm/scheduler';

export interface SavedVllmV1 {
  readonly scheduler: SavedVllmScheduler;
  /** Request by the scheduler's own index: it counts only those that have joined. */
  readonly joined: readonly number[];
  readonly hitTokens: number;
}

export function createVllmV1(
  config: ServerConfig,
  requests: readonly Demand[],
  saved?: SavedVllmV1,
): Scheduler {
  const vllm = saved
    ? restoreVllmScheduler(saved.scheduler)
    : createVllmScheduler({
        // One block more: vLLM keeps block 0 for itself.
        num_blocks: config.blocks + 1,
        block_size: config.blockTokens,
        max_num_seqs: config.batchCap,
        max_num_batched_tokens: config.maxTokensInBatch,
        enable_prefix_caching: requests.some((request) => request.prompt !== undefined),
        watermark: config.watermark,
      });
  const joined = saved?.joined.slice() ?? [];
  const batch = emptyBatch();
  /** Answer tokens of each item's request before the batch ran. */
  const before: number[] = [];
  let waiting = saved ? vllm.waiting().length : 0;
  let hitTokens = saved?.hitTokens ?? 0;
  return {
    add(request) {
      waiting++;
      const { promptTokens, outputTokens, prompt = promptTokens, output } = requests[request];
      joined[vllm.add({ id: request, prompt, output, max_tokens: outputTokens })] = request;
    },
    schedule() {
      clearBatch(batch);
      const step = vllm.schedule();
      const { request, tokens, context } = step.batch;
      for (let at = 0; at < request.length; at++) {
        addItem(batch, joined[request[at]], tokens[at], context[at]);
        before[at] = vllm.requests[request[at]].produced;
      }
      waiting = step.waiting;
      hitTokens += step.hitTokens;
      closeBatch(batch);
      for (const at of step.preempted) batch.preempted.push(joined[at]);
      // A step without work takes no time: it is over at once.
      if (batch.size === 0) vllm.complete();
      return batch;
    },
    complete() {
      const { batch: done } = vllm.complete();
      for (let at = 0; at < batch.size; at++) {
        const state = vllm.requests[done.request[at]];
        batch.yields[at] = state.produced > before[at];
        if (state.produced === state.maxTokens) batch.finished.push(joined[done.request[at]]);
      }
    },
    get waiting() {
      return waiting;
    },
    get usedBlocks() {
      return vllm.kv.pool.size - 1 - vllm.kv.pool.freeCount;
    },
    get hitTokens() {
      return hitTokens;
    },
    save: (): SavedVllmV1 => ({ scheduler: vllm.save(), joined: joined.slice(), hitTokens }),
  };
}
