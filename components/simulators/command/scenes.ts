/**
 * What the figure shows before the reader pastes: a command per engine, one with mistakes in it, and the published logs
 * of the catalogue. A log's scene is made from its figures: the settings as a command, the figures as that version prints them.
 */
import { modelById } from '@/kernels/catalog/models';
import { type VllmLogRow, vllmLogs } from '@/kernels/catalog/vllm-logs';

export const OWN = 'own';
export const FIRST = 'vllm';

export interface Scene {
  readonly command: string;
  readonly log: string;
  /** Accelerator, or '' for the one of the reader's Setup. */
  readonly card: string;
  /** Where a log was published, and when. */
  readonly published?: { readonly url: string; readonly date: string; readonly why: string | null };
}

const lines = (...parts: string[]) => parts.join(' \\\n  ');

const commands: Readonly<Record<string, Scene>> = {
  vllm: {
    command: lines(
      'vllm serve meta-llama/Llama-3.1-70B-Instruct',
      '--tensor-parallel-size 4',
      '--max-model-len 32768',
      '--max-num-seqs 64',
      '--kv-cache-dtype fp8',
      '--gpu-memory-utilization 0.95',
      '--port 8000',
    ),
    log: '',
    card: 'h100-sxm',
  },
  sglang: {
    command: lines(
      'python3 -m sglang.launch_server',
      '--model-path deepseek-ai/DeepSeek-V3',
      '--tp 8 --trust-remote-code',
      '--context-length 32768 --max-running-requests 128',
      '--mem-fraction-static 0.88',
      '--chunked-prefill-size 8192',
    ),
    log: '',
    card: 'h200-sxm',
  },
  llama: {
    command: lines(
      'CUDA_VISIBLE_DEVICES=0 ./llama-server -m models/Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf',
      '-c 32768 -np 4',
      '-ngl 99 -fa on',
      '-ctk q8_0 -ctv q8_0',
    ),
    log: '',
    card: 'rtx-3090',
  },
  mistakes: {
    command: [
      'docker run --gpus all --ipc=host -p 8000:8000 \\',
      '  -e CUDA_VISIBLE_DEVICES=0,1 -e HF_TOKEN=$HF_TOKEN \\',
      '  vllm/vllm-openai:v0.11.0 \\',
      '  --model Qwen/Qwen2.5-7B-Instruct -tp 8 \\ ',
      '  --gpu-memory-utilisation 0.95 --max-num-seqs 256 \\',
      '  --max-num-batched-tokens 128',
    ].join('\n'),
    log: '',
    card: 'a100-80-sxm',
  },
};

/** Names on the hub of the models in the published logs, where a log has none of its own. */
const hub: Readonly<Record<string, string>> = {
  'llama-2-7b': 'meta-llama/Llama-2-7b-hf',
  'llama-2-70b': 'meta-llama/Llama-2-70b-hf',
  'llama-3.1-8b': 'meta-llama/Llama-3.1-8B-Instruct',
  'llama-3.1-70b': 'meta-llama/Llama-3.1-70B-Instruct',
  'qwen3-8b': 'Qwen/Qwen3-8B',
  'gpt-oss-120b': 'openai/gpt-oss-120b',
};

function sceneOf(row: VllmLogRow): Scene {
  const { printed, visible, utilization } = row;
  const v1 = row.generation === 'V1';
  const some = (value: number | null, text: (value: number) => string) =>
    value === null ? [] : [text(value)];
  const log = [
    v1 ? 'Initializing a V1 LLM engine' : 'llm_engine.py: Initializing an LLM engine',
    ...some(visible, (gib) => `total_gpu_memory=${gib}GiB`),
    ...some(printed.weights, (gib) =>
      v1 ? `Model loading took ${gib} GiB` : `Loading model weights took ${gib} GB`,
    ),
    ...some(printed.activation, (gib) => `PyTorch activation peak memory takes ${gib}GiB`),
    ...some(printed.nonTorch, (gib) => `non_torch_memory takes ${gib}GiB`),
    ...some(printed.kv, (gib) =>
      v1 ? `Available KV cache memory: ${gib} GiB` : `reserved for KV Cache is ${gib}GiB`,
    ),
    ...some(printed.blocks, (count) =>
      v1 ? `GPU KV cache size: ${(count * 16).toLocaleString('en-US')} tokens` : `# GPU blocks: ${count}`,
    ),
    ...some(
      printed.concurrency,
      (times) => `Maximum concurrency for ${row.maxModelLen} tokens per request: ${times}x`,
    ),
  ];
  return {
    command: lines(
      `vllm serve ${row.served ?? hub[row.model] ?? modelById(row.model).name}`,
      ...(row.tensorParallel > 1 ? [`--tensor-parallel-size ${row.tensorParallel}`] : []),
      `--max-model-len ${row.maxModelLen}`,
      `--max-num-batched-tokens ${row.batchedTokens} --max-num-seqs ${row.sequences}`,
      `--gpu-memory-utilization ${utilization}`,
      ...(v1 ? [] : [row.chunked ? '--enable-chunked-prefill' : '--no-enable-chunked-prefill']),
    ),
    log: log.join('\n'),
    card: row.accelerator ?? '',
    published: { url: row.url, date: row.date, why: row.why },
  };
}

export const scenes: Readonly<Record<string, Scene>> = {
  ...commands,
  ...Object.fromEntries(vllmLogs.map((row) => [row.id, sceneOf(row)])),
};
