/**
 * Every machine, count of devices and pair of formats of a query, each at its best split and batch; and why the others
 * fell out. Leaves out mixing formats or devices within one server.
 */
import type { AcceleratorRow } from '../../catalog/accelerators';
import { bestSplit, type FailedSplit, type SplitChoice } from './best-split';
import { linksOf } from './links';
import { type Plans, plansOf } from './plans';
import { type KnownQuality, qualityOf, riseOf } from './quality';
import { type Asked, wideName } from './query';
import { type Replica, replicaOf } from './replica';
import { splitsOf } from './splits';
import { type FormatWeights, formatWeights } from './weights';

/**
 * Why a pair of formats on a machine is not offered: what the model and the quality floor say first, then its splits,
 * where the one that came furthest counts.
 */
export type Rejection = 'rise-too-large' | 'unpublished' | 'context-too-long' | FailedSplit;

/** One pair of formats on one machine, at its best split. */
export interface Candidate extends SplitChoice {
  readonly accelerator: AcceleratorRow;
  readonly devices: number;
  readonly weightFormat: string;
  readonly kvFormat: string;
  readonly quality: KnownQuality;
  readonly replica: Replica;
}

export interface SearchResult {
  readonly candidates: readonly Candidate[];
  /** Pairs of formats on machines that were looked at. */
  readonly considered: number;
  readonly rejected: Readonly<Record<Rejection, number>>;
}

/** What the quality floor says; `undefined` lets pass. */
export function floorVerdict(
  asked: Asked,
  quality: KnownQuality,
): 'rise-too-large' | 'unpublished' | undefined {
  const { largestPerplexityRise: floor, acceptUnpublished = false } = asked.query;
  if (floor === undefined) return undefined;
  const rise = riseOf(quality);
  if (rise === undefined) return acceptUnpublished ? undefined : 'unpublished';
  return rise <= floor ? undefined : 'rise-too-large';
}

/**
 * Walks all of it, machines outermost. `enough` ends the walk early: for one that only asks whether anything
 * fits. Worked: llama-2-7b on one a100-40-sxm, 16 × 2,048, no floor: 14 pairs, all fit.
 */
export function search(asked: Asked, enough: (found: number) => boolean = () => false): SearchResult {
  const { model, engine, workload } = asked;
  const { contextTokens } = workload;
  const candidates: Candidate[] = [];
  const rejected: Record<Rejection, number> = {
    'rise-too-large': 0,
    unpublished: 0,
    'context-too-long': 0,
    'idle-devices': 0,
    memory: 0,
    'too-slow': 0,
  };
  const weightsOf = new Map<string, FormatWeights>();
  const plansByPair = new Map<string, Plans>();
  const quickest = asked.query.rankedBy === 'latency';
  let considered = 0;
  for (const accelerator of asked.machines) {
    const links = asked.query.links ?? linksOf(accelerator);
    const splitsByCount = asked.counts.map((devices) => splitsOf(model, accelerator, devices));
    for (const format of asked.weightFormats) {
      const weightFormat = wideName(accelerator, format);
      const weights = weightsOf.get(weightFormat) ?? formatWeights(model, weightFormat);
      weightsOf.set(weightFormat, weights);
      for (const cacheFormat of asked.kvFormats) {
        const kvFormat = wideName(accelerator, cacheFormat);
        const quality = qualityOf(model, weightFormat, kvFormat);
        const verdict = contextTokens > model.context ? 'context-too-long' : floorVerdict(asked, quality);
        considered += asked.counts.length;
        if (verdict) {
          rejected[verdict] += asked.counts.length;
          continue;
        }
        const pair = `${weightFormat} ${kvFormat}`;
        const plans =
          plansByPair.get(pair) ?? plansOf({ model, weightFormat, kvFormat, contextTokens, engine });
        plansByPair.set(pair, plans);
        const replica = replicaOf({
          model,
          accelerator,
          weights,
          kvFormat,
          contextTokens,
          engine,
          links,
          plans,
        });
        asked.counts.forEach((devices, index) => {
          const best = bestSplit(replica, splitsByCount[index], workload, quickest);
          if (typeof best === 'string') rejected[best]++;
          else candidates.push({ accelerator, devices, weightFormat, kvFormat, quality, replica, ...best });
        });
        if (enough(candidates.length)) return { candidates, considered, rejected };
      }
    }
  }
  return { candidates, considered, rejected };
}
