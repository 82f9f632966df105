/** The dials of the paging simulator, its presets, and the setup they amount to. */
import { ensure } from '../../errors';
import type { ParamSpec, ParamValues } from '../../simulator';

/** KV cache of one token of Llama-3.1-70B in 16 bits: 2 · 80 layers · 8 heads · 128 · 2 bytes = 320 KiB. */
export const BYTES_PER_TOKEN = 327_680;
/** One step of the scheduler gives every running sequence one token: 50 ms, a reader's 20 tokens per second. */
export const STEPS_PER_SECOND = 20;
/** Prompt and answer tokens that one step can process. Prefill takes time in proportion to its tokens. */
export const TOKENS_PER_STEP = 512;
/** Sequences that run at once at most. */
export const MAX_RUNNING = 256;
/** Share of the blocks that admission to a busy paged cache leaves free, so that newcomers are not thrown out at once. */
export const WATERMARK = 0.01;
/** Smallest room that contiguous growth starts with. */
export const SMALLEST_SPAN_TOKENS = 16;

export const pagingParams: readonly ParamSpec[] = [
  {
    key: 'blockTokens',
    kind: 'number',
    default: 16,
    min: 4,
    max: 256,
    step: 4,
    unit: 'tokens',
    labelId: 'blockTokens',
  },
  {
    key: 'arrivalsPerSecond',
    kind: 'number',
    default: 2,
    min: 0.2,
    max: 10,
    step: 0.1,
    unit: 'perSecond',
    labelId: 'arrivalsPerSecond',
  },
  {
    key: 'poolTokens',
    kind: 'number',
    default: 12_288,
    min: 2048,
    max: 98_304,
    step: 1024,
    unit: 'tokens',
    labelId: 'poolTokens',
  },
  {
    key: 'maxModelTokens',
    kind: 'number',
    default: 2048,
    min: 512,
    max: 8192,
    step: 256,
    unit: 'tokens',
    labelId: 'maxModelTokens',
  },
  {
    key: 'requests',
    kind: 'number',
    default: 60,
    min: 10,
    max: 1000,
    step: 10,
    unit: 'requests',
    labelId: 'requests',
  },
  {
    key: 'promptTokens',
    kind: 'number',
    default: 320,
    min: 16,
    max: 2048,
    step: 16,
    unit: 'tokens',
    labelId: 'promptTokens',
  },
  {
    key: 'outputTokens',
    kind: 'number',
    default: 320,
    min: 16,
    max: 2048,
    step: 16,
    unit: 'tokens',
    labelId: 'outputTokens',
  },
  {
    key: 'forkShare',
    kind: 'number',
    default: 0,
    min: 0,
    max: 1,
    step: 0.05,
    unit: 'share',
    labelId: 'forkShare',
  },
  // The rest concerns the engine's own cache (inside.ts). The three lanes do not ask what tokens say.
  {
    key: 'sharedPromptTokens',
    kind: 'number',
    default: 0,
    min: 0,
    max: 1024,
    step: 16,
    unit: 'tokens',
    labelId: 'sharedPromptTokens',
  },
  {
    key: 'prefixCaching',
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
    labelId: 'prefixCaching',
  },
  { key: 'freeOrder', kind: 'choice', default: 'v1', choices: ['v1', 'v0.9.2'], labelId: 'freeOrder' },
  { key: 'inside', kind: 'choice', default: 'closed', choices: ['closed', 'open'], labelId: 'inside' },
];

/** Parameters that leave the three lanes as they are. */
export const INSIDE_KEYS: readonly string[] = ['sharedPromptTokens', 'prefixCaching', 'freeOrder', 'inside'];

const usual = Object.fromEntries(pagingParams.map((spec) => [spec.key, spec.default]));

export const pagingPresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  /** Memory fills in all three, requests wait, and the paged cache preempts. */
  crowded: { params: usual, seed: 7 },
  /** Chat turns of a line or two: nearly all of a reservation is wasted. */
  shortAnswers: {
    params: {
      ...usual,
      arrivalsPerSecond: 10,
      requests: 120,
      poolTokens: 6144,
      promptTokens: 160,
      outputTokens: 96,
    },
    seed: 3,
  },
  /** Essays that come close to the maximum: reserving is least bad here. */
  longAnswers: {
    params: { ...usual, arrivalsPerSecond: 1, requests: 40, promptTokens: 256, outputTokens: 1024 },
    seed: 5,
  },
  /** Two answers from most prompts, as parallel sampling and beam search ask for. */
  forks: { params: { ...usual, promptTokens: 512, outputTokens: 192, forkShare: 0.8 }, seed: 11 },
  /** Every prompt begins with the same instructions. */
  sharedPrompts: {
    params: { ...usual, promptTokens: 640, outputTokens: 256, sharedPromptTokens: 512, inside: 'open' },
    seed: 7,
  },
  /** A busy afternoon, for looking at the averages. */
  thousand: { params: { ...usual, arrivalsPerSecond: 6, requests: 1000, poolTokens: 65_536 }, seed: 7 },
};

/** The parameters as numbers, made consistent. */
export interface PagingSetup {
  readonly blockTokens: number;
  readonly arrivalsPerSecond: number;
  readonly poolTokens: number;
  /** Never more than whole blocks of the pool can hold, so that every sequence fits when it is alone. */
  readonly maxModelTokens: number;
  readonly requests: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly forkShare: number;
  /** All prompts begin with the same so many tokens, or with as many of them as they have. */
  readonly sharedPromptTokens: number;
}

/** Reads a setup from parameter values; throws `BookError` when one is missing, no number, or out of its bounds. */
export function pagingSetup(params: ParamValues): PagingSetup {
  const read: Record<string, number> = {};
  for (const { key, kind, default: usual, min = 0, max = 0 } of pagingParams) {
    if (kind === 'choice') continue;
    const value = Number(params[key] ?? (INSIDE_KEYS.includes(key) ? usual : undefined));
    ensure(value >= min && value <= max, 'serving.param', { key, given: String(params[key]) });
    read[key] = value;
  }
  const setup = read as unknown as PagingSetup;
  const wholeBlocks = Math.floor(setup.poolTokens / setup.blockTokens) * setup.blockTokens;
  return { ...setup, maxModelTokens: Math.min(setup.maxModelTokens, wholeBlocks) };
}
