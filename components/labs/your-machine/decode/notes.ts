/** Sentences under the decode block that hold numbers of a result. */
import { fill, type Lang } from '@/components/lang';
import { llama7b } from '@/kernels/gpu/chain/plan';
import type { DecodeResult, MeasuredChain, MeasuredPocket } from '@/kernels/gpu/machine/decode';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { DecodeMessages } from './messages';
import type { Row } from './rows';

const measured = <T extends { readonly state: string }>(rows: readonly T[]) =>
  rows.filter((row): row is Extract<T, { state: 'measured' }> => row.state === 'measured');

export function pocketNotes({ pocket }: DecodeResult, words: DecodeMessages, lang: Lang): string[] {
  const rows: readonly MeasuredPocket[] = measured(pocket);
  if (rows.length === 0) return [];
  const bytes = formatQuantity(Math.max(...rows.map((row) => row.bytes)), 'bytes', { lang, digits: 2 });
  const error = formatNumber(Math.max(...rows.map((row) => row.error)), 2);
  return [fill(words.pocketNote, { bytes }), fill(words.pocketOne, { error })];
}

export function chainNotes({ chain, cacheBytes }: DecodeResult, words: DecodeMessages, lang: Lang): string[] {
  const rows: readonly MeasuredChain[] = measured(chain);
  const shape = { hidden: formatNumber(llama7b.hidden, 4), inner: formatNumber(llama7b.inner, 5) };
  const cache = formatQuantity(cacheBytes, 'bytesBinary', { lang });
  return [
    fill(words.chainNote, { ...shape, cache }),
    ...(rows.length > 0 ? [fill(words.chainModel, { layers: 32 })] : []),
    ...(rows.some(({ place }) => place === 'processor') ? [words.chainProcessor] : []),
  ];
}

/** How many timings the medians rest on. */
export function mediansLine({ pocket, chain }: DecodeResult, words: DecodeMessages): string {
  const range = (counts: readonly number[]) => {
    const [low, high] = [Math.min(...counts), Math.max(...counts)];
    return low === high ? String(low) : `${low}–${high}`;
  };
  const [tokens, passes] = [pocket, chain].map((rows) =>
    measured<DecodeResult['pocket'][number] | DecodeResult['chain'][number]>(rows).map(
      ({ seconds }) => seconds.repeats,
    ),
  );
  if (passes.length === 0) return '';
  if (tokens.length === 0) return fill(words.mediansChain, { passes: range(passes) });
  return fill(words.medians, { tokens: range(tokens), passes: range(passes) });
}

/** Rows whose times are not to be relied on. */
export function unsteadyLine(
  pocket: readonly Row[],
  chain: readonly Row[],
  words: DecodeMessages,
  lang: Lang,
): string | undefined {
  const named = (what: string, rows: readonly Row[]) =>
    rows.flatMap(({ format, place, unsteady }) =>
      unsteady === undefined ? [] : [{ name: `${what} ${format} (${place})`, unsteady }],
    );
  const found = [...named(words.pocket, pocket), ...named(words.chain, chain)];
  if (found.length === 0) return undefined;
  const widest = Math.max(...found.map(({ unsteady }) => unsteady));
  return fill(words.unsteady, {
    rows: found.map(({ name }) => name).join(lang === 'zh' ? '、' : ', '),
    spread: formatQuantity(widest, 'percent', { lang, digits: 2 }),
  });
}
