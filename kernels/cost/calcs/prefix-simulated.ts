/**
 * What the prefix simulator itself finds: its scenes run to the end, the conversations with other memories, and the
 * system prompts under each eviction policy. No Setup enters.
 */
import type { PrefixLaneId } from '../../serving/prefix/lane';
import { prefixPresets } from '../../serving/prefix/params';
import { type PrefixSummary, summarizePrefix } from '../../serving/prefix/summary';
import { EVICTION_POLICIES } from '../../serving/radix/eviction';
import type { ParamValues } from '../../simulator';
import type { CalcDefinition } from '../calc';
import { term } from './term';

/** Where the eviction policies differ: the system prompts and hardly more than the requests that run. */
const TIGHT_POOL_TOKENS = 1536;
/** Memories for the conversations, from hardly any to more than enough. */
const POOLS = { A: 1024, B: 2048, C: 4096, D: 8192 } as const;

const runs = new Map<string, PrefixSummary>();

function sceneOf(preset: string, change: ParamValues) {
  const { params, seed } = prefixPresets[preset];
  return { params: { ...params, ...change }, seed };
}

/** A scene of the figure, changed where said, run to its end once. */
export function prefixRun(preset: string, change: ParamValues = {}): PrefixSummary {
  const { params, seed } = sceneOf(preset, change);
  const key = JSON.stringify([params, seed]);
  const run = runs.get(key) ?? summarizePrefix(params, seed);
  runs.set(key, run);
  return run;
}

function runTerms(preset: string, change: ParamValues) {
  const { params, seed } = sceneOf(preset, change);
  return [
    term('N', Number(params.poolTokens), 'tokens'),
    term('B', Number(params.blockTokens), 'tokens'),
    term('R', Number(params.requests), 'requests'),
    term('\\mathrm{seed}', seed, 'count'),
  ];
}

const found =
  (lane: PrefixLaneId, preset: string, change: ParamValues = {}): CalcDefinition =>
  () => {
    const { hitRate, cachedTokens, computedTokens } = prefixRun(preset, change)[lane];
    return {
      value: hitRate,
      unit: 'percent',
      axis: 'compute',
      formula: '\\eta = \\dfrac{\\sum_i c_i}{\\sum_i p_i}',
      terms: [
        term('\\sum_i c_i', cachedTokens, 'tokens'),
        term('\\sum_i p_i', cachedTokens + computedTokens, 'tokens'),
        ...runTerms(preset, change),
      ],
    };
  };

const evicted =
  (lane: PrefixLaneId, preset: string): CalcDefinition =>
  () => ({
    value: prefixRun(preset)[lane].evictedTokens,
    unit: 'tokens',
    axis: 'memory',
    formula: '\\sum_t v_t',
    terms: runTerms(preset, {}),
  });

const scenes = {
  system: 'system-prompt',
  fewShot: 'few-shot',
  chat: 'chat',
  stamp: 'timestamp-first',
  small: 'too-small',
} as const;

const entries: [string, CalcDefinition][] = [
  ...Object.entries(scenes).flatMap(([name, preset]): [string, CalcDefinition][] => [
    [`prefix.${name}Hash`, found('hash', preset)],
    [`prefix.${name}Radix`, found('radix', preset)],
    [`prefix.${name}HashEvicted`, evicted('hash', preset)],
    [`prefix.${name}RadixEvicted`, evicted('radix', preset)],
  ]),
  ...Object.entries(POOLS).flatMap(([name, poolTokens]): [string, CalcDefinition][] => [
    [
      `prefix.pool${name}`,
      () => ({
        value: poolTokens,
        unit: 'tokens',
        axis: 'memory',
        formula: 'N',
        terms: [term('N', poolTokens, 'tokens')],
      }),
    ],
    [`prefix.pool${name}Hash`, found('hash', 'chat', { poolTokens })],
    [`prefix.pool${name}Radix`, found('radix', 'chat', { poolTokens })],
  ]),
  ...EVICTION_POLICIES.map((evictionPolicy): [string, CalcDefinition] => [
    `prefix.policy${evictionPolicy[0].toUpperCase()}${evictionPolicy.slice(1)}`,
    found('radix', 'system-prompt', { poolTokens: TIGHT_POOL_TOKENS, evictionPolicy }),
  ]),
];

export const prefixSimulatedCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...Object.fromEntries(entries),
  'prefix.tightPool': () => ({
    value: TIGHT_POOL_TOKENS,
    unit: 'tokens',
    axis: 'memory',
    formula: 'N',
    terms: [term('N', TIGHT_POOL_TOKENS, 'tokens')],
  }),
  'prefix.tightHash': found('hash', 'system-prompt', { poolTokens: TIGHT_POOL_TOKENS }),
};
