/**
 * Why nothing was offered: of all that failed for one cause, the one that came nearest, so that a reader sees by how
 * much. Memory is looked at for formats that are good enough, time for what fits, quality for itself.
 */
import { capacityBytes } from '../../catalog/accelerators';
import { linksOf } from './links';
import { plansOf } from './plans';
import { qualityOf, riseOf } from './quality';
import { type Asked, asked, wideName } from './query';
import { replicaOf } from './replica';
import { floorVerdict, type Rejection, search } from './search';
import { splitsOf } from './splits';
import { formatWeights } from './weights';

export interface RefusalReason {
  readonly id: Rejection;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The machine, formats and split that lack the smallest share of memory. */
function nearestMemory(query: Asked): RefusalReason | undefined {
  const { model, engine, workload } = query;
  const { contextTokens, concurrency = 1 } = workload;
  let nearest: RefusalReason | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const accelerator of query.machines) {
    const links = query.query.links ?? linksOf(accelerator);
    const holds = capacityBytes(accelerator);
    for (const format of query.weightFormats) {
      const weights = formatWeights(model, wideName(accelerator, format));
      for (const cache of query.kvFormats) {
        const kvFormat = wideName(accelerator, cache);
        if (floorVerdict(query, qualityOf(model, weights.format, kvFormat))) continue;
        const plans = plansOf({ model, weightFormat: weights.format, kvFormat, contextTokens, engine });
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
        for (const devices of query.counts) {
          for (const split of splitsOf(model, accelerator, devices)) {
            if (split.replicas > concurrency) continue;
            const { fits, fullest, total, capacity } = replica.memory(
              split,
              Math.ceil(concurrency / split.replicas),
            );
            // What the planner refuses as a whole may still look even on the fullest device.
            const needs = Math.max(fullest, (total / capacity) * holds);
            if (fits || needs / holds >= least) continue;
            least = needs / holds;
            const values = {
              needs,
              holds,
              accelerator: accelerator.id,
              devices,
              weightFormat: weights.format,
              kvFormat,
            };
            nearest = { id: 'memory', values };
          }
        }
      }
    }
  }
  return nearest;
}

/** The quickest step of what fits, when the goal is dropped. */
function nearestTime({ query, workload }: Asked): RefusalReason | undefined {
  const { tpotSeconds: goal, contextTokens, concurrency = 1 } = workload;
  if (goal === undefined) return undefined;
  const unhurried = { ...query, workload: { contextTokens, concurrency }, rankedBy: 'latency' } as const;
  const { candidates } = search(asked(unhurried));
  const steps = candidates.map(({ time }) => time.stepSeconds);
  if (steps.length === 0) return undefined;
  return { id: 'too-slow', values: { seconds: steps.reduce((a, b) => Math.min(a, b)), goal } };
}

/** The smallest published rise among the asked formats. */
function nearestQuality({ model, weightFormats, kvFormats, query }: Asked): RefusalReason | undefined {
  const rises = weightFormats.flatMap((weight) =>
    kvFormats.map((kv) => riseOf(qualityOf(model, weight, kv))).filter((rise) => rise !== undefined),
  );
  const floor = query.largestPerplexityRise;
  const beyond = rises.filter((rise) => floor !== undefined && rise > floor);
  if (floor === undefined || beyond.length === 0) return undefined;
  return { id: 'rise-too-large', values: { rise: Math.min(...beyond), floor } };
}

/** One entry per cause that turned something away. */
export function nearMiss(query: Asked, rejected: Readonly<Record<Rejection, number>>): RefusalReason[] {
  const { model, workload } = query;
  const found: (RefusalReason | undefined)[] = [];
  if (rejected['context-too-long'] > 0)
    found.push({ id: 'context-too-long', values: { tokens: workload.contextTokens, most: model.context } });
  if (rejected['idle-devices'] > 0)
    found.push({ id: 'idle-devices', values: { concurrency: workload.concurrency ?? 1 } });
  if (rejected.memory > 0) found.push(nearestMemory(query));
  if (rejected['too-slow'] > 0) found.push(nearestTime(query));
  if (rejected['rise-too-large'] > 0) found.push(nearestQuality(query));
  if (rejected.unpublished > 0) found.push({ id: 'unpublished', values: { pairs: rejected.unpublished } });
  return found.filter((reason) => reason !== undefined);
}
