/**
 * From a command line of vLLM, the device it runs on and what its log says to the question that predictKvBlocks answers.
 * Models the defaults that the command line leaves to the engine, by its version where one is named; leaves out vision
 * towers, adapters and drafts. Sources: vllm/config/cache.py, vllm/engine/arg_utils.py, and the logs of versions 0.21 on,
 * which say that memory for CUDA graphs now counts.
 */
import { acceleratorById } from '../catalog/accelerators';
import type { ModelRow } from '../catalog/models';
import { bitsPerWeight } from '../cost/formats';
import { weightBytesKept, weightParts } from '../cost/weights';
import type { ParsedCommand } from './command-line';
import { type KvBlocksQuery, stepDefaults } from './kv-blocks';
import { contextOf } from './model-name';
import type { SetupReading } from './setup-of';
import { reached, versionOf } from './version';
import type { VllmLog } from './vllm-log';

const GIB = 2 ** 30;
/** `--gpu-memory-utilization` where nothing is said: in current versions, and in those through 2025. */
export const defaultShare = { now: 0.92, before: 0.9 } as const;
/** The first version whose log counts CUDA graphs within the share. */
const GRAPHS_COUNT_FROM = [0, 21] as const;
/** In V0, prompts up to this length are taken whole by default. */
const WHOLE_PROMPTS_V0 = 32_768;

export interface KvQuestion {
  readonly query: KvBlocksQuery;
  /** The same with the parts that the log prints in place of the predicted ones; absent where it prints none. */
  readonly told?: KvBlocksQuery;
  /** Values that nobody said, in the order they weigh. */
  readonly assumed: readonly ('share' | 'length' | 'step' | 'sequences' | 'graphs')[];
  /** The server takes the longest sequence that fits. */
  readonly fitted: boolean;
}

/**
 * The question, or undefined where model or device is not known or the engine is not vLLM. Worked: `vllm serve
 * Qwen/Qwen3-8B` on a100-40-sxm asks for 40,960 tokens, steps of 2,048 tokens of 256 sequences, and a share of 0.92.
 */
export function kvQuestion(
  parsed: ParsedCommand,
  { setup, unsaid }: SetupReading,
  { model, accelerator }: { readonly model?: ModelRow; readonly accelerator: string },
  log: VllmLog,
): KvQuestion | undefined {
  if (parsed.engine !== 'vllm' || !model) return undefined;
  const last = new Map(parsed.flags.map((given) => [given.flag.name, given.value]));
  const number = (name: string): number | undefined => {
    const value = last.get(name);
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const assumed: KvQuestion['assumed'][number][] = [];
  const said = <T>(value: T | undefined, id: KvQuestion['assumed'][number], usual: T): T => {
    if (value === undefined) assumed.push(id);
    return value ?? usual;
  };
  const row = acceleratorById(accelerator);
  const step = stepDefaults(row);
  const version = versionOf(log.version) ?? versionOf(parsed.image);
  const counted = version ? reached(version, GRAPHS_COUNT_FROM) : log.generation === undefined;
  const old = log.generation === 'V0' || (version !== undefined && !counted);
  const share = number('--gpu-memory-utilization') ?? log.utilization;
  const length = number('--max-model-len') ?? log.maxModelLen ?? log.requestTokens;
  const asked = last.get('--max-model-len');
  const fitted = asked === 'auto' || asked === -1;
  const context = (parsed.model && contextOf(parsed.model.name)) ?? model.context;
  const chunked = chunkedIn(log, last.get('--enable-chunked-prefill'), length ?? context);
  const maxModelLen = fitted ? (length ?? context) : said(length, 'length', context);
  const usualStep = chunked ? step.tokens : Math.max(maxModelLen, 2048);
  const tensorParallel = number('--tensor-parallel-size') ?? log.tensorParallel ?? 1;
  const pipelineParallel = number('--pipeline-parallel-size') ?? 1;
  const batchedTokens = said(number('--max-num-batched-tokens') ?? log.batchedTokens, 'step', usualStep);
  const usualSequences = Math.min(log.generation === 'V0' ? 256 : step.sequences, batchedTokens);
  const graphs = last.get('--enforce-eager') === true ? 0 : undefined;
  const query: KvBlocksQuery = {
    model,
    accelerator: row,
    gpuMemoryUtilization: Math.min(1, said(share, 'share', old ? defaultShare.before : defaultShare.now)),
    tensorParallel,
    pipelineParallel,
    weightFormat: setup.weightFormat ?? unsaid.weightFormat,
    kvFormat: setup.kvFormat ?? unsaid.kvFormat,
    blockSize: number('--block-size'),
    maxModelLen,
    batchedTokens,
    sequences: said(number('--max-num-seqs'), 'sequences', usualSequences),
    samples: log.generation !== 'V0' || !chunked,
    graphBytes:
      counted && graphs === undefined ? said(bytes(log.graphEstimateGib ?? log.graphGib), 'graphs', 0) : 0,
    visibleBytes: bytes(log.visibleGib),
    kvCacheMemoryBytes: number('--kv-cache-memory-bytes'),
    blocksOverride: number('--num-gpu-blocks-override'),
  };
  const spread = (setup.devices ?? 1) / (tensorParallel * pipelineParallel);
  const placed = spread > 1 ? { ...query, weightBytes: spreadWeights(query, spread) } : query;
  const printed = {
    weightBytes: bytes(log.weightsGib),
    activationBytes: bytes(log.activationGib),
    nonTorchBytes: bytes(log.nonTorchGib),
  };
  const any = Object.values(printed).some((value) => value !== undefined);
  return {
    query: placed,
    ...(any ? { told: { ...placed, ...withoutGaps(printed) } } : {}),
    fitted,
    assumed: placed.kvCacheMemoryBytes === undefined && placed.blocksOverride === undefined ? assumed : [],
  };
}

const bytes = (gib: number | undefined): number | undefined => (gib === undefined ? undefined : gib * GIB);

const withoutGaps = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** V1 always cuts prompts; V0 did where it was told to, or where they could be long. */
function chunkedIn(log: VllmLog, flag: unknown, length: number): boolean {
  if (typeof flag === 'boolean') return flag;
  return log.generation !== 'V0' || length > WHOLE_PROMPTS_V0;
}

/** Weights of one device where every copy of the engine keeps its share of the experts and all of the rest. */
function spreadWeights({ model, weightFormat = 'bf16', ...query }: KvBlocksQuery, copies: number): number {
  const experts = (weightParts(model).experts * bitsPerWeight(weightFormat)) / 8;
  const own = (query.tensorParallel ?? 1) * (query.pipelineParallel ?? 1);
  return (weightBytesKept(model, weightFormat) - experts + experts / copies) / own;
}
