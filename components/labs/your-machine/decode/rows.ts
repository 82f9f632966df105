/** The rows of the decode block as plain cells: tables, bars and notes show the same. */
import { fill, type Lang } from '@/components/lang';
import type { CalcUnit } from '@/kernels/cost/calc';
import {
  type DecodeBounds,
  type DecodeFormat,
  type DecodeResult,
  decodeFormats,
  type MeasuredChain,
  type MeasuredPocket,
  modelTokensPerSecond,
  secondsPerLaunch,
  shareOfBound,
  tokensPerSecond,
} from '@/kernels/gpu/machine/decode';
import { spreadShare, WIDE_SPREAD } from '@/kernels/gpu/machine/steadiness';
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
  /** The middle half of its times in proportion to the median, where that is too wide. */
  readonly unsteady?: number;
  readonly cells: readonly Cell[];
  /** Why there are no cells. */
  readonly skipped?: string;
}

export function pocketRows(
  { pocket }: DecodeResult,
  bounds: DecodeBounds,
  words: DecodeMessages,
  lang: Lang,
): Row[] {
  const { columns } = words;
  return inOrder(pocket).map((row) => {
    if (row.state === 'skipped') return skippedRow(row, words, lang);
    const { launches, submits, place } = row;
    const text = fill(words.launches[place], { count: launches, submits });
    return measuredRow(row, bounds, words, lang, (share) => [
      quantity('tokensPerSecond', columns.tokensPerSecond, tokensPerSecond(row), 'count', lang),
      quantity('bytes', columns.bytes, row.bytes, 'bytes', lang),
      share,
      { metric: 'launches', label: columns.launches, value: launches, text },
      quantity('secondsPerLaunch', columns.perLaunch, secondsPerLaunch(row), 'seconds', lang),
    ]);
  });
}

export function chainRows(
  { chain }: DecodeResult,
  bounds: DecodeBounds,
  words: DecodeMessages,
  lang: Lang,
): Row[] {
  const { columns } = words;
  return inOrder(chain).map((row) => {
    if (row.state === 'skipped') return skippedRow(row, words, lang);
    const { layers, bytes, seconds } = row;
    const model = quantity(
      'modelTokensPerSecond',
      columns.model,
      modelTokensPerSecond(row),
      'tokensPerSecond',
      lang,
    );
    return measuredRow(row, bounds, words, lang, (share) => [
      { metric: 'layers', label: columns.layers, value: layers, text: String(layers) },
      quantity('bytes', columns.bytes, bytes, 'bytes', lang),
      quantity('seconds', columns.seconds, seconds.median, 'seconds', lang),
      quantity('bytesPerSecond', columns.rate, bytes / seconds.median, 'bytesPerSecond', lang),
      share,
      model,
    ]);
  });
}

/** Wide formats first, place by place; they are measured in another order. */
function inOrder<T extends { readonly place: string; readonly format: DecodeFormat }>(
  rows: readonly T[],
): T[] {
  const places = [...new Set(rows.map(({ place }) => place))];
  const rank = ({ place, format }: T) => places.indexOf(place) * 10 + decodeFormats.indexOf(format);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function measuredRow(
  row: MeasuredPocket | MeasuredChain,
  bounds: DecodeBounds,
  words: DecodeMessages,
  lang: Lang,
  cells: (share: Cell) => readonly Cell[],
): Row {
  const share = shareOfBound(row, bounds);
  const text = share === undefined ? '–' : formatQuantity(share, 'percent', { lang, digits: 2 });
  const spread = spreadShare(row);
  return {
    key: `${row.place}.${row.format}`,
    format: row.format,
    place: words.places[row.place],
    ...(share !== undefined && { share }),
    ...(spread > WIDE_SPREAD && { unsteady: spread }),
    cells: cells({ metric: 'share', label: words.columns.share, value: share, text }),
  };
}

const quantity = (metric: string, label: string, value: number, unit: CalcUnit, lang: Lang): Cell => ({
  metric,
  label,
  value,
  text: formatQuantity(value, unit, { lang, digits: 3 }),
});

interface Skipped {
  readonly place: string;
  readonly format: DecodeFormat;
  readonly reason: string;
  readonly detail: string;
}

/** Why a row has no figures. A detail may be bytes, or an error's id and what it is about. */
function skippedRow({ place, format, reason, detail }: Skipped, words: DecodeMessages, lang: Lang): Row {
  const row = { key: `${place}.${format}`, format, place: words.places[place], cells: [] };
  if (reason === 'memory' && detail !== '' && Number.isFinite(Number(detail))) {
    const needed = formatQuantity(Number(detail), 'bytes', { lang, digits: 3 });
    return { ...row, skipped: fill(words.skipped.memoryBytes, { detail: needed }) };
  }
  const [id, ...rest] = detail.split(' ');
  const failure = words.failures[id];
  return {
    ...row,
    skipped: failure ? fill(failure, { detail: rest.join(' ') }) : fill(words.skipped[reason], { detail }),
  };
}
