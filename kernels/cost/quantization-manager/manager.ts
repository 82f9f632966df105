/**
 * The notes' class `QuantizationManager` as it stands there, with everything that is wrong with it: profiles with rounded
 * sizes, decimal gigabytes of weights against the cards' binary ones, a fifth on top for whatever else there is, a last
 * branch that nobody checks, speeds that do not know the model, silent answers to unknown names. compare.ts says what
 * each leads to. The notes print it without its indentation; nothing else was mended.
 */

export type QuantMethod = 'fp16' | 'int8' | 'int4_gptq' | 'int4_awq' | 'gguf';

export interface QuantConfig {
  readonly method: QuantMethod;
  readonly bits: number;
  readonly groupSize: number;
  readonly descAct: boolean;
  readonly useExllama: boolean;
}

/** The dataclass: fields that are not given take the defaults, 16-bit weights too get groups and a kernel. */
function quantConfig(method: QuantMethod, bits: number): QuantConfig {
  return { method, bits, groupSize: 128, descAct: false, useExllama: true };
}

/** Share of what FP32 would take. Worked: 4 bits, 0.125. */
export function memoryRatio(config: QuantConfig): number {
  return config.bits / 32;
}

export interface ModelProfile {
  readonly name: string;
  readonly paramsBillion: number;
  readonly fp16MemoryGb: number;
  readonly quantConfig?: QuantConfig;
}

/** Share of FP16 times its gigabytes; 16 here, where `memoryRatio` divides by 32. Worked: 140 at 4 bits, 35. */
export function estimatedMemoryGb({ fp16MemoryGb, quantConfig: config }: ModelProfile): number {
  return config === undefined ? fp16MemoryGb : fp16MemoryGb * (config.bits / 16);
}

/** A fifth more. Worked: 140 at 3 bits, 31.5. */
export function minGpuMemoryGb(profile: ModelProfile): number {
  return estimatedMemoryGb(profile) * 1.2;
}

const profile = (name: string, paramsBillion: number, fp16MemoryGb: number): ModelProfile => ({
  name,
  paramsBillion,
  fp16MemoryGb,
});

export const managerProfiles: ReadonlyMap<string, ModelProfile> = new Map([
  ['llama-7b', profile('Llama-2-7B', 7, 14)],
  ['llama-13b', profile('Llama-2-13B', 13, 26)],
  ['llama-70b', profile('Llama-2-70B', 70, 140)],
  ['qwen-7b', profile('Qwen2.5-7B', 7, 14)],
  ['qwen-72b', profile('Qwen2.5-72B', 72, 144)],
]);

export const managerMemory: ReadonlyMap<string, number> = new Map([
  ['A100-80GB', 80],
  ['A100-40GB', 40],
  ['H100-80GB', 80],
  ['L40S-48GB', 48],
  ['RTX4090-24GB', 24],
  ['T4-16GB', 16],
]);

/**
 * `recommend_quant`. An unknown model gets INT8 whatever the card, an unknown card 24 GB; nothing throws. The last
 * branch says 2 bits in its comment and 3 in its code, and asks no card. Worked: ('llama-70b', 'RTX4090-24GB'): GGUF at
 * 3 bits, which by `minGpuMemoryGb` wants 31.5 GB.
 */
export function recommendQuant(modelKey: string, gpu: string): QuantConfig {
  const found = managerProfiles.get(modelKey);
  const gpuMemory = managerMemory.get(gpu) ?? 24;
  if (found === undefined) return quantConfig('int8', 8);
  if (found.fp16MemoryGb * 1.2 <= gpuMemory) return quantConfig('fp16', 16);
  const int8Memory = found.fp16MemoryGb * 0.5 * 1.2;
  if (int8Memory <= gpuMemory) return quantConfig('int8', 8);
  const int4Memory = found.fp16MemoryGb * 0.25 * 1.2;
  if (int4Memory <= gpuMemory) return quantConfig('int4_awq', 4);
  return quantConfig('gguf', 3);
}

const baseTokensPerSecond: ReadonlyMap<string, number> = new Map([
  ['A100-80GB', 100],
  ['H100-80GB', 150],
  ['L40S-48GB', 80],
  ['RTX4090-24GB', 70],
  ['T4-16GB', 30],
]);

const multipliers: Readonly<Record<QuantMethod, number>> = {
  fp16: 1,
  int8: 1.3,
  int4_gptq: 1.5,
  int4_awq: 1.8,
  gguf: 0.8,
};

export interface ThroughputEstimate {
  readonly tokensPerSecond: number;
  readonly gpu: string;
  readonly quant: QuantMethod;
}

/**
 * `estimate_throughput`, cut to a whole number as `int` does. It takes no model; a card without an entry, the A100-40GB
 * among them, gets 50. Worked: INT4 by AWQ on an A100-80GB, 180, for 7 billion parameters and for 72.
 */
export function estimateThroughput(quant: QuantConfig, gpu: string): ThroughputEstimate {
  const base = baseTokensPerSecond.get(gpu) ?? 50;
  return { tokensPerSecond: Math.trunc(base * multipliers[quant.method]), gpu, quant: quant.method };
}
