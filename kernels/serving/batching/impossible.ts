/** Which requests a server can never serve, said before it runs. */
import type { Demand, PolicyId, ServerConfig } from '../schedulers/scheduler';

export type Impossible = 'pool' | 'batchTokens' | 'modelLength';

/**
 * Why a request can never end: its sequence, or what is reserved for it, needs more blocks than there are (`pool`), or
 * its prompt is longer than a prefill batch of vLLM V0 (`batchTokens`), or together with its answer it is longer than
 * the server takes (`modelLength`). A sequence may outgrow its reservation, as in the recorded traces: only the whole
 * pool bounds it.
 * Worked: 100 blocks of 16 and 64 tokens reserved each: 5,000 of prompt and 10 of answer need 314 blocks, so 'pool'.
 */
export function impossibleReason(policy: PolicyId, config: ServerConfig, request: Demand): Impossible | null {
  const { blocks, blockTokens, watermark, maxTokens, maxTokensInBatch } = config;
  const tokens = request.promptTokens + request.outputTokens;
  if (config.longestTokens !== undefined && tokens > config.longestTokens) return 'modelLength';
  // The last token of an answer is never written to the cache.
  const needed = Math.ceil((tokens - 1) / blockTokens);
  if (policy === 'static' || policy === 'orca') {
    return Math.max(Math.floor(maxTokens / blockTokens), needed) > blocks ? 'pool' : null;
  }
  // A sequence that starts over is admitted again, whole.
  if (needed > blocks - Math.floor(watermark * blocks)) return 'pool';
  return policy === 'vllm-v0' && request.promptTokens > maxTokensInBatch ? 'batchTokens' : null;
}
