/** Sentences under the decode block that hold numbers of a result. */
import { fill, type Lang } from '@/components/lang';
import { llama7b } from '@/kernels/gpu/chain/plan';
import {
  type DecodeResult,
  type MeasuredChain,
  type MeasuredPocket,
  secondsPerLaunch,
} from '@/kernels/gpu/machine/decode';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { DecodeMessages } from './messages';
import type { Row } from './rows';

/** No GPU takes so long to start a piece of work. */
const SLOW_PIECE_SECONDS = 0.001;

const measured = <T extends { readonly state: string }>(rows: readonly T[]) =>
  rows.filter((row): row is Extract<T, { state: 'measured' }> => row.state === 'measured');

export function pocketNotes({ pocket }: DecodeResult, words: DecodeMessages, lang: Lang): string[] {
  const rows: readonly MeasuredPocket[] = measured(pocket);
  if (rows.length === 0) return [];
  const bytes = formatQuantity(Math.max(...rows.map((row) => row.bytes)), 'bytes', { lang, digits: 2 });
  const error = formatNumber(Math.max(...rows.map((row) => row.error)), 2);
  const pieces = rows.filter(({ place }) => place === 'webgpu').map(secondsPerLaunch);
  const least = Math.min(...pieces);
  const slow = pieces.length > 0 && least > SLOW_PIECE_SECONDS;
  return [
    fill(words.pocketNote, { bytes }),
    ...(slow
      ? [fill(words.pocketSlow, { seconds: formatQuantity(least, 'seconds', { lang, digits: 2 }) })]
      : []),
    fill(words.pocketOne, { error }),
  ];
}

export function chainNotes({ chain, cacheBytes }: DecodeResult, words: DecodeMessages, lang: Lang): string[] {
  const rows: readonly MeasuredChain[] = measured(chain);
  const onProcessor = rows.filter(({ place }) => place === 'processor');
  const rateOf = (format: string) =>
    onProcessor
      .filter((row) => row.format === format)
      .map(({ bytes, seconds }) => bytes / seconds.median)[0] ?? Number.NaN;
  const shape = { hidden: formatNumber(llama7b.hidden, 4), inner: formatNumber(llama7b.inner, 5) };
  const cache = formatQuantity(cacheBytes, 'bytesBinary', { lang });
  return [
    fill(words.chainNote, { ...shape, cache }),
    ...(rows.length > 0 ? [fill(words.chainModel, { layers: 32 })] : []),
    ...(rateOf('q4') < rateOf('fp32') ? [words.chainProcessor] : []),
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
  const named = (what: string, rows: readonly Row[]) => {
    const alone = new Set(rows.map(({ place }) => place)).size === 1;
    return rows.flatMap(({ format, place, unsteady }) => {
      const where = alone ? '' : lang === 'zh' ? `（${place}）` : ` (${place})`;
      return unsteady === undefined ? [] : [{ name: `${what} ${format}${where}`, unsteady }];
    });
  };
  const found = [...named(words.pocket, pocket), ...named(words.chain, chain)];
  if (found.length === 0) return undefined;
  const widest = Math.max(...found.map(({ unsteady }) => unsteady));
  return fill(words.unsteady, {
    rows: found.map(({ name }) => name).join(lang === 'zh' ? '、' : ', '),
    spread: formatQuantity(widest, 'percent', { lang, digits: 2 }),
  });
}
