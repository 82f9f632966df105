/** What a figure gives away: the table that says the same as the drawing, and the data behind both. */

export type Cell = string | number | null;

export interface FigureColumn {
  readonly label: string;
  /** Right-aligned, in tabular figures. */
  readonly numeric?: boolean;
  /** Hidden until the reader has made the chapter's guess. */
  readonly answer?: boolean;
}

export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

export type DownloadFormat = 'svg' | 'png' | 'csv' | 'json';

export type Drawing = SVGSVGElement | string | null | undefined;

export interface FigureSource {
  /** Stem of file names, and the id under /<lang>/embed/. */
  readonly name: string;
  /** The reading of the figure as a table. Called while rendering, so it must be pure and cheap. */
  readonly table: () => FigureTable;
  /** Rows for the CSV when they are more than the table shows; by default the table's. */
  readonly csv?: () => FigureTable;
  /** Everything needed to draw the figure again. */
  readonly json: () => unknown;
  /** The drawing: an element on the page, or finished SVG text. Without it only CSV and JSON are offered. */
  readonly svg?: () => Drawing | Promise<Drawing>;
}
