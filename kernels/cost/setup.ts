/**
 * The Setup: what the reader has in front of them. Every number of the book is computed for one Setup, and the
 * static pages carry the running example. Leaves out prices and power, which the reader types in.
 */

export interface Setup {
  /** Row of content/data/models.json. */
  readonly modelId: string;
  /** Row of content/data/accelerators.json. */
  readonly acceleratorId: string;
  /** Accelerators the model is spread over, evenly. */
  readonly devices: number;
  /** Format of the weights, e.g. `bf16`, `int4-g128`, `Q4_K`: see `bitsPerWeight`. */
  readonly weightFormat: string;
  /** Format of the KV cache, e.g. `bf16`, `fp8`. */
  readonly kvFormat: string;
  /** Sequences decoded together in one step. */
  readonly batch: number;
  /** Tokens each sequence already holds in the cache. */
  readonly contextTokens: number;
}

/** Llama-3.1-70B in BF16 on four A100-80 SXM (343.6 GB together), 32 sequences of 8,192 tokens. */
export const RUNNING_EXAMPLE: Setup = {
  modelId: 'llama-3.1-70b',
  acceleratorId: 'a100-80-sxm',
  devices: 4,
  weightFormat: 'bf16',
  kvFormat: 'bf16',
  batch: 32,
  contextTokens: 8192,
};
