import { createRandom } from '@/kernels/numbers/random';
import type { VllmRequest } from '@/kernels/serving/schedulers/vllm/request';
import type { VllmRun } from '@/kernels/serving/schedulers/vllm/scheduler';

/** A small run of its own for every seed: tight pools, shared beginnings, all settings. Every request can finish. */
export function randomRun(seed: number): VllmRun & { requests: readonly VllmRequest[] } {
  const random = createRandom(seed * 2654435761);
  const chance = (share: number) => random.uniform() < share;
  const block_size = random.pick([1, 2, 4, 8]);
  const spec_method = random.pick([null, null, 'ngram', 'eagle'] as const);
  const spec_k = spec_method ? random.integer(1, 4) : 0;
  const beginnings = Array.from({ length: 2 }, () => Array.from({ length: 12 }, () => random.integer(0, 30)));
  const requests: VllmRequest[] = Array.from({ length: random.integer(3, 9) }, (_, i) => {
    const own = Array.from({ length: random.integer(1, 10) }, () => random.integer(0, 30));
    const arrive = random.integer(0, 12);
    return {
      id: `r${i}`,
      arrive,
      arrival_time: chance(0.3) ? 0 : i,
      priority: random.integer(0, 2),
      prompt: chance(0.1) ? own.length : [...random.pick(beginnings).slice(0, random.integer(0, 12)), ...own],
      output: chance(0.2) ? undefined : Array.from({ length: 5 }, () => random.integer(0, 30)),
      max_tokens: random.integer(1, 12),
      salt: random.pick([null, null, 'a', 'b']),
      abort: chance(0.15) ? arrive + random.integer(0, 10) : undefined,
      accept: Array.from({ length: 3 }, () => random.integer(0, spec_k)),
    };
  });
  const longest = 22 + 12 + 2 * spec_k;
  return {
    num_blocks: 1 + Math.ceil(longest / block_size) + random.integer(0, Math.ceil(30 / block_size)),
    block_size,
    max_num_seqs: random.integer(1, 6),
    max_num_batched_tokens: random.integer(24, 40) - (chance(0.5) ? 18 : 0),
    max_model_len: random.pick([30, 64]),
    long_prefill_token_threshold: random.pick([0, 0, 6]),
    enable_prefix_caching: chance(0.8),
    enable_chunked_prefill: true,
    policy: random.pick(['fcfs', 'priority'] as const),
    watermark: random.pick([0, 0, 0.1]),
    // Without it two half-read prompts can push each other out for ever, as in vLLM.
    reserve_full_isl: true,
    spec_method,
    spec_k,
    requests,
    reset_prefix_cache_at: [random.integer(0, 30)],
  };
}
