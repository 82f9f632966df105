/** The dials of the scale-out simulator, its presets, and what they amount to. */
import { ensure } from '../../errors';
import type { ParamSpec, ParamValues } from '../../simulator';
import type { Link, Wire } from '../step-time/step-time';

/** Devices that share the fast link; beyond them, the network. */
export const NODE_DEVICES = 8;
/** One hop, as NCCL's own tuning table has it for its low-latency ring: 0.6 µs over NVLink, 2.7 µs over a network. */
export const HOP_SECONDS = 0.6e-6;
export const WIRE_HOP_SECONDS = 2.7e-6;
/** Tokens of a batch of prompts, unless one prompt alone is longer. */
export const PREFILL_TOKENS = 2048;
/** Tokens that one iteration takes where prompts are cut into chunks. */
export const CHUNK_TOKENS = 512;
/** Sequences that one instance decodes at most. */
export const MOST_RUNNING = 256;
/** Share of the memory that an engine takes for weights and cache. */
export const MEMORY_SHARE = 0.9;
/** Requests of one run. */
export const REQUESTS = 400;

export const splits = ['1', '2', '4', '8', '16', '32'] as const;

const number = (
  key: string,
  [usual, min, max, step]: readonly [number, number, number, number],
  unit: string,
): ParamSpec => ({ key, kind: 'number', default: usual, min, max, step, unit, labelId: key });

export const scaleOutParams: readonly ParamSpec[] = [
  { key: 'tensorParallel', kind: 'choice', default: '4', choices: splits, labelId: 'tensorParallel' },
  {
    key: 'pipelineStages',
    kind: 'choice',
    default: '1',
    choices: ['1', '2', '4', '8'],
    labelId: 'pipelineStages',
  },
  number('prefillDevices', [8, 4, 64, 4], 'devices'),
  number('decodeDevices', [8, 4, 64, 4], 'devices'),
  number('arrivalsPerSecond', [4.5, 0.5, 40, 0.5], 'perSecond'),
  number('promptTokens', [2048, 128, 16_384, 128], 'tokens'),
  number('outputTokens', [256, 16, 1024, 16], 'tokens'),
  number('linkGBPerSecond', [300, 10, 900, 10], 'gigabytesPerSecond'),
  number('linkLatencyMicroseconds', [20, 0, 100, 1], 'microseconds'),
  number('wireGBPerSecond', [25, 1, 100, 1], 'gigabytesPerSecond'),
  {
    key: 'together',
    kind: 'choice',
    default: 'chunked',
    choices: ['chunked', 'prefillFirst'],
    labelId: 'together',
  },
  number('ttftLimitSeconds', [2, 0.2, 10, 0.1], 'seconds'),
  number('tpotLimitMilliseconds', [60, 10, 200, 5], 'milliseconds'),
];

const usual = Object.fromEntries(scaleOutParams.map((spec) => [spec.key, spec.default]));

export const scaleOutPresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  /** Four devices an instance, four instances: a chat service on two nodes. */
  chat: { params: usual, seed: 3 },
  /** Long prompts, short answers, a strict interval: the case for pools. */
  documents: {
    params: {
      ...usual,
      promptTokens: 8192,
      outputTokens: 128,
      prefillDevices: 12,
      decodeDevices: 4,
      arrivalsPerSecond: 1.5,
      ttftLimitSeconds: 5,
      tpotLimitMilliseconds: 40,
    },
    seed: 3,
  },
  /** The same pools over a thin network: the cache arrives late. */
  thinWire: {
    params: {
      ...usual,
      promptTokens: 8192,
      outputTokens: 128,
      prefillDevices: 12,
      decodeDevices: 4,
      arrivalsPerSecond: 1.5,
      ttftLimitSeconds: 5,
      tpotLimitMilliseconds: 40,
      wireGBPerSecond: 1,
    },
    seed: 3,
  },
  /** Layers cut into two stages of four devices. */
  stages: { params: { ...usual, pipelineStages: '2', arrivalsPerSecond: 3 }, seed: 3 },
  /** One layer over two nodes. */
  tooMany: { params: { ...usual, tensorParallel: '16', prefillDevices: 16, decodeDevices: 16 }, seed: 3 },
};

export interface ScaleOutSetup {
  readonly tensorParallel: number;
  readonly pipelineStages: number;
  /** Whole instances that the devices of a pool make; those left over stand idle. */
  readonly prefillInstances: number;
  readonly decodeInstances: number;
  readonly prefillDevices: number;
  readonly decodeDevices: number;
  readonly arrivalsPerSecond: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly chunked: boolean;
  readonly ttftLimitSeconds: number;
  readonly tpotLimitSeconds: number;
  readonly link: Link;
  readonly wire: Wire;
}

/** Reads the dials; throws `BookError('serving.param')` when one is missing, no number, or out of its bounds. */
export function scaleOutSetup(params: ParamValues): ScaleOutSetup {
  const read: Record<string, number> = {};
  for (const { key, kind, choices, min = 0, max = 0 } of scaleOutParams) {
    const given = params[key];
    const value = Number(given);
    const fine = kind === 'choice' ? choices?.includes(String(given)) : value >= min && value <= max;
    ensure(fine, 'serving.param', { key, given: String(given) });
    read[key] = value;
  }
  const { tensorParallel, pipelineStages, prefillDevices, decodeDevices } = read;
  const each = tensorParallel * pipelineStages;
  const wire: Wire = { bytesPerSecond: read.wireGBPerSecond * 1e9, latencySeconds: WIRE_HOP_SECONDS };
  return {
    tensorParallel,
    pipelineStages,
    prefillDevices,
    decodeDevices,
    prefillInstances: Math.floor(prefillDevices / each),
    decodeInstances: Math.floor(decodeDevices / each),
    arrivalsPerSecond: read.arrivalsPerSecond,
    promptTokens: read.promptTokens,
    outputTokens: read.outputTokens,
    chunked: params.together === 'chunked',
    ttftLimitSeconds: read.ttftLimitSeconds,
    tpotLimitSeconds: read.tpotLimitMilliseconds / 1e3,
    wire,
    link: {
      bytesPerSecond: read.linkGBPerSecond * 1e9,
      latencySeconds: HOP_SECONDS,
      startSeconds: read.linkLatencyMicroseconds * 1e-6,
      nodeDevices: NODE_DEVICES,
      wire,
    },
  };
}
