/**
 * Published WikiText-2 perplexities of quantized models of the catalogue: content/data/perplexity.json, and the W8A8 rows
 * of content/data/quant-formats.json that are about a model of the catalogue. Only rows about exactly those weights:
 * Llama 3 says nothing of Llama 3.1, however alike their shapes.
 */
import perplexityFile from '../../content/data/perplexity.json';
import { smoothQuantRows } from './quant-formats';

export interface PublishedPerplexity {
  /** Row of content/data/models.json. */
  readonly modelId: string;
  readonly weightFormat: string;
  /** `fp16` where the cache was left alone. */
  readonly kvFormat: string;
  /** Bits of activations as they are multiplied. */
  readonly activationBits: number;
  readonly method: string;
  /** Absent where only the ratio is published. */
  readonly before?: number;
  readonly after?: number;
  /** Relative rise: 0.01 is one per cent more perplexity; below 0 it fell. */
  readonly rise: number;
  readonly source: string;
  readonly url: string;
}

const { sources } = perplexityFile;

const ofFile: readonly PublishedPerplexity[] = perplexityFile.rows.map((row) => {
  const { title, url } = sources[row.source as keyof typeof sources];
  const both = row.before === null || row.after === null ? {} : { before: row.before, after: row.after };
  return {
    modelId: row.model,
    weightFormat: row.weight_format,
    kvFormat: row.kv_format,
    activationBits: row.activation_bits,
    method: row.method,
    ...both,
    rise: (row.ratio ?? (row.after ?? Number.NaN) / (row.before ?? Number.NaN)) - 1,
    source: title,
    url,
  };
});

/** Names of the README, by rows of the catalogue. */
const smoothQuantIds: Readonly<Record<string, string>> = {
  'Llama-2-7B': 'llama-2-7b',
  'Llama-2-13B': 'llama-2-13b',
  'Llama-2-70B': 'llama-2-70b',
  'Mistral-7B': 'mistral-7b',
  'Mixtral-8x7B': 'mixtral-8x7b',
};

const ofSmoothQuant: readonly PublishedPerplexity[] = smoothQuantRows
  .filter((row) => Object.hasOwn(smoothQuantIds, row.model))
  .map((row) => ({
    modelId: smoothQuantIds[row.model],
    weightFormat: 'int8',
    kvFormat: 'fp16',
    activationBits: 8,
    method: 'SmoothQuant W8A8',
    before: row.fp16,
    after: row.w8a8,
    rise: row.w8a8 / row.fp16 - 1,
    source: sources.smoothquant.title,
    url: sources.smoothquant.url,
  }));

/** All of them. Worked: AWQ in 4 bits takes Llama-2-7B from 5.47 to 5.60, 2.4 % more. */
export const publishedPerplexities: readonly PublishedPerplexity[] = [...ofFile, ...ofSmoothQuant];
