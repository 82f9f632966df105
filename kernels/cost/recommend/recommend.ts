/**
 * Which machine, formats and split would serve a model: everything that fits and is quick and good enough, best first,
 * or why nothing is and the least change that would make something so. Best means: quality known before unknown, then
 * the cost of a million tokens in the reader's money where every offered device has a price, in hours of a device where
 * not (hours of different devices are not the same money), or the time of a token, or tokens per second, as asked.
 * Models decoding alone; leaves out prompts, queues, and what an engine can run (which kernels exist for which format).
 */
import { type Configuration, configurationOf, guessesOf, millionTokens } from './configuration';
import { type ChangeSet, leastChanges } from './least-change';
import { type Asked, asked, type RankedBy, type RecommendQuery } from './query';
import { nearMiss, type RefusalReason } from './refusal';
import { type Candidate, type Rejection, search } from './search';

export interface Recommendation {
  /** Best first; empty when nothing fits. */
  readonly configurations: readonly Configuration[];
  /** Pairs of formats on machines: looked at, and fitting. */
  readonly considered: number;
  readonly fitting: number;
  readonly rejected: Readonly<Record<Rejection, number>>;
  readonly rankedBy: 'rent' | 'deviceHours' | Exclude<RankedBy, 'cost'>;
  /** Only when nothing fits. */
  readonly refusal?: {
    readonly reasons: readonly RefusalReason[];
    /** Least first; empty when no one or two changes help. */
    readonly changes: readonly ChangeSet[];
  };
}

const MOST = 12;

function objective(query: Asked, candidates: readonly Candidate[]) {
  const { rankedBy = 'cost' } = query.query;
  if (rankedBy === 'latency') return { rankedBy, of: (one: Candidate) => one.time.stepSeconds };
  if (rankedBy === 'throughput') return { rankedBy, of: (one: Candidate) => -one.tokensPerSecond };
  const priced =
    candidates.length > 0 &&
    candidates.every(({ accelerator }) => guessesOf(query, accelerator.id).pricePerDeviceHour !== undefined);
  if (!priced)
    return { rankedBy: 'deviceHours' as const, of: (one: Candidate) => one.devices / one.tokensPerSecond };
  return { rankedBy: 'rent' as const, of: (one: Candidate) => millionTokens(query, one).rent ?? 0 };
}

/**
 * The recommendation. Throws as `asked` does. Worked: llama-2-7b for 16 × 2,048 on one a100-40-sxm with at most 3 %
 * more perplexity: 4 bits by AWQ first, at 2.4 % more and 18.3 ms a step; nine of fourteen pairs fall out because nobody
 * published their perplexity.
 */
export function recommend(query: RecommendQuery): Recommendation {
  const whole = asked(query);
  const { candidates, considered, rejected } = search(whole);
  const { rankedBy, of } = objective(whole, candidates);
  const keyed = candidates.map((one) => ({
    one,
    unknown: Number(one.quality.kind === 'none'),
    value: of(one),
  }));
  keyed.sort(
    (a, b) =>
      a.unknown - b.unknown ||
      a.value - b.value ||
      a.one.devices - b.one.devices ||
      a.one.time.stepSeconds - b.one.time.stepSeconds,
  );
  const configurations = keyed.slice(0, query.most ?? MOST).map(({ one }) => configurationOf(whole, one));
  const answer = { configurations, considered, fitting: candidates.length, rejected, rankedBy };
  if (candidates.length > 0) return answer;
  return { ...answer, refusal: { reasons: nearMiss(whole, rejected), changes: leastChanges(whole) } };
}
