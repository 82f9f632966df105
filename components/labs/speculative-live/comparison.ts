/** The comparison by kind of text, row by row: the table of the page and of the file say the same. */
import type { FigureTable } from '@/components/charts/figure-types';
import {
  type ComparisonRow,
  comparisonRow,
  digits3,
  percent,
  seconds,
  tableOf,
  times,
} from '../live/comparison';
import { figuresOf, type SpeculativeFigures, together } from './figures';
import type { SpeculativeMessages } from './messages';
import type { GoesSpread, Half, SpeculativeResult } from './types';

const time = (value: number) => seconds(value, 'en');

/** Columns of the comparison: together first where there are several kinds, else the one kind alone. */
export function columnsOf(result: SpeculativeResult, words: SpeculativeMessages): string[] {
  const names = result.kinds.map(({ kind }) => words.choices[`text.${kind}`]);
  return names.length > 1 ? [words.all, ...names] : names;
}

/** The comparison, row by row: all kinds together first where there are several, then each. */
export function rowsOf(result: SpeculativeResult, words: SpeculativeMessages): ComparisonRow[] {
  const { kinds } = result;
  const parts = kinds.length > 1 ? [together(kinds), ...kinds] : kinds;
  const all = parts.map((part) => figuresOf(part, result));
  const row = (
    metric: string,
    values: readonly (number | undefined)[],
    print: (value: number) => string,
    label = metric,
  ) => comparisonRow(metric, words.rows[label], values, print);
  const read = (
    metric: keyof Omit<SpeculativeFigures, 'spread'>,
    print: (value: number) => string,
    label?: string,
  ) =>
    row(
      metric,
      all.map((figures) => figures[metric]),
      print,
      label,
    );
  // Ratios of the device are the same whatever the text.
  const once = (metric: 'costRatio' | 'checkRatio') =>
    row(
      metric,
      all.map((figures, at) => (at === 0 ? figures[metric] : undefined)),
      metric === 'costRatio' ? digits3 : times,
    );
  /** The text names both quartiles, the value the lower. */
  const half = (
    metric: string,
    of: Exclude<keyof GoesSpread, 'count'>,
    print: (value: number) => string,
  ): ComparisonRow => ({
    metric,
    label: words.rows[metric],
    figures: all.map(({ spread }) => spread && { value: spread[of].low, text: rangeText(spread[of], print) }),
  });
  const rows = [
    read('acceptance', percent),
    read('overlap', percent, result.draft === 'ngram' ? 'overlapNgram' : 'overlap'),
    read('tokensPerPass', digits3),
    once('costRatio'),
    once('checkRatio'),
    read('speedupPredicted', times),
    read('speedupHere', times),
    read('speedupMeasured', times),
    half('speedupHalf', 'speedup', times),
    read('plainTokenSeconds', time),
    half('plainHalf', 'plain', time),
    read('speculatedTokenSeconds', time),
    half('speculatedHalf', 'speculated', time),
    row(
      'goes',
      all.map(({ spread }) => spread?.count),
      digits3,
    ),
    read('overhead', percent),
    row(
      'passes',
      parts.map(({ speculated }) => speculated.rounds),
      digits3,
    ),
    row(
      'tokens',
      parts.map(({ speculated }) => speculated.tokens),
      digits3,
    ),
  ];
  return rows.filter(({ figures }) => figures.some((figure) => figure !== undefined));
}

/** Both ends in one unit: it stands once. */
export function rangeText({ low, high }: Half, print: (value: number) => string): string {
  const unit = /[^\d.,]*$/;
  const [from, to] = [print(low), print(high)];
  return unit.exec(from)?.[0] === unit.exec(to)?.[0] ? `${from.replace(unit, '')}–${to}` : `${from}–${to}`;
}

export function comparisonTable(
  result: SpeculativeResult | undefined,
  words: SpeculativeMessages,
): FigureTable {
  const has = result && result.kinds.length > 0;
  return tableOf(
    words.tableCaption,
    words.figure,
    has ? columnsOf(result, words) : [],
    has ? rowsOf(result, words) : [],
  );
}
