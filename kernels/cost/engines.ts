/**
 * What an engine adds to weights and cache. Models four ways of running a model; leaves out everything that depends on
 * a version (graph pools, allocator caches beyond fragmentation). Sources: vLLM documentation, `gpu_memory_utilization`
 * (default 0.9) and `max_num_batched_tokens`; the memory of materialised scores from AutoAWQ issue 276, see six-term.ts.
 */

export interface Engine {
  /** Whether attention writes its n × n scores to memory. */
  readonly materialisesScores: boolean;
  /** Whether logits are made for every position of a prompt, or for the last one of each sequence. */
  readonly allLogits: boolean;
  /** Most tokens in one forward pass; a longer prompt goes in pieces. */
  readonly chunkTokens: number;
  /** Tokens of a cache block; a sequence's last block is half empty on average. 0: one exact piece. */
  readonly blockTokens: number;
  /** Share of a device's memory that the engine leaves to everything else. */
  readonly reservedShare: number;
  /** Bytes of the runtime itself on each device. */
  readonly contextBytes: number;
}

const MEGABYTE = 1e6;

export const engines = {
  /** Weights and cache, nothing else: what no engine can go below. */
  none: {
    materialisesScores: false,
    allLogits: false,
    chunkTokens: 0,
    blockTokens: 0,
    reservedShare: 0,
    contextBytes: 0,
  },
  /** Paged cache, fused attention, prompts in chunks of 8,192 tokens, a tenth of the device left alone. */
  vllm: {
    materialisesScores: false,
    allLogits: false,
    chunkTokens: 8192,
    blockTokens: 16,
    reservedShare: 0.1,
    contextBytes: 0,
  },
  /** A training framework's forward pass with fused attention: all logits, whole prompts. */
  fused: {
    materialisesScores: false,
    allLogits: true,
    chunkTokens: Number.POSITIVE_INFINITY,
    blockTokens: 0,
    reservedShare: 0,
    contextBytes: 500 * MEGABYTE,
  },
  /** The same with attention written out: scores in 16 bits, in 32 bits, and their softmax in 32 bits. */
  eager: {
    materialisesScores: true,
    allLogits: true,
    chunkTokens: Number.POSITIVE_INFINITY,
    blockTokens: 0,
    reservedShare: 0,
    contextBytes: 500 * MEGABYTE,
  },
} as const satisfies Readonly<Record<string, Engine>>;

export type EngineId = keyof typeof engines;
export const engineIds = Object.keys(engines) as EngineId[];
