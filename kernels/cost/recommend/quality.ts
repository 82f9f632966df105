/**
 * What is known of a model's quality in a pair of formats: nothing was rounded, somebody published the perplexity of
 * these weights so rounded, or nobody did. Never interpolates between formats, models or methods. Leaves out tasks:
 * perplexity is what is published alike for many. Source: kernels/catalog/perplexity.ts.
 */
import type { ModelRow } from '../../catalog/models';
import { type PublishedPerplexity, publishedPerplexities } from '../../catalog/perplexity';
import { bitsPerWeight } from '../formats';

export type KnownQuality =
  /** As the model was published. */
  | { readonly kind: 'reference' }
  /** The best published run of the pair. */
  | ({ readonly kind: 'published' } & Omit<PublishedPerplexity, 'modelId' | 'weightFormat' | 'kvFormat'>)
  | { readonly kind: 'none' };

const REFERENCE: KnownQuality = { kind: 'reference' };
const NONE: KnownQuality = { kind: 'none' };

const isWide = (format: string) => bitsPerWeight(format) >= 16;

const byPair = new Map<string, KnownQuality>();
for (const { modelId, weightFormat, kvFormat, ...row } of publishedPerplexities) {
  const key = `${modelId} ${weightFormat} ${isWide(kvFormat) ? 'wide' : kvFormat}`;
  const known = byPair.get(key);
  if (known?.kind !== 'published' || row.rise < known.rise) byPair.set(key, { kind: 'published', ...row });
}

/** The narrow format a model was published in, as this book names it; `undefined` for 16 bits. Worked: gpt-oss-20b, mxfp4. */
export function nativeFormat(model: ModelRow): string | undefined {
  return model.native_weight_format?.startsWith('MXFP4') ? 'mxfp4' : undefined;
}

/**
 * What is known. Worked: llama-2-7b in int4-g128-zp with a 16-bit cache, AWQ, a rise of 2.4 %; the same with an fp8
 * cache, and llama-3.1-8b in any narrow format, `none`.
 */
export function qualityOf(model: ModelRow, weightFormat: string, kvFormat: string): KnownQuality {
  const wideCache = isWide(kvFormat);
  if (wideCache && (isWide(weightFormat) || weightFormat === nativeFormat(model))) return REFERENCE;
  return byPair.get(`${model.id} ${weightFormat} ${wideCache ? 'wide' : kvFormat}`) ?? NONE;
}

/** Relative rise of perplexity; `undefined` where nobody published one. */
export function riseOf(quality: KnownQuality): number | undefined {
  if (quality.kind === 'none') return undefined;
  return quality.kind === 'reference' ? 0 : quality.rise;
}
