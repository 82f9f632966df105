/**
 * The Setup that the static pages are computed for. It stands alone, without the catalogue, so that a page can start
 * from it before anything is loaded.
 */
import type { Setup } from './setup';

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
