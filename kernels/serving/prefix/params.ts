/** The dials of the prefix simulator. This file imports nothing heavy, so that a page may hold it from the start. */
import { ensure } from '../../errors';
import type { ParamSpec, ParamValues } from '../../simulator';
import { EVICTION_POLICIES, type EvictionPolicy } from '../radix/eviction';
import { TRAFFIC_KINDS, type TrafficKind } from '../workload/shared-prefix';

/** Requests that run at once, if the memory holds so many. */
export const MOST_RUNNING = 4;
/** Mean length of an answer. */
export const ANSWER_TOKENS = 32;

export const prefixParams: readonly ParamSpec[] = [
  { key: 'traffic', kind: 'choice', default: 'system', choices: TRAFFIC_KINDS, labelId: 'traffic' },
  {
    key: 'poolTokens',
    kind: 'number',
    default: 4096,
    min: 512,
    max: 16_384,
    step: 256,
    unit: 'tokens',
    labelId: 'poolTokens',
  },
  {
    key: 'blockTokens',
    kind: 'number',
    default: 16,
    min: 4,
    max: 128,
    step: 4,
    unit: 'tokens',
    labelId: 'blockTokens',
  },
  {
    key: 'evictionPolicy',
    kind: 'choice',
    default: 'lru',
    choices: EVICTION_POLICIES,
    labelId: 'evictionPolicy',
  },
  { key: 'requests', kind: 'number', default: 40, min: 4, max: 200, step: 1, labelId: 'requests' },
  {
    key: 'prefixTokens',
    kind: 'number',
    default: 250,
    min: 0,
    max: 1000,
    step: 10,
    unit: 'tokens',
    labelId: 'prefixTokens',
  },
  {
    key: 'uniqueTokens',
    kind: 'number',
    default: 60,
    min: 10,
    max: 400,
    step: 10,
    unit: 'tokens',
    labelId: 'uniqueTokens',
  },
];

const usual: ParamValues = {
  traffic: 'system',
  poolTokens: 4096,
  blockTokens: 16,
  evictionPolicy: 'lru',
  requests: 40,
  prefixTokens: 250,
  uniqueTokens: 60,
};

export const prefixPresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  /** Four products with system prompts of their own; memory for some twenty questions. */
  'system-prompt': { params: { ...usual, poolTokens: 3072 }, seed: 7 },
  /** Common instructions, then the examples of a task, then the question: a tree of two levels. */
  'few-shot': {
    params: { ...usual, traffic: 'fewshot', poolTokens: 3072, prefixTokens: 400, uniqueTokens: 40 },
    seed: 3,
  },
  /** Every turn sends the whole conversation again. */
  chat: {
    params: { ...usual, traffic: 'chat', requests: 60, prefixTokens: 120, poolTokens: 6144 },
    seed: 11,
  },
  /** The same system prompt as ever, behind the time of day. */
  'timestamp-first': { params: { ...usual, traffic: 'stamp' }, seed: 7 },
  /** Conversations whose beginning is gone when their next turn comes. */
  'too-small': {
    params: { ...usual, traffic: 'chat', requests: 60, prefixTokens: 120, poolTokens: 1024 },
    seed: 11,
  },
};

export interface PrefixSetup {
  readonly traffic: TrafficKind;
  readonly poolTokens: number;
  readonly blockTokens: number;
  readonly evictionPolicy: EvictionPolicy;
  readonly requests: number;
  readonly prefixTokens: number;
  readonly uniqueTokens: number;
}

/** Reads a setup from parameter values; throws `BookError` when one is missing, out of bounds or no choice. */
export function prefixSetup(params: ParamValues): PrefixSetup {
  const read: Record<string, number | string> = {};
  for (const { key, kind, min = 0, max = 0, choices = [] } of prefixParams) {
    const value = kind === 'number' ? Number(params[key]) : String(params[key]);
    const legal = typeof value === 'string' ? choices.includes(value) : value >= min && value <= max;
    ensure(legal, 'serving.param', { key, given: String(params[key]) });
    read[key] = value;
  }
  return read as unknown as PrefixSetup;
}
