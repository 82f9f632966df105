/** Values of the lab in the reader's language, shared by the live view and the static one. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill } from '@/components/lang';
import { digits3, percent, times } from '../live/comparison';
import { figuresOf, neededCostRatio, together } from './figures';
import type { SpeculativeMessages } from './messages';
import type { ShownToken, SpeculativeResult } from './types';

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

/** How often the clock ran, and how far its answers lie apart. */
export function goesOf(result: SpeculativeResult, words: SpeculativeMessages): string {
  const { spread } = figuresOf(together(result.kinds), result);
  if (!spread) return words.goesOne;
  return fill(words.goes, {
    count: spread.count,
    low: times(spread.speedup.low),
    high: times(spread.speedup.high),
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
