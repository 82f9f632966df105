import { fill, type Lang } from '@/components/lang';
import type { PlannerResult } from '@/kernels/cost/memory-planner/compute';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { PlannerMessages } from './messages';

/** What the planner says in one sentence or two: fits or not and why, and where the cache passes the weights. */
export function plannerSentence(result: PlannerResult, lang: Lang, words: PlannerMessages): string {
  const { plan, sequences, tokensEach } = result;
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  return fill(words.sentence, {
    sequences: formatNumber(sequences, 9),
    tokens: formatNumber(tokensEach, 9),
    total: bytes(plan.total),
    capacity: bytes(plan.capacity),
    verdict: verdict(result, bytes, words),
    crossing: crossing(result, words),
  });
}

function verdict({ plan }: PlannerResult, bytes: (value: number) => string, words: PlannerMessages): string {
  if (plan.fits) return fill(words.fits, { free: bytes(plan.capacity - plan.total) });
  const largest = plan.reasons.find((reason) => reason.id === 'largest')?.values;
  if (!largest) return fill(words.weightsAlone, { weights: bytes(plan.weights) });
  const term = words.terms[largest.term as keyof typeof words.terms];
  return fill(words.over, {
    by: bytes(plan.total - plan.capacity),
    term: words.lowerCaseTerms ? term.toLowerCase().replace('kv', 'KV') : term,
    bytes: bytes(Number(largest.bytes)),
  });
}

function crossing(
  { crossover, crossoverAlone, sequences, longestTokens }: PlannerResult,
  words: PlannerMessages,
): string {
  const say = words.crossing;
  const number = (value: number) => formatNumber(value, 9);
  const longest = number(longestTokens);
  if (sequences === 1)
    return crossoverAlone.reached
      ? fill(say.oneReached, { tokens: number(crossoverAlone.tokens) })
      : fill(say.oneNever, { longest });
  if (!crossover.reached) return fill(say.never, { sequences: number(sequences), longest });
  return fill(say.reached, {
    sequences: number(sequences),
    tokens: number(crossover.tokens),
    alone: crossoverAlone.reached
      ? fill(say.aloneReached, { tokens: number(crossoverAlone.tokens) })
      : fill(say.aloneNever, { longest }),
  });
}

/** What else has to be said about how the model is spread. */
export function plannerWarnings({ plan }: PlannerResult, words: PlannerMessages): string[] {
  return plan.reasons.flatMap(({ id, values }) => {
    if (id === 'cache-copied') return fill(words.cacheCopied, values);
    if (id === 'heads-do-not-divide') return fill(words.headsDoNotDivide, values);
    return [];
  });
}
