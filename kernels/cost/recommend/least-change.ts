/**
 * When nothing fits: what would have to change, and by how little. Every quantity of the query is moved alone until
 * something fits; when none helps alone, two at a time. Changes are ordered by the factor that the quantity moves by
 * (twice the devices: 2; half the bits: 2; 40 sequences instead of 64: 1.6), those without a factor last. Leaves out
 * changes of the model, and three changes at once.
 */
import { type AcceleratorRow, accelerators, capacityBytes } from '../../catalog/accelerators';
import { bitsPerWeight } from '../formats';
import { lastThatPasses } from './best-split';
import { cacheLadder, weightLadder } from './ladders';
import { linksOf } from './links';
import { riseOf } from './quality';
import { type Asked, asked, type RecommendQuery, wideName } from './query';
import { search } from './search';

/** Message ids; the view words them. */
export type ChangeId =
  | 'narrower-weights'
  | 'narrower-cache'
  | 'fewer-sequences'
  | 'shorter-context'
  | 'more-devices'
  | 'fewer-devices'
  | 'other-accelerator'
  | 'slower-tokens'
  | 'more-perplexity'
  | 'unpublished-quality';

export interface Change {
  readonly id: ChangeId;
  /** `from` and `to` of the quantity that moves, in its own unit. */
  readonly values: Readonly<Record<'from' | 'to', string | number>>;
  /** How far it moves, more than 1; absent where a factor would mean nothing. */
  readonly factor?: number;
}

export interface ChangeSet {
  /** One change, or two. */
  readonly changes: readonly Change[];
  /** Product of their factors; absent when one of them has none. */
  readonly factor?: number;
  /** The query with the changes made: something fits it. */
  readonly query: RecommendQuery;
}

/** One change made to a query, before anybody looked whether it helps. */
interface Step {
  readonly change: Change;
  readonly query: RecommendQuery;
}

/** Devices that a search goes up to. */
const COUNTS = [1, 2, 4, 8, 16, 32, 64] as const;

const fits = (query: RecommendQuery) => search(asked(query), (found) => found > 0).candidates.length > 0;
const narrowest = (formats: readonly string[]) => Math.min(...formats.map(bitsPerWeight));

function narrower(query: Asked, ladder: readonly string[], had: readonly string[]): [string, number][] {
  const least = narrowest(had);
  const wide = (format: string) =>
    query.machines.length === 1 ? wideName(query.machines[0], format) : format;
  return ladder
    .filter((format) => bitsPerWeight(format) < least)
    .sort((a, b) => bitsPerWeight(b) - bitsPerWeight(a))
    .map((format) => [wide(format), least / bitsPerWeight(format)]);
}

/** Changes that are a choice from a list, gentlest first within each list. */
function choices(query: Asked): Step[][] {
  const { query: given, weightFormats, kvFormats } = query;
  const weights = narrower(query, weightLadder, weightFormats).map(([to, factor]) => ({
    change: { id: 'narrower-weights' as const, values: { from: narrowest(weightFormats), to }, factor },
    query: { ...given, weightFormats: [to] },
  }));
  const caches = narrower(query, cacheLadder, kvFormats).map(([to, factor]) => ({
    change: { id: 'narrower-cache' as const, values: { from: narrowest(kvFormats), to }, factor },
    query: { ...given, kvFormats: [to] },
  }));
  const from = Math.max(...query.counts);
  const counts = COUNTS.filter((count) => count > from).map((devices) => ({
    change: { id: 'more-devices' as const, values: { from, to: devices }, factor: devices / from },
    query: { ...given, devices },
  }));
  // Only where some stand idle.
  const fewer = COUNTS.filter((count) => given.devices !== undefined && count < given.devices).map(
    (devices) => ({
      change: { id: 'fewer-devices' as const, values: { from, to: devices }, factor: from / devices },
      query: { ...given, devices },
    }),
  );
  return [weights, caches, counts, fewer.reverse()];
}

/**
 * By how much one accelerator is more than another: memory or bandwidth, whichever grew more; of a twin that is no less
 * in both, what joins so many of them. At most 1 where nothing is more. Worked: an A100 40 GB SXM4 for the PCIe card, 9.52.
 */
export function stepUp(here: AcceleratorRow, there: AcceleratorRow, devices: number): number {
  const room = capacityBytes(there) / capacityBytes(here);
  const rate = there.bandwidth_gbs / here.bandwidth_gbs;
  if (Math.max(room, rate) !== 1 || Math.min(room, rate) < 1) return Math.max(room, rate);
  const [before, after] = [here, there].map((row) => linksOf(row)(devices)?.bytesPerSecond);
  return devices > 1 && before && after ? after / before : 1;
}

/** Every other accelerator that is more than this one, the least more first. */
function others({ query: given, machines, counts }: Asked): Step[] {
  if (given.accelerator === undefined) return [];
  const [here] = machines;
  const devices = Math.max(...counts);
  return accelerators
    .map((row) => ({
      change: {
        id: 'other-accelerator' as const,
        values: { from: here.id, to: row.id },
        factor: stepUp(here, row, devices),
      },
      query: { ...given, accelerator: row.id },
    }))
    .filter(({ change }) => change.factor > 1)
    .sort((a, b) => a.change.factor - b.change.factor);
}

/** The largest smaller number that fits, as a change. */
function lowered(
  id: 'fewer-sequences' | 'shorter-context',
  from: number,
  most: number,
  at: (value: number) => RecommendQuery,
): Step[] {
  const to = lastThatPasses((value) => fits(at(value)), most);
  return to > 0 ? [{ change: { id, values: { from, to }, factor: from / to }, query: at(to) }] : [];
}

/** Changes of the workload and of what is accepted, each moved as far as needed and no further. */
function relaxed({ query: given, workload, model }: Asked): Step[] {
  const { concurrency, contextTokens, tpotSeconds: goal } = workload;
  const withWorkload = (part: Partial<typeof workload>) => ({ ...given, workload: { ...workload, ...part } });
  const steps: Step[] = [];
  if (concurrency !== undefined && concurrency > 1)
    steps.push(
      ...lowered('fewer-sequences', concurrency, concurrency - 1, (to) => withWorkload({ concurrency: to })),
    );
  steps.push(
    ...lowered('shorter-context', contextTokens, Math.min(contextTokens - 1, model.context), (to) =>
      withWorkload({ contextTokens: to }),
    ),
  );
  if (goal !== undefined) {
    const unhurried = {
      ...withWorkload({ concurrency: concurrency ?? 1, tpotSeconds: undefined }),
      rankedBy: 'latency' as const,
    };
    const seconds = search(asked(unhurried)).candidates.map(({ time }) => time.stepSeconds);
    if (seconds.length > 0) {
      const to = seconds.reduce((a, b) => Math.min(a, b));
      const change = { id: 'slower-tokens' as const, values: { from: goal, to }, factor: to / goal };
      steps.push({ change, query: withWorkload({ tpotSeconds: to }) });
    }
  }
  const floor = given.largestPerplexityRise;
  if (floor === undefined) return steps;
  const unconcerned = asked({ ...given, largestPerplexityRise: Number.MAX_VALUE, acceptUnpublished: false });
  const rises = search(unconcerned).candidates.map(({ quality }) => riseOf(quality) ?? Number.NaN);
  if (rises.length > 0) {
    const to = rises.reduce((a, b) => Math.min(a, b));
    steps.push({
      change: { id: 'more-perplexity', values: { from: floor, to } },
      query: { ...given, largestPerplexityRise: to },
    });
  }
  if (!given.acceptUnpublished) {
    const change = { id: 'unpublished-quality' as const, values: { from: 'published', to: 'any' } };
    const query = { ...given, acceptUnpublished: true };
    if (fits(query)) steps.push({ change, query });
  }
  return steps;
}

/** The gentlest change of every kind that helps alone. */
function singles(query: Asked): ChangeSet[] {
  const steps = relaxed(query);
  for (const list of [...choices(query), others(query)]) {
    const helps = list.find((step) => fits(step.query));
    if (helps) steps.push(helps);
  }
  return steps.map(({ change, query: changed }) => ({
    changes: [change],
    ...(change.factor === undefined ? {} : { factor: change.factor }),
    query: changed,
  }));
}

const byFactor = (a: ChangeSet, b: ChangeSet) =>
  (a.factor ?? Number.POSITIVE_INFINITY) - (b.factor ?? Number.POSITIVE_INFINITY) || 0;

/** One change from a list, then whatever helps alone after it. */
function pairs(query: Asked): ChangeSet[] {
  const largest = others(query).at(-1);
  const first = [...choices(query).flat(), ...(largest ? [largest] : [])];
  return first.flatMap(({ change, query: changed }) =>
    singles(asked(changed))
      .filter(({ changes }) => changes[0].id !== change.id)
      .map((then) => ({
        changes: [change, ...then.changes],
        ...(then.factor === undefined || change.factor === undefined
          ? {}
          : { factor: then.factor * change.factor }),
        query: then.query,
      })),
  );
}

const keyOf = ({ changes }: ChangeSet) =>
  changes
    .map(({ id, values }) => `${id} ${values.to}`)
    .sort()
    .join();

/** Pairs that a refusal lists. */
const MOST_PAIRS = 6;

/**
 * What would make something fit, least first; empty when not even two changes would. Worked: llama-2-13b in bf16 for one
 * sequence of 2,048 on one rtx-4090: a card of 32 GB (factor 1.33), Q8_0 (1.88), two devices (2).
 */
export function leastChanges(query: Asked): ChangeSet[] {
  const alone = singles(query).sort(byFactor);
  if (alone.length > 0) return alone;
  // Either may come first.
  const different = new Map(pairs(query).map((set) => [keyOf(set), set]));
  return [...different.values()].sort(byFactor).slice(0, MOST_PAIRS);
}
