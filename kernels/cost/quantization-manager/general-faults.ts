/**
 * What is wrong with the notes' manager whatever it is asked, by message id, each with what shows it. Found by asking it,
 * save the two that only its text shows: that nothing takes a context or a batch, and a comment that says 2 bits.
 */
import { acceleratorById } from '../../catalog/accelerators';
import { decodeStepBound } from '../decode-step';
import { llamaCpp, RTX_4090 } from '../errata/quantities';
import { peakRate } from '../flops';
import { bitsPerWeight } from '../formats';
import { managerAcceleratorIds, managerModelIds } from './compare';
import {
  estimatedMemoryGb,
  estimateThroughput,
  type ModelProfile,
  managerMemory,
  managerProfiles,
  memoryRatio,
  type QuantConfig,
  type QuantMethod,
  recommendQuant,
} from './manager';

export interface GeneralFault {
  readonly id:
    | 'workload-ignored'
    | 'model-ignored'
    | 'unknown-model-answered'
    | 'unknown-gpu-answered'
    | 'gptq-never'
    | 'fp8-absent'
    | 'comment-and-code-differ'
    | 'two-baselines'
    | 'scales-left-out'
    | 'gguf-called-slow';
  readonly values: Readonly<Record<string, string | number>>;
}

const A100 = 'A100-80GB';
const speed = (config: QuantConfig) => estimateThroughput(config, A100).tokensPerSecond;

/** Tokens per second that nothing beats: one sequence, weights in 16 bits, read once each. */
function bound(modelKey: string): number {
  const { memorySeconds } = decodeStepBound({
    model: managerModelIds[modelKey],
    accelerator: managerAcceleratorIds[A100],
    devices: 1,
    weightFormat: 'fp16',
    kvFormat: 'fp16',
    batch: 1,
    contextTokens: 0,
  });
  return 1 / memorySeconds;
}

/** Worked: it says 100 tokens per second of 16-bit weights on an A100, where 7 billion could reach 154 and 70 billion 14.8. */
export function managerFaults(): GeneralFault[] {
  const answers = [...managerProfiles.keys()].flatMap((key) =>
    [...managerMemory.keys()].map((gpu) => recommendQuant(key, gpu)),
  );
  const answered = (method: QuantMethod) => answers.filter((config) => config.method === method);
  const [wide] = answered('fp16');
  const [awq] = answered('int4_awq');
  const [gguf] = answered('gguf');
  const profile: ModelProfile = { name: '', paramsBillion: 0, fp16MemoryGb: 1, quantConfig: awq };
  const cards = Object.values(managerAcceleratorIds).filter(
    (id) => peakRate(acceleratorById(id), 'fp8') !== undefined,
  );
  const measured =
    llamaCpp('llama-3-8b', RTX_4090, 'F16').ms_per_token /
    llamaCpp('llama-3-8b', RTX_4090, 'Q4_K_M').ms_per_token;
  return [
    { id: 'workload-ignored', values: { arguments: recommendQuant.length } },
    {
      id: 'model-ignored',
      values: { said: speed(wide), small: bound('llama-7b'), large: bound('llama-70b') },
    },
    { id: 'unknown-model-answered', values: { bits: recommendQuant('no-such-model', 'T4-16GB').bits } },
    {
      id: 'unknown-gpu-answered',
      values: { bits: recommendQuant('llama-13b', 'no-such-gpu').bits, assumedGb: 24 },
    },
    { id: 'gptq-never', values: { answers: answered('int4_gptq').length, of: answers.length } },
    { id: 'fp8-absent', values: { cards: cards.length, of: managerMemory.size } },
    { id: 'comment-and-code-differ', values: { comment: 2, code: gguf.bits } },
    { id: 'two-baselines', values: { ratio: memoryRatio(awq), estimate: estimatedMemoryGb(profile) } },
    { id: 'scales-left-out', values: { said: awq.bits, bits: bitsPerWeight('int4-g128-zp') } },
    { id: 'gguf-called-slow', values: { said: speed(gguf) / speed(wide), measured } },
  ];
}
