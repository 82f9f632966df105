/**
 * How many cache blocks vLLM will find room for: a share of the device, less weights, less the highest peak of a trial
 * pass, less what lies outside PyTorch. Models dense and expert layers split evenly over devices, one rotary table, a
 * trial pass as large as the largest step, and the sampling of as many sequences as a step may hold. Leaves out vision
 * towers, adapters, drafts, and the smaller cache of windowed layers. Compared with published logs in published-logs.ts.
 * Source: vllm/v1/worker/gpu_worker.py and vllm/engine/arg_utils.py; the two peaks from the logs in content/data/vllm-logs.json.
 */
import { type AcceleratorRow, acceleratorById, capacityBytes } from '../catalog/accelerators';
import type { ModelRow } from '../catalog/models';
import { visibleGib } from '../catalog/vllm-logs';
import { kvCacheBytes, type ModelRef, resolveModel } from '../cost/bytes';
import { cacheCopies } from '../cost/plan-memory';
import { weightBytesKept } from '../cost/weights';
import { ensure } from '../errors';

const GIB = 2 ** 30;

/** Bytes that sampling needs for each logit: 41 and 40 where a log prints the peak alone (32-bit copies, sorted values, their indices). */
const SAMPLER_BYTES = 40;
/** Shown by the runtime where no log says it, as a share of the marketed gigabytes: 0.98 to 0.99 on cards without ECC in memory. */
const VISIBLE_SHARE = 0.985;
/** Memory outside PyTorch on each device: 0.05 to 0.35 GiB alone, 0.25 to 0.3 with NCCL, in most logs. */
const NON_TORCH = { alone: 0.1 * GIB, joined: 0.3 * GIB } as const;

export interface KvBlocksQuery {
  readonly model: ModelRef;
  /** Or give `visibleBytes`. */
  readonly accelerator?: AcceleratorRow | string;
  /** Share of the device that the server may take, as `--gpu-memory-utilization`. */
  readonly gpuMemoryUtilization: number;
  /** Default 1 each. */
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  /** Default `bf16`. */
  readonly weightFormat?: string;
  readonly kvFormat?: string;
  /** Tokens of a block; default 16. */
  readonly blockSize?: number;
  /** Default: the model's own. */
  readonly maxModelLen?: number;
  /** Most tokens and sequences of a step; default: what vLLM takes for the device. */
  readonly batchedTokens?: number;
  readonly sequences?: number;
  /** Whether the trial pass samples: always in V1, in V0 only where prompts are not cut. Default true. */
  readonly samples?: boolean;
  /** Positions of the rotary table; default: the model's own. */
  readonly positions?: number;
  /** Known instead of predicted, per device. */
  readonly visibleBytes?: number;
  readonly weightBytes?: number;
  readonly activationBytes?: number;
  readonly nonTorchBytes?: number;
  /** Taken off for CUDA graphs, as versions from 0.21 on do; default 0. */
  readonly graphBytes?: number;
  /** `--kv-cache-memory-bytes` and `--num-gpu-blocks-override`. */
  readonly kvCacheMemoryBytes?: number;
  readonly blocksOverride?: number;
}

/** Worded by the view. */
export interface KvBlocksReason {
  readonly id:
    | 'visible-assumed'
    | 'sampler-decides'
    | 'no-room'
    | 'shorter-than-one-request'
    | 'window-ignored'
    | 'cache-copied'
    | 'utilization-ignored';
  readonly values: Readonly<Record<string, number>>;
}

/** Bytes on one device; tokens and blocks of the whole server. */
export interface KvBlocks {
  readonly visibleBytes: number;
  readonly budgetBytes: number;
  readonly weightBytes: number;
  readonly activationBytes: number;
  readonly nonTorchBytes: number;
  readonly graphBytes: number;
  /** What is left; negative when there is not enough. */
  readonly kvBytes: number;
  readonly blockBytes: number;
  readonly blocks: number;
  readonly tokens: number;
  /** Requests of full length that fit at once. */
  readonly maxConcurrency: number;
  readonly maxModelLen: number;
  /** Whether one request of full length fits: vLLM does not start otherwise. */
  readonly starts: boolean;
  readonly reasons: readonly KvBlocksReason[];
}

/**
 * Largest step that vLLM takes when the command line is silent. Worked: h100-sxm 8,192 tokens of 1,024 sequences;
 * a100-80-sxm 2,048 of 256. Source: vllm/engine/arg_utils.py, online serving.
 */
export function stepDefaults(accelerator: AcceleratorRow | undefined): { tokens: number; sequences: number } {
  const large = accelerator && accelerator.memory_gb >= 70 && !accelerator.id.startsWith('a100');
  return large ? { tokens: 8192, sequences: 1024 } : { tokens: 2048, sequences: 256 };
}

/**
 * Bytes alive at the highest point of a forward pass, on one device: gate and up, their product, and three times the
 * hidden width; experts hold one row for each that a token goes to. Worked: llama-3.1-8b, 20,000 tokens, 2.06 GiB;
 * a log prints 2.07.
 */
export function forwardPeakBytes(model: ModelRow, tokens: number, devices: number): number {
  const { hidden, moe } = model;
  const rows = moe ? moe.top_k + moe.shared_experts : 1;
  const width = moe ? moe.moe_ffn : model.ffn_dim;
  const routed = moe ? rows * hidden : 0;
  return 2 * tokens * ((3 * rows * width) / devices + routed + 3 * hidden);
}

function visibleOf(query: KvBlocksQuery, row: AcceleratorRow | undefined, reasons: KvBlocksReason[]): number {
  if (query.visibleBytes !== undefined) return query.visibleBytes;
  ensure(row, 'kv-blocks.no-device');
  const printed = visibleGib(row.id);
  if (printed !== undefined) return printed * GIB;
  reasons.push({ id: 'visible-assumed', values: { share: VISIBLE_SHARE } });
  return VISIBLE_SHARE * capacityBytes(row);
}

/**
 * The prediction. Worked: qwen3-8b on a100-40-sxm at 0.9: 8,477 blocks, 135,632 tokens; its log says 8,505 and 136,080.
 * Throws `BookError` `kv-blocks.bad-number`, `kv-blocks.no-device` and those of the catalogue.
 */
export function predictKvBlocks(query: KvBlocksQuery): KvBlocks {
  const { tensorParallel = 1, pipelineParallel = 1, weightFormat = 'bf16', kvFormat = 'bf16' } = query;
  const model = resolveModel(query.model);
  const row = typeof query.accelerator === 'string' ? acceleratorById(query.accelerator) : query.accelerator;
  const step = stepDefaults(row);
  const { blockSize = 16, maxModelLen = model.context, batchedTokens = step.tokens } = query;
  const { sequences = Math.min(step.sequences, batchedTokens), positions = model.context } = query;
  const counts = { tensorParallel, pipelineParallel, blockSize, maxModelLen, batchedTokens, sequences };
  for (const [name, value] of Object.entries(counts))
    ensure(Number.isFinite(value) && value >= 1, 'kv-blocks.bad-number', { name, value });
  const { gpuMemoryUtilization: share } = query;
  ensure(share > 0 && share <= 1, 'kv-blocks.bad-number', { name: 'gpuMemoryUtilization', value: share });

  const reasons: KvBlocksReason[] = [];
  const devices = tensorParallel * pipelineParallel;
  const visibleBytes = visibleOf(query, row, reasons);
  const budgetBytes = visibleBytes * share;
  const rotaryBytes = 2 * positions * (model.mla?.qk_rope_head_dim ?? model.head_dim);
  const weightBytes = query.weightBytes ?? weightBytesKept(model, weightFormat) / devices + rotaryBytes;
  const forward = forwardPeakBytes(model, batchedTokens, tensorParallel);
  const sampler = query.samples === false ? 0 : SAMPLER_BYTES * sequences * model.vocab;
  const activationBytes = query.activationBytes ?? Math.max(forward, sampler);
  if (query.activationBytes === undefined && sampler > forward)
    reasons.push({ id: 'sampler-decides', values: { bytes: sampler, sequences } });
  const nonTorchBytes = query.nonTorchBytes ?? (devices > 1 ? NON_TORCH.joined : NON_TORCH.alone);
  const graphBytes = query.graphBytes ?? 0;

  const copies = cacheCopies(model, tensorParallel);
  if (copies > 1) reasons.push({ id: 'cache-copied', values: { copies } });
  if (model.sliding_window) reasons.push({ id: 'window-ignored', values: { window: model.sliding_window } });
  const blockBytes =
    (kvCacheBytes(model, { tokens: blockSize, kvFormat, ignoreWindow: true }) * copies) / devices;
  const left = budgetBytes - weightBytes - activationBytes - nonTorchBytes - graphBytes;
  if (query.kvCacheMemoryBytes !== undefined)
    reasons.push({ id: 'utilization-ignored', values: { bytes: query.kvCacheMemoryBytes } });
  const kvBytes = query.kvCacheMemoryBytes ?? left;
  const blocks = query.blocksOverride ?? Math.max(0, Math.floor(kvBytes / blockBytes));
  const tokens = blocks * blockSize;
  const starts = tokens >= maxModelLen;
  if (kvBytes < blockBytes) reasons.push({ id: 'no-room', values: { missing: blockBytes - kvBytes } });
  else if (!starts) reasons.push({ id: 'shorter-than-one-request', values: { tokens, maxModelLen } });
  return {
    visibleBytes,
    budgetBytes,
    weightBytes,
    activationBytes,
    nonTorchBytes,
    graphBytes,
    kvBytes,
    blockBytes,
    blocks,
    tokens,
    maxConcurrency: tokens / maxModelLen,
    maxModelLen,
    starts,
    reasons,
  };
}
