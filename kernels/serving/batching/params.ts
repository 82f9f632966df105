/** The dials of the batching simulator, its presets, and the traffic and server they amount to. */
import type { ParamSpec, ParamValues } from '../../simulator';
import type { ServingRequest } from '../request';
import type { PolicyId, ServerConfig } from '../schedulers/scheduler';
import type { LengthPair } from '../workload/lengths';
import { makeWorkload } from '../workload/workload';

/** vLLM's default. */
export const BLOCK_TOKENS = 16;
/** Share of the blocks that admission leaves free, where a policy has one. */
const WATERMARK = 0.01;

/** The order in which each mends what the one before it leaves to wish. */
export const LANE_IDS = ['static', 'orca', 'vllm-v0', 'sarathi', 'vllm-v1', 'disaggregated'] as const;
export type LaneId = (typeof LANE_IDS)[number];

const number = (
  key: string,
  [start, min, max, step]: readonly [number, number, number, number],
  unit?: string,
): ParamSpec => ({ key, kind: 'number', default: start, min, max, step, unit, labelId: key });

export const batchingParams: readonly ParamSpec[] = [
  number('requests', [16, 1, 2000, 1], 'requests'),
  number('arrivalsPerSecond', [4, 0.1, 40, 0.1], 'perSecond'),
  {
    key: 'arrivals',
    kind: 'choice',
    default: 'poisson',
    choices: ['poisson', 'bursty', 'uniform'],
    labelId: 'arrivals',
  },
  number('burstiness', [3, 1, 8, 0.5]),
  number('promptTokens', [992, 16, 16_384, 16], 'tokens'),
  number('outputTokens', [160, 1, 2048, 1], 'tokens'),
  number('lengthSpread', [0.6, 0, 2, 0.1]),
  number('maxBatch', [8, 1, 256, 1], 'requests'),
  number('chunkTokens', [512, 64, 8192, 64], 'tokens'),
  number('poolTokens', [8192, 1024, 524_288, 1024], 'tokens'),
  number('maxModelTokens', [2560, 512, 32_768, 256], 'tokens'),
  number('linkGBPerSecond', [50, 1, 900, 1], 'gbPerSecond'),
];

/** The promises that the first scene is counted by. */
export const GUIDED_PROMISES = { ttftSeconds: 1, tpotSeconds: 0.04 };

export const batchingPresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  guided: { params: {}, seed: 8 },
  crowded: {
    params: {
      requests: 60,
      arrivalsPerSecond: 4,
      maxBatch: 64,
      poolTokens: 12_288,
      promptTokens: 400,
      outputTokens: 240,
    },
    seed: 3,
  },
  longPrompts: {
    params: {
      requests: 40,
      arrivalsPerSecond: 0.6,
      promptTokens: 4800,
      outputTokens: 200,
      lengthSpread: 1,
      maxModelTokens: 16_384,
      maxBatch: 32,
      poolTokens: 262_144,
    },
    seed: 5,
  },
  bursty: {
    params: {
      requests: 80,
      arrivals: 'bursty',
      burstiness: 4,
      arrivalsPerSecond: 2,
      promptTokens: 800,
      outputTokens: 120,
      maxBatch: 32,
      poolTokens: 131_072,
    },
    seed: 11,
  },
  thousand: {
    params: {
      requests: 1000,
      arrivalsPerSecond: 6,
      promptTokens: 512,
      outputTokens: 200,
      maxBatch: 128,
      poolTokens: 262_144,
    },
    seed: 1,
  },
};

const value = (params: ParamValues, key: string): number => Number(params[key]);

/** The longest sequence that the server takes: the dial, or all that its memory can hold. */
export function longestTokens(params: ParamValues): number {
  const blocks = Math.floor(value(params, 'poolTokens') / BLOCK_TOKENS);
  const usable = blocks - Math.floor(WATERMARK * blocks);
  return Math.min(value(params, 'maxModelTokens'), usable * BLOCK_TOKENS);
}

/** How many of these requests the server turns away before the run, under any policy: those longer than it takes. */
export function turnedAway(requests: readonly ServingRequest[], params: ParamValues): number {
  const longest = longestTokens(params);
  return requests.filter(({ promptTokens, outputTokens }) => promptTokens + outputTokens > longest).length;
}

/**
 * The requests that the dials and a seed amount to; every sequence ends at `longestTokens`.
 * @param table lengths of the reader's own, drawn from in place of the log-normal ones
 */
export function batchingRequests(
  params: ParamValues,
  seed: number,
  table?: readonly LengthPair[],
): ServingRequest[] {
  return makeWorkload(
    {
      requests: value(params, 'requests'),
      arrivals: {
        kind: params.arrivals as 'poisson' | 'bursty' | 'uniform',
        perSecond: value(params, 'arrivalsPerSecond'),
        variation: value(params, 'burstiness'),
      },
      lengths: table
        ? { kind: 'empirical', pairs: table }
        : {
            kind: 'lognormal',
            promptMean: value(params, 'promptTokens'),
            outputMean: value(params, 'outputTokens'),
            spread: value(params, 'lengthSpread'),
          },
      longestTokens: longestTokens(params),
    },
    seed,
  );
}

/**
 * One server under the dials. The token budget of an iteration is the chunk for Sarathi and for vLLM V1 alike; vLLM V0
 * reads whole prompts, so its budget holds the longest.
 */
export function serverConfig(params: ParamValues, policy: PolicyId): ServerConfig {
  const chunkTokens = value(params, 'chunkTokens');
  const maxTokens = longestTokens(params);
  return {
    batchCap: value(params, 'maxBatch'),
    blockTokens: BLOCK_TOKENS,
    blocks: Math.floor(value(params, 'poolTokens') / BLOCK_TOKENS),
    maxTokens,
    maxTokensInBatch: policy === 'vllm-v1' ? chunkTokens : Math.max(2048, maxTokens),
    chunkTokens,
    watermark: policy === 'vllm-v1' ? 0 : WATERMARK,
    longestTokens: maxTokens,
  };
}
