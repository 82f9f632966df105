/** Comparisons of the measuring labs: rows of figures that the page and the file print alike. */
import type { FigureTable } from '@/components/charts/figure-types';
import type { Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';

export const seconds = (value: number, lang: Lang) => formatQuantity(value, 'seconds', { lang, digits: 3 });
export const percent = (value: number) => formatQuantity(value, 'percent', { lang: 'en', digits: 3 });
export const times = (value: number) => `${formatNumber(value, 3, true)}×`;
export const digits3 = (value: number) => formatNumber(value, 3);

export interface ComparedFigure {
  readonly value: number;
  readonly text: string;
}

export interface ComparisonRow {
  readonly metric: string;
  readonly label: string;
  /** One figure per column; nothing where a column has none. */
  readonly figures: readonly (ComparedFigure | undefined)[];
}

/** A row of values, each printed the same way. */
export const comparisonRow = (
  metric: string,
  label: string,
  values: readonly (number | undefined)[],
  print: (value: number) => string,
): ComparisonRow => ({
  metric,
  label,
  figures: values.map((value) => (value === undefined ? undefined : { value, text: print(value) })),
});

/** The rows as the table behind a figure. `first` heads the names of the rows. */
export const tableOf = (
  caption: string,
  first: string,
  columns: readonly string[],
  rows: readonly ComparisonRow[],
): FigureTable => ({
  caption,
  columns: [{ label: first }, ...columns.map((label) => ({ label, numeric: true }))],
  rows: rows.map(({ label, figures }) => [label, ...figures.map((figure) => figure?.text ?? null)]),
});
