import { describe, expect, it } from 'vitest';
import { createRandom } from '@/kernels/numbers/random';
import { freeBlocks } from '@/kernels/serving/kv/block-pool';
import type { VllmConfig } from '@/kernels/serving/schedulers/vllm/config';
import { impossibleRequest } from '@/kernels/serving/schedulers/vllm/impossible';
import type { VllmRequest } from '@/kernels/serving/schedulers/vllm/request';
import {
  createVllmScheduler,
  restoreVllmScheduler,
  type VllmRun,
  type VllmScheduler,
} from '@/kernels/serving/schedulers/vllm/scheduler';

const tokens = (count: number, first = 0) => Array.from({ length: count }, (_, i) => first + i);
const small = { num_blocks: 12, block_size: 4, max_num_batched_tokens: 16 } as const;

function ids(scheduler: VllmScheduler): (string | number)[] {
  return scheduler.requests.filter(({ status }) => status.startsWith('FINISHED')).map(({ id }) => id);
}

describe('vLLM scheduler, by hand', () => {
  it('computes a prompt, then one token per step', () => {
    const scheduler = createVllmScheduler({
      ...small,
      requests: [{ id: 'a', prompt: tokens(9), max_tokens: 3 }],
    });
    const batches: number[][] = [];
    for (let step = scheduler.step(); step; step = scheduler.step()) batches.push([...step.batch.tokens]);
    expect(batches).toEqual([[9], [1], [1]]);
    expect(scheduler.requests[0]).toMatchObject({
      status: 'FINISHED_LENGTH_CAPPED',
      produced: 3,
      computed: 11,
    });
    // Two full blocks keep their content and wait at the back, tail first.
    expect(freeBlocks(scheduler.kv.pool)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 2, 1]);
  });

  it('computes the last block of a prompt that is all there and fills its blocks', () => {
    const scheduler = createVllmScheduler({ ...small, record: true });
    scheduler.add({ id: 'a', prompt: tokens(8), max_tokens: 1 });
    scheduler.step();
    scheduler.add({ id: 'b', prompt: tokens(8), max_tokens: 1 });
    expect(scheduler.step()).toMatchObject({ hitTokens: 4, batch: { tokens: [4], context: [4] } });
  });

  it('finds nothing of another tenant', () => {
    const scheduler = createVllmScheduler(small);
    scheduler.add({ id: 'a', prompt: tokens(9), max_tokens: 1, salt: 'x' });
    scheduler.add({ id: 'b', prompt: tokens(9), max_tokens: 1, salt: 'y' });
    scheduler.add({ id: 'c', prompt: tokens(9), max_tokens: 1, salt: 'x' });
    let hits = 0;
    for (let step = scheduler.step(); step; step = scheduler.step()) hits += step.hitTokens;
    expect(hits).toBe(8);
  });

  it('says why a block was evicted', () => {
    const scheduler = createVllmScheduler({ ...small, num_blocks: 5, record: true });
    scheduler.add({ id: 'first', prompt: tokens(8), max_tokens: 1 });
    scheduler.step();
    scheduler.add({ id: 'second', prompt: tokens(12, 100), max_tokens: 1 });
    const evictions = scheduler.step()!.events!.filter(({ kind }) => kind === 'evict');
    // Blocks 3 and 4 were never used; then the tail of the first goes before its head.
    expect(evictions).toEqual([
      { kind: 'evict', block: 2, owner: 1, lastOwner: 0, freedStep: 0, freedBy: 'finish' },
    ]);
  });

  it('reports a request that can never fit before the run, and leaves it out when asked to', () => {
    const huge = { id: 'huge', prompt: tokens(60), max_tokens: 2 };
    expect(impossibleRequest(small, huge)).toEqual({ reason: 'pool', needed: 16, available: 11 });
    expect(impossibleRequest({ ...small, max_model_len: 60 }, huge)?.reason).toBe('modelLength');
    expect(impossibleRequest({ ...small, num_blocks: 99, enable_chunked_prefill: false }, huge)).toEqual({
      reason: 'batchTokens',
      needed: 60,
      available: 16,
    });
    const behind = { id: 'behind', prompt: tokens(4), max_tokens: 1 };
    const refused = createVllmScheduler({ ...small, requests: [huge, behind], refuse_impossible: true });
    while (refused.step());
    expect(refused.requests.map(({ status }) => status)).toEqual(['IMPOSSIBLE', 'FINISHED_LENGTH_CAPPED']);
    // vLLM itself lets it block the queue for ever.
    const faithful = createVllmScheduler({ ...small, requests: [huge, behind] });
    faithful.step();
    expect(faithful.isStuck()).toBe(true);
    expect(faithful.waiting().map(({ id }) => id)).toEqual(['huge', 'behind']);
    expect(restoreVllmScheduler(faithful.save()).isStuck()).toBe(true);
  });

  it('lets an abort free blocks, and resets the cache only when none is in use', () => {
    const scheduler = createVllmScheduler(small);
    scheduler.add({ id: 1, prompt: tokens(9), max_tokens: 9 });
    scheduler.step();
    expect(scheduler.resetPrefixCache()).toBe(false);
    expect(scheduler.abort(1)).toBe(true);
    expect(scheduler.abort(1)).toBe(false);
    expect(scheduler.abort('nobody')).toBe(false);
    expect(scheduler.kv.byKey.size).toBe(2);
    expect(scheduler.resetPrefixCache()).toBe(true);
    expect(scheduler.kv.byKey.size).toBe(0);
    expect(scheduler.isDone()).toBe(true);
    expect(scheduler.step()).toBeNull();
  });

  it('passes over a prompt too long for one piece in v0.9.2, and stops at it today', () => {
    const run: VllmRun = {
      ...small,
      enable_chunked_prefill: false,
      requests: [
        { id: 'long', prompt: tokens(17), max_tokens: 1 },
        { id: 'short', prompt: tokens(4), max_tokens: 1 },
      ],
    };
    const old = createVllmScheduler({ ...run, version: 'v0.9.2' });
    const now = createVllmScheduler(run);
    old.step();
    now.step();
    expect([ids(old), ids(now)]).toEqual([['short'], []]);
    expect(old.waiting().map(({ id }) => id)).toEqual(['long']);
  });

  it('refuses settings, requests and saved states that mean nothing', () => {
    expect(() => createVllmScheduler({ num_blocks: 1 })).toThrow('serving.vllmConfig');
    expect(() => createVllmScheduler({ num_blocks: 9, policy: 'lifo' as 'fcfs' })).toThrow('policy');
    expect(() => createVllmScheduler({ num_blocks: 9, block_size: 0.5 })).toThrow('block_size');
    const scheduler = createVllmScheduler(small);
    expect(() => scheduler.add({ id: 1, prompt: [], max_tokens: 1 })).toThrow('serving.vllmRequest');
    expect(() => scheduler.add({ id: 1, prompt: 4, max_tokens: 0 })).toThrow('serving.vllmRequest');
    scheduler.add({ id: 1, prompt: 4, max_tokens: 1 });
    expect(() => scheduler.add({ id: 1, prompt: 4, max_tokens: 1 })).toThrow('serving.requestTwice');
    expect(() => scheduler.complete()).toThrow('serving.stepNotOpen');
    scheduler.schedule();
    expect(() => scheduler.save()).toThrow('serving.stepOpen');
    expect(() => restoreVllmScheduler({} as never)).toThrow('serving.savedState');
  });
});

describe('requests that can never finish', () => {
  /** Alone on an empty pool, as the scheduler itself decides. */
  const finishes = (config: VllmConfig, request: VllmRequest) => {
    const scheduler = createVllmScheduler({ ...config, requests: [request] });
    for (let at = 0; at < 400 && scheduler.step() && !scheduler.isStuck(); at++);
    return scheduler.isDone();
  };

  it('are told apart from the others before the run, on 6,000 single requests, with drafts and without', () => {
    const impossible = { null: 0, ngram: 0, eagle: 0 };
    const tight = { null: 0, ngram: 0, eagle: 0 };
    for (let seed = 0; seed < 6000; seed++) {
      const random = createRandom(seed);
      const block_size = random.integer(1, 6);
      const spec_k = random.integer(1, 4);
      const spec_method = random.pick([null, 'ngram', 'eagle'] as const);
      const request = {
        id: 'x',
        prompt: tokens(random.integer(1, 40)),
        max_tokens: random.integer(1, 20),
        accept: Array.from({ length: 3 }, () => random.integer(0, spec_k)),
      };
      const config = {
        num_blocks: random.integer(2, 14),
        block_size,
        max_num_batched_tokens: random.integer(1, 50),
        enable_chunked_prefill: random.uniform() < 0.5,
        enable_prefix_caching: random.uniform() < 0.5,
        long_prefill_token_threshold: random.pick([0, 0, 7]),
        reserve_full_isl: random.uniform() < 0.7,
        version: random.pick(['v1', 'v0.9.2'] as const),
        max_model_len: random.pick([42, 48]),
        watermark: random.pick([0, 0.3]),
        spec_method,
        spec_k: spec_method ? spec_k : 0,
      };
      const said = impossibleRequest(config, request);
      expect(finishes(config, request), `seed ${seed}: ${JSON.stringify({ said, config })}`).toBe(
        said === null,
      );
      const room = (config.num_blocks - 1) * block_size;
      const end = Math.min(request.prompt.length + request.max_tokens, config.max_model_len) - 1;
      if (said) impossible[`${spec_method}`]++;
      else if (end + spec_k > room) tight[`${spec_method}`]++;
    }
    // The traffic is worth the name: many of both, and many that end only because drafts are given up.
    for (const count of Object.values(impossible)) expect(count).toBeGreaterThan(500);
    expect(tight.ngram).toBeGreaterThan(20);
  });

  it('a sequence whose drafts do not fit comes to its end without them', () => {
    const config = { num_blocks: 4, block_size: 5, spec_method: 'ngram', spec_k: 3 } as const;
    const request = { id: 'x', prompt: tokens(10), max_tokens: 5 };
    expect(impossibleRequest(config, request)).toBeNull();
    expect(finishes(config, request)).toBe(true);
    // Read in one piece, what it has grown to fits no batch any more.
    const whole = { ...config, enable_chunked_prefill: false, enable_prefix_caching: false };
    expect(impossibleRequest({ ...whole, max_num_batched_tokens: 12 }, request)).toEqual({
      reason: 'batchTokens',
      needed: 13,
      available: 12,
    });
    expect(finishes({ ...whole, max_num_batched_tokens: 12 }, request)).toBe(false);
    expect(impossibleRequest({ ...whole, max_num_batched_tokens: 14 }, request)).toBeNull();
  });
});
