/** What a vLLM scheduler is set to, under vLLM's own names. */
import { BookError, ensure } from '../../../errors';
import type { UnhashedGo } from '../../kv/block-pool';

export interface VllmConfig {
  /** Blocks of the KV cache, counted with the null block 0, which is never handed out. */
  readonly num_blocks: number;
  /** Tokens per block. Default 16. */
  readonly block_size?: number;
  /** Sequences in a batch at most. Default 128. */
  readonly max_num_seqs?: number;
  /** Tokens in a batch at most. Default 2048. */
  readonly max_num_batched_tokens?: number;
  /** A sequence ends when prompt and output are this long. Default: no limit. */
  readonly max_model_len?: number;
  /** A prompt gets at most this many tokens per step; 0, the default, leaves it to the budget. */
  readonly long_prefill_token_threshold?: number;
  readonly enable_prefix_caching?: boolean;
  /** Whether a prompt may be computed in pieces. Default true. */
  readonly enable_chunked_prefill?: boolean;
  readonly policy?: 'fcfs' | 'priority';
  /** Share of the blocks that an admission must leave free while others run. Default 0. Not in v0.9.2. */
  readonly watermark?: number;
  /** Admit only when the whole known sequence fits, not just its next piece. Default true. Not in v0.9.2. */
  readonly reserve_full_isl?: boolean;
  /** Drafted tokens per sequence and step. Default 0. */
  readonly spec_k?: number;
  readonly spec_method?: 'ngram' | 'eagle' | null;
  /** Which vLLM decides: main of August 2026, or the tag v0.9.2. */
  readonly version?: 'v1' | 'v0.9.2';
  /** Where freed blocks without a name queue: the front in v1, the back in v0.9.2. Default: what the version does. */
  readonly unhashed_go?: UnhashedGo;
  /** Every step carries all decisions and block events. Default false. */
  readonly record?: boolean;
  /** Every step carries block events, without the decisions. Default: what `record` says. */
  readonly journal?: boolean;
  /** How full blocks are named: as vLLM does (default when recording), or fast. */
  readonly prefix_hash?: 'sha256' | 'fast';
  /**
   * Leave out requests that can never finish. Default false: they wait at the head of the queue for ever, as they
   * do in vLLM.
   */
  readonly refuse_impossible?: boolean;
}

export type VllmSettings = { readonly [Key in keyof VllmConfig]-?: Exclude<VllmConfig[Key], undefined> };

const UNLIMITED = Number.MAX_SAFE_INTEGER;

const WHOLE: readonly [keyof VllmConfig, number][] = [
  ['num_blocks', 2],
  ['block_size', 1],
  ['max_num_seqs', 1],
  ['max_num_batched_tokens', 1],
  ['max_model_len', 1],
  ['long_prefill_token_threshold', 0],
  ['spec_k', 0],
];

/** The config with its defaults filled in. Throws `serving.vllmConfig` on a value that means nothing. */
export function vllmSettings(config: VllmConfig): VllmSettings {
  const record = config.record ?? false;
  const settings: VllmSettings = {
    num_blocks: config.num_blocks,
    block_size: config.block_size ?? 16,
    max_num_seqs: config.max_num_seqs ?? 128,
    max_num_batched_tokens: config.max_num_batched_tokens ?? 2048,
    max_model_len: config.max_model_len ?? UNLIMITED,
    long_prefill_token_threshold: config.long_prefill_token_threshold ?? 0,
    enable_prefix_caching: config.enable_prefix_caching ?? true,
    enable_chunked_prefill: config.enable_chunked_prefill ?? true,
    policy: config.policy ?? 'fcfs',
    watermark: config.watermark ?? 0,
    reserve_full_isl: config.reserve_full_isl ?? true,
    spec_k: config.spec_k ?? 0,
    spec_method: config.spec_method ?? null,
    version: config.version ?? 'v1',
    unhashed_go: config.unhashed_go ?? (config.version === 'v0.9.2' ? 'back' : 'front'),
    record,
    journal: config.journal ?? record,
    prefix_hash: config.prefix_hash ?? (record ? 'sha256' : 'fast'),
    refuse_impossible: config.refuse_impossible ?? false,
  };
  for (const [key, least] of WHOLE) {
    const value = settings[key] as number;
    ensure(Number.isSafeInteger(value) && value >= least, 'serving.vllmConfig', {
      key,
      value: String(value),
    });
  }
  ensure(settings.watermark >= 0, 'serving.vllmConfig', {
    key: 'watermark',
    value: String(settings.watermark),
  });
  oneOf('policy', settings.policy, ['fcfs', 'priority']);
  oneOf('spec_method', settings.spec_method, [null, 'ngram', 'eagle']);
  oneOf('version', settings.version, ['v1', 'v0.9.2']);
  oneOf('unhashed_go', settings.unhashed_go, ['front', 'back']);
  oneOf('prefix_hash', settings.prefix_hash, ['sha256', 'fast']);
  return settings;
}

function oneOf(key: string, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) throw new BookError('serving.vllmConfig', { key, value: String(value) });
}

/** Drafted tokens per step; none without a method. */
export function draftTokens(settings: VllmSettings): number {
  return settings.spec_method === null ? 0 : settings.spec_k;
}

/** Slots beyond the scheduled tokens: EAGLE's own layer writes its drafts there. */
export function lookaheadTokens(settings: VllmSettings): number {
  return settings.spec_method === 'eagle' ? settings.spec_k : 0;
}
