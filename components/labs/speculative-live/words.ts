/** Values of the lab in the reader's language, shared by the live view and the static one. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { figuresOf, neededCostRatio, type SpeculativeFigures, together } from './figures';
import type { SpeculativeMessages } from './messages';
import type { ShownToken, SpeculativeResult } from './types';

export const seconds = (value: number, lang: Lang) => formatQuantity(value, 'seconds', { lang, digits: 3 });
export const percent = (value: number) => formatQuantity(value, 'percent', { lang: 'en', digits: 3 });
const times = (value: number) => `${formatNumber(value, 3, true)}×`;
export const digits3 = (value: number) => formatNumber(value, 3);

export interface Figure {
  readonly value: number;
  readonly text: string;
}

export interface Row {
  readonly metric: string;
  readonly label: string;
  /** All kinds together first, then each. */
  readonly figures: readonly (Figure | undefined)[];
}

/** Columns of the comparison: together first where there are several kinds, else the one kind alone. */
export function columnsOf(result: SpeculativeResult, words: SpeculativeMessages): string[] {
  const names = result.kinds.map(({ kind }) => words.choices[`text.${kind}`]);
  return names.length > 1 ? [words.all, ...names] : names;
}

/** The comparison, row by row. */
export function rowsOf(result: SpeculativeResult, words: SpeculativeMessages): Row[] {
  const { kinds } = result;
  const parts = kinds.length > 1 ? [together(kinds), ...kinds] : kinds;
  const all = parts.map((part) => figuresOf(part, result));
  const row = (
    metric: string,
    figures: readonly (number | undefined)[],
    print: (value: number) => string,
    label = metric,
  ) => ({
    metric,
    label: words.rows[label],
    figures: figures.map((value) => (value === undefined ? undefined : { value, text: print(value) })),
  });
  const read = (metric: keyof SpeculativeFigures, print: (value: number) => string, label?: string) =>
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
  return [
    read('acceptance', percent),
    read('overlap', percent, result.draft === 'ngram' ? 'overlapNgram' : 'overlap'),
    read('tokensPerPass', digits3),
    once('costRatio'),
    once('checkRatio'),
    read('speedupPredicted', times),
    read('speedupHere', times),
    read('speedupMeasured', times),
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
}

export function comparisonTable(
  result: SpeculativeResult | undefined,
  words: SpeculativeMessages,
): FigureTable {
  const has = result && result.kinds.length > 0;
  return {
    caption: words.tableCaption,
    columns: [
      { label: words.figure },
      ...(has ? columnsOf(result, words) : []).map((label) => ({ label, numeric: true })),
    ],
    rows: has
      ? rowsOf(result, words).map(({ label, figures }) => [
          label,
          ...figures.map((figure) => figure?.text ?? null),
        ])
      : [],
  };
}

/** Every token shown, for the CSV and the table under the texts. */
export function tokenTable(result: SpeculativeResult | undefined, words: SpeculativeMessages): FigureTable {
  const names = words.tokenColumns;
  const number = (value: number | undefined) => (value === undefined ? null : digits3(value));
  return {
    caption: words.everyToken,
    columns: [
      { label: names.kind },
      { label: names.round, numeric: true },
      { label: names.token },
      { label: names.verdict },
      ...[names.p, names.q, names.ratio, names.drawn].map((label) => ({ label, numeric: true })),
    ],
    rows: (result?.kinds ?? []).flatMap(({ kind, shown }) =>
      shown.map(({ round, text, verdict, p, q, drawn }) => [
        words.choices[`text.${kind}`],
        round + 1,
        text.replaceAll('\n', '\u21b5'),
        words.verdicts[verdict],
        number(p),
        number(q),
        number(q ? p / q : undefined),
        number(drawn),
      ]),
    ),
  };
}

export function tokenTitle({ verdict, p, q, drawn }: ShownToken, words: SpeculativeMessages): string {
  const print = (value: number | undefined) => (value === undefined ? '–' : digits3(value));
  return fill(words.tokenTitle, {
    verdict: words.verdicts[verdict],
    p: print(p),
    q: print(q),
    drawn: print(drawn),
  });
}

export function describe(result: SpeculativeResult | undefined, words: SpeculativeMessages): string {
  if (!result) return words.sentenceNone;
  if (result.kinds.length === 0) return words.sentencePlaces;
  const figures = figuresOf(together(result.kinds), result);
  return fill(words.sentence, {
    acceptance: percent(figures.acceptance),
    tokensPerPass: digits3(figures.tokensPerPass),
    speedupPredicted: times(figures.speedupPredicted ?? 0),
    speedupHere: times(figures.speedupHere ?? 0),
    speedupMeasured: times(figures.speedupMeasured),
  });
}

/** Within this of 1 nothing is said about gaining. */
const EVEN = 0.03;

/** Why guessing pays, or does not, on the device that was measured. */
export function reasonOf(result: SpeculativeResult, words: SpeculativeMessages): string {
  const { gamma } = result;
  const figures = figuresOf(together(result.kinds), result);
  const { tokensPerPass, costRatio = 0, checkRatio = 1, speedupMeasured } = figures;
  const needed = neededCostRatio(figures, gamma) ?? 0;
  const about =
    speedupMeasured > 1 + EVEN
      ? 'gain'
      : speedupMeasured > 1 - EVEN
        ? 'even'
        : result.draft === 'ngram'
          ? 'lookup'
          : needed <= 0
            ? 'check'
            : 'draft';
  return fill(words.why[about], {
    count: gamma + 1,
    acceptance: percent(figures.acceptance),
    tokensPerPass: digits3(tokensPerPass),
    price: digits3(tokensPerPass / speedupMeasured),
    checkRatio: times(checkRatio),
    costRatio: digits3(costRatio),
    needed: digits3(needed),
  });
}
