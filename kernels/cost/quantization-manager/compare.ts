/**
 * The notes' manager beside the recommender on all thirty pairs of its own models and cards: what it says, what fits, how
 * quick that could be, and the faults by id. One sequence on one device, since the manager knows of no others. What its
 * formats are here: INT8 one byte a weight, AWQ and GPTQ four bits in groups of 128, GGUF at 3 bits the block Q3_K,
 * which takes 3.44. Leaves out its text.
 */
import { capacityBytes } from '../../catalog/accelerators';
import { modelById } from '../../catalog/models';
import { weightBytesRead } from '../bytes';
import { decodeStepBound } from '../decode-step';
import { planMemory } from '../plan-memory';
import type { Configuration } from '../recommend/configuration';
import { recommend } from '../recommend/recommend';
import {
  estimateThroughput,
  type ModelProfile,
  managerMemory,
  managerProfiles,
  minGpuMemoryGb,
  type QuantConfig,
  type QuantMethod,
  recommendQuant,
} from './manager';

/** Message ids of what is wrong with one answer; the view words them. */
export type ManagerFault =
  /** A wider format fits by the planner. */
  | 'refused-though-fits'
  /** It fits by its own rule too, once both sides count gigabytes alike. */
  | 'decimal-against-binary'
  /** The answer does not fit by its own rule, which the last branch never asks. */
  | 'too-big-by-own-rule'
  | 'does-not-fit'
  /** The estimate reads the weights faster than the memory can. */
  | 'faster-than-bandwidth'
  /** The card has no entry of its own. */
  | 'speed-of-another-card'
  /** Weights of the profile against those of the model. */
  | 'weights-off';

export interface FaultFound {
  readonly id: ManagerFault;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface ManagerRow {
  readonly modelKey: string;
  readonly gpu: string;
  /** Rows of the catalogue that are meant. */
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly said: QuantConfig & { readonly minGpuMemoryGb: number; readonly tokensPerSecond: number };
  /** The format of the answer as this book names it. */
  readonly format: string;
  /** The answer under the planner, and the tokens per second that nothing can beat. */
  readonly fits: boolean;
  readonly needsBytes: number;
  readonly holdsBytes: number;
  readonly boundTokensPerSecond: number;
  /** The widest format that fits, by the recommender; absent when none of the manager's formats does. */
  readonly ours?: Configuration;
  readonly faults: readonly FaultFound[];
}

export interface ManagerWorkload {
  readonly contextTokens: number;
}

/** Rows of the catalogue that the manager's names mean. */
export const managerModelIds: Readonly<Record<string, string>> = {
  'llama-7b': 'llama-2-7b',
  'llama-13b': 'llama-2-13b',
  'llama-70b': 'llama-2-70b',
  'qwen-7b': 'qwen2.5-7b',
  'qwen-72b': 'qwen2.5-72b',
};
export const managerAcceleratorIds: Readonly<Record<string, string>> = {
  'A100-80GB': 'a100-80-sxm',
  'A100-40GB': 'a100-40-sxm',
  'H100-80GB': 'h100-sxm',
  'L40S-48GB': 'l40s',
  'RTX4090-24GB': 'rtx-4090',
  'T4-16GB': 't4',
};
const formats: Readonly<Record<QuantMethod, string>> = {
  fp16: 'fp16',
  int8: 'int8',
  int4_gptq: 'int4-g128-zp',
  int4_awq: 'int4-g128-zp',
  gguf: 'Q3_K',
};
/** What the manager could answer, widest first. */
const ladder: readonly string[] = ['fp16', 'int8', 'int4-g128-zp', 'Q3_K'];
const nominalBits: Readonly<Record<string, number>> = { fp16: 16, int8: 8, 'int4-g128-zp': 4, Q3_K: 3 };

const GIB = 2 ** 30;
/** Weights that differ by more than this are not rounded but wrong. */
const ROUNDING = 0.05;
const USUAL: ManagerWorkload = { contextTokens: 2048 };

/** The widest of the manager's formats that the recommender gives a device; the first in the ladder that fits. */
function widestThatFits(
  model: string,
  accelerator: string,
  contextTokens: number,
): Configuration | undefined {
  for (const format of ladder) {
    const { configurations } = recommend({
      model,
      accelerator,
      devices: 1,
      weightFormats: [format],
      kvFormats: ['fp16'],
      workload: { contextTokens, concurrency: 1 },
    });
    if (configurations.length > 0) return configurations[0];
  }
  return undefined;
}

function faultsOf(row: Omit<ManagerRow, 'faults'>, profile: ModelProfile): FaultFound[] {
  const { said, ours, gpu, modelId } = row;
  const faults: FaultFound[] = [];
  const found = (id: ManagerFault, values: FaultFound['values']) => faults.push({ id, values });
  const capacityGb = managerMemory.get(gpu) ?? 0;
  const oursBits = ours ? nominalBits[ours.weightFormat] : 0;
  if (ours && oursBits > said.bits) found('refused-though-fits', { said: said.bits, bits: oursBits });
  const wider = ladder.map((format) => nominalBits[format]).filter((bits) => bits > said.bits);
  const binary = wider.find((bits) => ((profile.fp16MemoryGb * bits) / 16) * 1.2 * 1e9 <= capacityGb * GIB);
  if (binary !== undefined)
    found('decimal-against-binary', {
      bits: binary,
      needs: ((profile.fp16MemoryGb * binary) / 16) * 1.2 * 1e9,
      holds: capacityGb * GIB,
    });
  if (said.minGpuMemoryGb > capacityGb)
    found('too-big-by-own-rule', { needs: said.minGpuMemoryGb * 1e9, holds: capacityGb * 1e9 });
  if (!row.fits) found('does-not-fit', { needs: row.needsBytes, holds: row.holdsBytes });
  if (said.tokensPerSecond > row.boundTokensPerSecond)
    found('faster-than-bandwidth', { said: said.tokensPerSecond, most: row.boundTokensPerSecond });
  if (gpu === 'A100-40GB') found('speed-of-another-card', { said: said.tokensPerSecond });
  const weights = (modelById(modelId).params_exact * 16) / 8;
  const off = (profile.fp16MemoryGb * 1e9) / weights - 1;
  if (Math.abs(off) > ROUNDING) found('weights-off', { said: profile.fp16MemoryGb * 1e9, weights, off });
  return faults;
}

function rowOf(modelKey: string, profile: ModelProfile, gpu: string, contextTokens: number): ManagerRow {
  const modelId = managerModelIds[modelKey];
  const acceleratorId = managerAcceleratorIds[gpu];
  const config = recommendQuant(modelKey, gpu);
  const format = formats[config.method];
  const one = {
    model: modelId,
    accelerator: acceleratorId,
    devices: 1,
    weightFormat: format,
    batch: 1,
    contextTokens,
  };
  const plan = planMemory({ ...one, kvFormat: 'fp16', engine: 'vllm' });
  // At its own nominal bits, without scales and without a cache: what no kernel can beat.
  const read = (weightBytesRead(modelId, 'fp16') * config.bits) / 16;
  const seconds = decodeStepBound({ ...one, kvFormat: 'fp16', contextTokens: 0 }).memorySeconds;
  const boundTokensPerSecond = weightBytesRead(modelId, format) / read / seconds;
  const row = {
    modelKey,
    gpu,
    modelId,
    acceleratorId,
    said: {
      ...config,
      minGpuMemoryGb: minGpuMemoryGb({ ...profile, quantConfig: config }),
      tokensPerSecond: estimateThroughput(config, gpu).tokensPerSecond,
    },
    format,
    fits: plan.fits,
    needsBytes: plan.total,
    holdsBytes: capacityBytes(acceleratorId),
    boundTokensPerSecond,
    ours: widestThatFits(modelId, acceleratorId, contextTokens),
  };
  return { ...row, faults: faultsOf(row, profile) };
}

/**
 * All thirty rows, models outermost. Worked: 70 billion on an A100-80GB, where it says 4 bits because 84 > 80, and 8 fit:
 * 69.0 GB of 85.9e9 bytes.
 */
export function compareManager({ contextTokens }: ManagerWorkload = USUAL): ManagerRow[] {
  return [...managerProfiles].flatMap(([key, profile]) =>
    [...managerMemory.keys()].map((gpu) => rowOf(key, profile, gpu, contextTokens)),
  );
}
