/**
 * What kind of device a row of the catalogue is, as the table of engines tells kinds apart: the maker, and for NVIDIA the
 * generation, since formats came with generations. Models one kind per machine; leaves out drivers and their versions.
 * Source: the generations that vLLM's and TensorRT LLM's own tables use (content/data/engines.json).
 */
import { BookError } from '../../errors';

export const deviceKinds = [
  'nvidia',
  'amd',
  'intel',
  'apple',
  'cpu',
  'tpu',
  'ascend',
  'mobile',
  'webgpu',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** NVIDIA's, oldest first. */
export const generations = ['volta', 'turing', 'ampere', 'ada', 'hopper', 'blackwell'] as const;
export type Generation = (typeof generations)[number];

export interface DeviceClass {
  readonly kind: DeviceKind;
  /** Of NVIDIA devices only. */
  readonly generation?: Generation;
}

const nvidia: readonly (readonly [RegExp, Generation])[] = [
  [/^v100/, 'volta'],
  [/^t4$/, 'turing'],
  [/^(?:a10g|a100|rtx-30)/, 'ampere'],
  [/^(?:l4|l40s|rtx-40)/, 'ada'],
  [/^(?:h100|h200)/, 'hopper'],
  [/^(?:b200|rtx-50)/, 'blackwell'],
];

const others: readonly (readonly [RegExp, DeviceKind])[] = [
  [/^mi\d/, 'amd'],
  [/^tpu/, 'tpu'],
  [/^apple/, 'apple'],
  [/^snapdragon/, 'mobile'],
  // The catalogue's row of a laptop is its processor with the graphics inside it.
  [/^(?:igpu|ryzen)/, 'cpu'],
];

/** The kind of a row of the catalogue. Throws `BookError('decision.unknown-device')`. Worked: a100-80-sxm is nvidia, ampere. */
export function deviceClass(acceleratorId: string): DeviceClass {
  const generation = nvidia.find(([pattern]) => pattern.test(acceleratorId))?.[1];
  if (generation) return { kind: 'nvidia', generation };
  const kind = others.find(([pattern]) => pattern.test(acceleratorId))?.[1];
  if (kind) return { kind };
  throw new BookError('decision.unknown-device', { id: String(acceleratorId).slice(0, 60) });
}

/** The class behind an answer to “on what hardware”: a kind, or a generation of NVIDIA's. */
export function classOfAnswer(answer: string): DeviceClass {
  const generation = generations.find((one) => one === answer);
  if (generation) return { kind: 'nvidia', generation };
  const kind = deviceKinds.find((one) => one === answer);
  if (kind) return { kind };
  throw new BookError('decision.unknown-device', { id: String(answer).slice(0, 60) });
}

/** The answer that stands for a class. Worked: ampere for an A100, amd for an MI300X. */
export const answerOfClass = ({ kind, generation }: DeviceClass): string => generation ?? kind;
