import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandInLog } from '../../../kernels/engines/log-args';
import { readVllmLog } from '../../../kernels/engines/vllm-log';

describe('a start-up log of vLLM', () => {
  it('of V0, by its one long sentence', () => {
    const log = [
      'INFO 03-25 21:32:47 model_runner.py:1116] Loading model weights took 14.9888 GB',
      'INFO 03-25 21:32:48 worker.py:266] the current vLLM instance can use total_gpu_memory (22.07GiB) x gpu_memory_utilization (0.90) = 19.86GiB',
      'INFO 03-25 21:32:48 worker.py:266] model weights take 14.99GiB; non_torch_memory takes 0.05GiB; PyTorch activation peak memory takes 0.22GiB; the rest of the memory reserved for KV Cache is 4.60GiB.',
      'INFO 03-25 21:32:48 executor_base.py:108] # CUDA blocks: 2356, # CPU blocks: 2048',
      'INFO 03-25 21:32:48 executor_base.py:113] Maximum concurrency for 131072 tokens per request: 0.29x',
    ].join('\n');
    expect(readVllmLog(log)).toEqual({
      generation: 'V0',
      weightsGib: 14.99,
      visibleGib: 22.07,
      utilization: 0.9,
      nonTorchGib: 0.05,
      activationGib: 0.22,
      cacheGib: 4.6,
      blocks: 2356,
      requestTokens: 131072,
      concurrency: 0.29,
      lines: 5,
    });
  });

  it('of V0, by names and equals signs, and as a table', () => {
    expect(
      readVllmLog(
        'worker.py:232] Memory profiling results: total_gpu_memory=139.72GiB initial_memory_usage=19.65GiB peak_torch_memory=16.53GiB memory_usage_post_profile=22.18GiB non_torch_memory=5.68GiB kv_cache_size=110.52GiB gpu_memory_utilization=0.95',
      ),
    ).toMatchObject({
      generation: 'V0',
      visibleGib: 139.72,
      nonTorchGib: 5.68,
      cacheGib: 110.52,
      utilization: 0.95,
    });
    const table = [
      'total_gpu_memory     79.22GiB',
      'gpu_memory_utilization       0.90',
      'available_kv_cache_memory    53.29GiB',
    ];
    expect(readVllmLog(table.map((text) => `worker.py:243] ${text}`).join('\n'))).toMatchObject({
      visibleGib: 79.22,
      utilization: 0.9,
      cacheGib: 53.29,
    });
  });

  it("of V1, with the devices' own lines", () => {
    const log = [
      '(APIServer pid=1) INFO 06-10 10:57:31 [api_server.py:1395] vLLM API server version 0.9.2',
      "INFO 06-10 10:57:46 [core.py:69] Initializing a V1 LLM engine (v0.9.2) with config: model='Qwen/Qwen3-8B', max_seq_len=40960, tensor_parallel_size=2,",
      'INFO 06-10 [config.py:2285] Chunked prefill is enabled with max_num_batched_tokens=2048.',
      '(VllmWorker rank=0) INFO [gpu_model_runner.py:1801] Model loading took 15.2683 GiB and 3.617503 seconds',
      '(VllmWorker rank=1) INFO [gpu_model_runner.py:1801] Model loading took 15.2600 GiB and 3.6 seconds',
      '(VllmWorker rank=0) INFO [gpu_worker.py:232] Available KV cache memory: 18.69 GiB',
      '(VllmWorker rank=1) INFO [gpu_worker.py:232] Available KV cache memory: 18.50 GiB',
      'INFO [kv_cache_utils.py:716] GPU KV cache size: 136,080 tokens',
      'INFO [kv_cache_utils.py:720] Maximum concurrency for 40,960 tokens per request: 3.32x',
      'INFO [gpu_model_runner.py:2326] Graph capturing finished in 23 secs, took 2.24 GiB',
    ].join('\n');
    expect(readVllmLog(log)).toEqual({
      generation: 'V1',
      version: '0.9.2',
      model: 'Qwen/Qwen3-8B',
      maxModelLen: 40960,
      tensorParallel: 2,
      batchedTokens: 2048,
      weightsGib: 15.2683,
      cacheGib: 18.5,
      tokens: 136080,
      requestTokens: 40960,
      concurrency: 3.32,
      graphGib: 2.24,
      lines: 9,
    });
  });

  it('of V1 that found no room, and of its summary', () => {
    expect(readVllmLog('[gpu_worker.py:276] Available KV cache memory: -2.14 GiB').cacheGib).toBe(-2.14);
    expect(
      readVllmLog(
        'Free memory on device (177.66/178.36 GiB) on startup. Desired GPU memory utilization is (0.9, 160.53 GiB). Actual usage is 8.58 GiB for weight, 9.96 GiB for peak activation, 0.07 GiB for non-torch memory, and 0.65 GiB for CUDAGraph memory.',
      ),
    ).toEqual({
      visibleGib: 178.36,
      utilization: 0.9,
      weightsGib: 8.58,
      activationGib: 9.96,
      nonTorchGib: 0.07,
      graphGib: 0.65,
      lines: 1,
    });
  });

  it('takes nothing from other text, and never throws', () => {
    expect(readVllmLog('hello\nModel loading took ages')).toEqual({ lines: 0 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        expect(readVllmLog(text).lines).toBe(0);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (tokens) => {
        const printed = tokens.toLocaleString('en-US');
        expect(readVllmLog(`GPU KV cache size: ${printed} tokens`).tokens).toBe(tokens);
      }),
    );
  });
});

describe('a log that remembers its command', () => {
  it('gives it back, dictionaries and lists included, objects left out', () => {
    const log =
      "INFO [api_utils.py:273] non-default args: {'model_tag': 'Qwen/Qwen3-8B', 'model': 'Qwen/Qwen3-8B', 'trust_remote_code': True, 'enable_prefix_caching': False, 'max_model_len': 131072, 'gpu_memory_utilization': 0.875, 'served_model_name': ['a', 'b c'], 'limit_mm_per_prompt': {'image': 2, 'x': True}, 'attention_config': AttentionConfig(backend=None, per={}), 'max_num_seqs': 1}";
    expect(commandInLog(log)).toBe(
      'vllm serve Qwen/Qwen3-8B --trust-remote-code --no-enable-prefix-caching --max-model-len 131072 --gpu-memory-utilization 0.875 ' +
        `--served-model-name a 'b c' --limit-mm-per-prompt '{"image": 2, "x": true}' --max-num-seqs 1`,
    );
    expect(commandInLog('non-default args: {')).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        commandInLog(`non-default args: {'model': ${text}`);
      }),
    );
  });

  it('reads what versions from 0.21 on say of graphs', () => {
    expect(
      readVllmLog(
        'Estimated CUDA graph memory: 0.36 GiB total\nThe current --gpu-memory-utilization=0.8200 is equivalent to --gpu-memory-utilization=0.8048 without CUDA graph memory profiling.',
      ),
    ).toMatchObject({ graphEstimateGib: 0.36, utilization: 0.82 });
  });
});
