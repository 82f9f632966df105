/**
 * The figures of a vLLM start-up log, from both generations of the engine and their changing words. Every device prints
 * its own lines: the largest weights and the smallest cache are kept, as the engine itself goes by the scarcest device.
 * Leaves out everything but memory. Sources: vllm/worker/worker.py (V0), vllm/v1/worker/gpu_worker.py and
 * vllm/v1/core/kv_cache_utils.py (V1), and the logs named in content/data/vllm-logs.json.
 */

export interface VllmLog {
  readonly generation?: 'V0' | 'V1';
  readonly version?: string;
  /** GiB on one device, as printed. */
  readonly weightsGib?: number;
  readonly visibleGib?: number;
  readonly utilization?: number;
  readonly nonTorchGib?: number;
  readonly activationGib?: number;
  /** Negative when there was no room. */
  readonly cacheGib?: number;
  readonly graphGib?: number;
  /** What versions from 0.21 on set aside for graphs before they record them. */
  readonly graphEstimateGib?: number;
  readonly blocks?: number;
  readonly tokens?: number;
  /** Requests of `requestTokens` tokens that fit at once. */
  readonly concurrency?: number;
  readonly requestTokens?: number;
  readonly batchedTokens?: number;
  readonly maxModelLen?: number;
  readonly tensorParallel?: number;
  readonly model?: string;
  /** Lines in which something was found. */
  readonly lines: number;
}

type Field = Exclude<keyof VllmLog, 'lines' | 'generation' | 'version' | 'model'>;
/** Which of several devices' figures is kept. */
type Keep = 'most' | 'least' | 'last';

// Bounded everywhere: a line of nothing but digits or blanks must not be tried from each of its places to its end.
const amount = '(-?[\\d,]{1,24}(?:\\.\\d{1,24})?)';
const gib = `${amount}\\s{0,40}Gi?B`;
const line = (field: Field, keep: Keep, ...patterns: string[]) =>
  [field, keep, patterns.map((pattern) => new RegExp(pattern, 'i'))] as const;

const figures = [
  line(
    'weightsGib',
    'most',
    `Model loading took ${gib}`,
    `Loading model weights took ${gib}`,
    `model weights take\\s{1,40}${gib}`,
    `Actual usage is ${gib} for weight`,
  ),
  line(
    'visibleGib',
    'least',
    `total_gpu_memory\\s{0,40}[=(]?\\s{0,40}${gib}`,
    `Free memory on device(?: \\S{1,12})? \\([\\d.]{1,24}/${gib}\\)`,
  ),
  line(
    'utilization',
    'last',
    `gpu_memory_utilization['"]?\\s{0,40}[=(:]?\\s{0,40}${amount}`,
    `The current --gpu-memory-utilization=${amount}`,
    `Desired GPU memory utilization is \\(${amount}`,
  ),
  line(
    'nonTorchGib',
    'most',
    `non_torch_memory(?: takes)?\\s{0,40}=?\\s{0,40}${gib}`,
    `${gib} for non-torch memory`,
  ),
  line(
    'activationGib',
    'most',
    `activation peak memory(?: takes)?\\s{1,40}${gib}`,
    `${gib} for peak activation`,
  ),
  line(
    'cacheGib',
    'least',
    `Available KV cache memory:\\s{0,40}${gib}`,
    `reserved for KV Cache is ${gib}`,
    `available_kv_cache_memory\\s{1,40}${gib}`,
    `kv_cache_size=${gib}`,
  ),
  line(
    'graphGib',
    'most',
    `Graph capturing finished in [\\d.]{1,24} secs?, took ${gib}`,
    `${gib} for CUDAGraph`,
  ),
  line('graphEstimateGib', 'most', `Estimated CUDA graph memory: ${gib}`, `${gib} \\(estimated\\)`),
  line(
    'blocks',
    'least',
    `# ?(?:GPU|CUDA) blocks: ?${amount}`,
    `^\\s{0,40}GPU blocks: ?${amount}`,
    `num_gpu_blocks is: ${amount}`,
  ),
  line('tokens', 'least', `GPU KV cache size:\\s{0,40}${amount} tokens`),
  line('requestTokens', 'last', `Maximum concurrency for ${amount} tokens`),
  line('concurrency', 'least', `Maximum concurrency for [\\d,]{1,24} tokens per request:\\s{0,40}${amount}x`),
  line('batchedTokens', 'last', `max_num_batched_tokens['"]?\\s{0,40}[=:]\\s{0,40}${amount}`),
  line('maxModelLen', 'last', `max_seq_len=${amount}`, `Using max model len ${amount}`),
  line('tensorParallel', 'last', `tensor_parallel_size['"]?\\s{0,40}[=:]\\s{0,40}${amount}`),
] as const;

const chosen: Readonly<Record<Keep, (a: number, b: number) => number>> = {
  most: Math.max,
  least: Math.min,
  last: (_, b) => b,
};

const generationOf = (text: string): 'V0' | 'V1' | undefined => {
  const said = /Initializing a (V[01]) LLM engine/.exec(text)?.[1];
  if (said === 'V0' || said === 'V1') return said;
  if (/kv_cache_utils\.py|gpu_model_runner\.py|gpu_worker\.py|EngineCore/.test(text)) return 'V1';
  return /\bworker\.py|(?:gpu_|distributed_gpu_)?executor(?:_base)?\.py|llm_engine\.py|# CPU blocks/.test(
    text,
  )
    ? 'V0'
    : undefined;
};

/**
 * What a log says. Worked: `Loading model weights took 14.9888 GB` and `# CUDA blocks: 2356, # CPU blocks: 2048` are 14.9888
 * and 2,356 of V0. Never throws; a text without any such line has `lines` 0 and nothing else.
 */
export function readVllmLog(text: string): VllmLog {
  const source = String(text);
  const found: Partial<Record<Field, number>> = {};
  let lines = 0;
  for (const one of source.split('\n')) {
    let hit = false;
    for (const [field, keep, patterns] of figures) {
      const match = patterns.map((pattern) => pattern.exec(one)).find((result) => result !== null);
      if (!match) continue;
      const value = Number(match[1].replaceAll(',', ''));
      if (!Number.isFinite(value)) continue;
      const before = found[field];
      found[field] = before === undefined ? value : chosen[keep](before, value);
      hit = true;
    }
    if (hit) lines++;
  }
  const version = /(?:API server version|LLM engine \(v)\s*v?([\d.]+[\w.+]*)/.exec(source)?.[1];
  const model = /\bmodel='([^']{1,200})'/.exec(source)?.[1];
  const generation = lines > 0 ? generationOf(source) : undefined;
  return {
    ...(generation ? { generation } : {}),
    ...(version ? { version } : {}),
    ...(model ? { model } : {}),
    ...found,
    lines,
  };
}
