import { describe, expect, it } from 'vitest';
import { activeParameters, weightParts } from '@/kernels/cost/weights';

type Counted = 'all' | 'without embeddings' | 'per token' | 'per token, without the input embedding';

function count(id: string, counted: Counted): number {
  const { total, embedding, head } = weightParts(id);
  if (counted === 'all') return total;
  if (counted === 'without embeddings') return total - embedding - head;
  return counted === 'per token' ? activeParameters(id) : activeParameters(id) - embedding;
}

/** Digits after the point of a printed figure. */
const digitsOf = (printed: string) => printed.split('.')[1]?.length ?? 0;

describe('published parameter counts', () => {
  it.each([
    ['llama-2-7b', 'all', '6.7', 'calm, tools/sol.ipynb'],
    ['llama-2-13b', 'all', '13.02', 'llama.cpp, llama-bench README'],
    ['llama-2-70b', 'all', '69.0', 'calm, tools/sol.ipynb'],
    ['mixtral-8x7b', 'all', '46.7', 'Mistral AI, announcement'],
    ['mixtral-8x7b', 'per token', '12.9', 'Mistral AI, announcement'],
    ['gemma-2-9b', 'without embeddings', '8.324201984', 'Gemma 2 report, table 1'],
    ['gemma-2-27b', 'without embeddings', '26.047480320', 'Gemma 2 report, table 1'],
    ['qwen2.5-72b', 'all', '72.7', 'Qwen2.5 model card'],
    ['qwen3-30b-a3b', 'all', '30.5', 'Qwen3 model card'],
    ['deepseek-v3', 'all', '671', 'DeepSeek-V3 README, without the multi-token head'],
    ['gpt-oss-20b', 'all', '20.9', 'gpt-oss model card'],
    ['gpt-oss-20b', 'per token, without the input embedding', '3.6', 'gpt-oss model card'],
    ['gpt-oss-120b', 'all', '116.8', 'gpt-oss model card'],
    ['gpt-oss-120b', 'per token, without the input embedding', '5.1', 'gpt-oss model card'],
  ] as const)('%s, %s: %s billion (%s)', (id, counted, printed, _source) => {
    expect((count(id, counted) / 1e9).toFixed(digitsOf(printed))).toBe(printed);
  });

  /** Figures that are not the count in the digits they print, and what they are instead. */
  it.each([
    // The number in a name is a size class.
    ['mistral-7b', 'all', '7', '7.2'],
    ['qwen2.5-7b', 'all', '7', '7.6'],
    ['qwen3-8b', 'all', '8', '8.2'],
    ['gemma-2-9b', 'all', '9', '9.2'],
    ['llama-3.1-70b', 'all', '70', '70.6'],
    ['gpt-oss-120b', 'all', '120', '116.8'],
    // "Active 3.3" is cut off, not rounded: 3.353.
    ['qwen3-30b-a3b', 'per token', '3.3', '3.4'],
    // 70.0 without embeddings: total less input embedding and head is 70.2; no part of the shape makes up the 0.2.
    ['qwen2.5-72b', 'without embeddings', '70.0', '70.2'],
    // "36.7, with embedding and head": with both it is 37.55, without the embedding 36.63. The table's 37 is the latter.
    ['deepseek-v3', 'per token', '36.7', '37.6'],
    ['deepseek-v3', 'per token, without the input embedding', '36.7', '36.6'],
  ] as const)('%s, %s: printed %s, counted %s', (id, counted, printed, ours) => {
    expect((count(id, counted) / 1e9).toFixed(1)).toBe(ours);
    expect(ours).not.toBe(printed);
  });
});
