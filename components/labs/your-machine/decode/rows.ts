/** The rows of the decode block as plain cells: the tables on the page and what is downloaded show the same. */
import { fill, type Lang } from '@/components/lang';
import {
  type ChainDecode,
  type DecodeBounds,
  type DecodeFormat,
  type DecodeResult,
  modelTokensPerSecond,
  type PocketDecode,
  secondsPerLaunch,
  shareOfBound,
  tokensPerSecond,
} from '@/kernels/gpu/machine/decode';
import { formatQuantity } from '@/kernels/numbers/format';
import type { DecodeMessages } from './messages';

export interface Cell {
  readonly metric: string;
  readonly label: string;
  /** In base units. */
  readonly value?: number;
  readonly text: string;
}

export interface Row {
  readonly key: string;
  readonly format: DecodeFormat;
  readonly place: string;
  readonly share?: number;
  readonly cells: readonly Cell[];
  /** Why there are no cells. */
  readonly skipped?: string;
}

type Words = Pick<DecodeMessages, 'columns' | 'places' | 'launches' | 'submits' | 'skipped' | 'failures'>;

export function pocketRows({ pocket }: DecodeResult, bounds: DecodeBounds, words: Words, lang: Lang): Row[] {
  const { columns } = words;
  return pocket.map((row) =>
    rowOf(row, bounds, words, lang, (measured, share) => [
      count('tokensPerSecond', columns.tokensPerSecond, tokensPerSecond(measured), lang),
      bytes('bytes', columns.bytes, measured.bytes, lang),
      percent(columns.share, share, lang),
      launchesOf(measured.place, measured.launches, words),
      seconds('secondsPerLaunch', columns.perLaunch, secondsPerLaunch(measured), lang),
    ]),
  );
}

export function chainRows({ chain }: DecodeResult, bounds: DecodeBounds, words: Words, lang: Lang): Row[] {
  const { columns } = words;
  return chain.map((row) =>
    rowOf(row, bounds, words, lang, (measured, share) => [
      { metric: 'layers', label: columns.layers, value: measured.layers, text: String(measured.layers) },
      bytes('bytes', columns.bytes, measured.bytes, lang),
      seconds('seconds', columns.seconds, measured.seconds.median, lang),
      rate(columns.rate, measured.bytes / measured.seconds.median, lang),
      percent(columns.share, share, lang),
      count('modelTokensPerSecond', columns.model, modelTokensPerSecond(measured), lang),
    ]),
  );
}

function rowOf<T extends PocketDecode | ChainDecode>(
  row: T,
  bounds: DecodeBounds,
  words: Words,
  lang: Lang,
  cells: (measured: Extract<T, { state: 'measured' }>, share: number | undefined) => readonly Cell[],
): Row {
  const common = { key: `${row.place}.${row.format}`, format: row.format, place: words.places[row.place] };
  if (row.state === 'skipped') {
    return { ...common, cells: [], skipped: skippedLine(row, words, lang) };
  }
  const share = shareOfBound(row, bounds);
  return { ...common, share, cells: cells(row as Extract<T, { state: 'measured' }>, share) };
}

const count = (metric: string, label: string, value: number, lang: Lang): Cell => ({
  metric,
  label,
  value,
  text: formatQuantity(value, 'count', { lang, digits: 3 }),
});

const bytes = (metric: string, label: string, value: number, lang: Lang): Cell => ({
  metric,
  label,
  value,
  text: formatQuantity(value, 'bytes', { lang, digits: 3 }),
});

const rate = (label: string, value: number, lang: Lang): Cell => ({
  metric: 'bytesPerSecond',
  label,
  value,
  text: formatQuantity(value, 'bytesPerSecond', { lang, digits: 3 }),
});

const seconds = (metric: string, label: string, value: number, lang: Lang): Cell => ({
  metric,
  label,
  value,
  text: formatQuantity(value, 'seconds', { lang, digits: 3 }),
});

const percent = (label: string, value: number | undefined, lang: Lang): Cell => ({
  metric: 'share',
  label,
  value,
  text: value === undefined ? '–' : formatQuantity(value, 'percent', { lang, digits: 2 }),
});

function launchesOf(place: string, value: number, words: Words): Cell {
  const text = fill(words.launches[place], { count: value });
  return { metric: 'launches', label: words.columns.launches, value, text };
}

/** Why a row has no figures. A detail may be bytes, or an error's id and what it is about. */
function skippedLine(
  { reason, detail }: { readonly reason: string; readonly detail: string },
  words: Words,
  lang: Lang,
): string {
  if (reason === 'memory' && detail !== '' && Number.isFinite(Number(detail))) {
    const needed = formatQuantity(Number(detail), 'bytes', { lang, digits: 3 });
    return fill(words.skipped.memoryBytes, { detail: needed });
  }
  const [id, ...rest] = detail.split(' ');
  const failure = words.failures[id];
  if (failure) return fill(failure, { detail: rest.join(' ') });
  return fill(words.skipped[reason], { detail });
}
