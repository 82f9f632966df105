/** What is said below the prediction of the cache: how far off it is, what nobody said, and what else decided. */
import { fill, type Lang } from '@/components/lang';
import type { KvBlocks } from '@/kernels/engines/kv-blocks';
import { defaultShare } from '@/kernels/engines/kv-query';
import type { CachePrediction, PasteReport } from '@/kernels/engines/paste';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { CommandMessages } from './messages';

const GIB = 2 ** 30;
/** A log's GiB in bytes. */
export const gib = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : value * GIB;

/** How far off, what nobody said, and what else decided. */
export function notesOf(
  cache: CachePrediction,
  report: PasteReport,
  lang: Lang,
  words: CommandMessages,
): string[] {
  const say = words.cache;
  const { blind, told, reported, question } = cache;
  const measured = gib(report.log.cacheGib);
  const signed = (value: number) =>
    `${value > 0 ? '+' : ''}${formatQuantity(value, 'percent', { lang, digits: 2 })}`;
  const error = (one: KvBlocks) => {
    if (reported !== undefined && reported > 0) return signed(one.tokens / reported - 1);
    return measured !== undefined && measured > 0 ? signed(one.kvBytes / measured - 1) : undefined;
  };
  const [first, second] = [error(blind), told && error(told)];
  const { query } = question;
  const values = {
    share: formatQuantity(query.gpuMemoryUtilization, 'percent', { lang }),
    before: formatQuantity(defaultShare.before, 'percent', { lang }),
    length: formatNumber(query.maxModelLen ?? 0, 9),
    step: formatNumber(query.batchedTokens ?? 0, 9),
    sequences: formatNumber(query.sequences ?? 0, 9),
  };
  const separator = lang === 'zh' ? '；' : '; ';
  // The older default is worth a word only beside another one.
  const older = query.gpuMemoryUtilization === defaultShare.before;
  const wordOf = (id: string) => (id === 'share' && older ? 'shareBefore' : id);
  const assumed = question.assumed.map((id) => fill(say.assumptions[wordOf(id)], values)).join(separator);
  return [
    first && fill(say.verdicts.error, { error: first, part: ofBudget(blind, cache, measured, lang) }),
    first && second && fill(say.verdicts.explained, { error: second }),
    say.sides,
    assumed && fill(say.assumed, { what: assumed }),
    ...blind.reasons.map(({ id, values: facts }) => reasonText(id, facts, lang, words)),
  ].filter((text): text is string => Boolean(text));
}

/** The same difference as a part of what the server may take: the cache is often a small rest of large numbers. */
function ofBudget(
  one: KvBlocks,
  { reported, question }: CachePrediction,
  measured: number | undefined,
  lang: Lang,
) {
  const blocks = (reported ?? 0) / (question.query.blockSize ?? 16);
  const real = reported === undefined ? (measured ?? 0) : blocks * one.blockBytes;
  return formatQuantity(Math.abs(one.kvBytes - real) / one.budgetBytes, 'percent', { lang, digits: 2 });
}

function reasonText(id: string, facts: Readonly<Record<string, number>>, lang: Lang, words: CommandMessages) {
  const text = words.cache.reasons[id];
  if (text === undefined) return undefined;
  const printed = Object.entries(facts).map(([key, value]) => {
    if (key === 'share') return [key, formatQuantity(value, 'percent', { lang, digits: 3 })];
    return [key, key === 'bytes' ? formatQuantity(value, 'bytesBinary', { lang }) : formatNumber(value, 9)];
  });
  return fill(text, Object.fromEntries(printed));
}
