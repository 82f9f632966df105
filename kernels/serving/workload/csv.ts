/**
 * A reader's own traffic as text: a trace (arrival, prompt, output) or a table of lengths (prompt, output). Commas,
 * semicolons or tabs; a first line of names is allowed and decides the order of the columns. Whatever is wrong is said
 * with its line.
 */
import { BookError } from '../../errors';
import type { ServingRequest } from '../request';
import type { LengthPair } from './lengths';

/** A file longer than this is refused before it is read through. */
export const MOST_CHARACTERS = 40_000_000;
const MOST_ROWS = 1_000_000;
/** Longer than any context there is: a byte count, or a column mistaken for another. */
const MOST_TOKENS = 10_000_000;

/** What a column may be called, in lower case without what is not a letter. */
const names: Readonly<Record<string, readonly string[]>> = {
  arrival: ['arrival', 'arrivalseconds', 'arrivaltime', 'arrivedat', 'time', 'timestamp', 'seconds', '到达'],
  prompt: ['prompt', 'prompttokens', 'input', 'inputtokens', 'contexttokens', 'requesttokens', '提示'],
  output: ['output', 'outputtokens', 'answer', 'answertokens', 'generatedtokens', 'responsetokens', '输出'],
};

/** Requests in order of arrival; the first arrives at 0. Worked: "0,100,20\n1.5,80,10" → two requests, 1.5 s apart. */
export function parseTraceCsv(text: string): ServingRequest[] {
  const rows = readRows(text, ['arrival', 'prompt', 'output']);
  const first = rows.reduce((earliest, [arrival]) => Math.min(earliest, arrival), Number.POSITIVE_INFINITY);
  return rows
    .map(([arrival, promptTokens, outputTokens]) => ({
      arrivalSeconds: arrival - first,
      promptTokens,
      outputTokens,
    }))
    .sort((a, b) => a.arrivalSeconds - b.arrivalSeconds)
    .map((request, id) => ({ id, ...request }));
}

/** Pairs of lengths. Worked: "prompt;output\n100;20" → one pair. */
export function parseLengthsCsv(text: string): LengthPair[] {
  return readRows(text, ['prompt', 'output']).map(([promptTokens, outputTokens]) => ({
    promptTokens,
    outputTokens,
  }));
}

/** What a reader may bring: whole requests, or lengths to draw from. */
export type Traffic =
  | { readonly kind: 'trace'; readonly requests: readonly ServingRequest[] }
  | { readonly kind: 'lengths'; readonly pairs: readonly LengthPair[] };

/** Reads either, by its columns: two are lengths, unless a first line of names says otherwise. */
export function parseTrafficCsv(text: string): Traffic {
  const first = linesOf(text.slice(0, 10_000)).find(isRow) ?? '';
  const cells = cellsOf(first, separatorOf(first));
  const named = cells.some((cell) => names.arrival.includes(plain(cell)));
  return cells.length === 2 && !named
    ? { kind: 'lengths', pairs: parseLengthsCsv(text) }
    : { kind: 'trace', requests: parseTraceCsv(text) };
}

function readRows(text: string, columns: readonly string[]): number[][] {
  if (text.length > MOST_CHARACTERS) {
    throw new BookError('csv.tooLong', { characters: text.length, most: MOST_CHARACTERS });
  }
  const lines = linesOf(text);
  const separator = separatorOf(lines.find(isRow) ?? '');
  let order = columns.map((_, at) => at);
  let begun = false;
  const rows: number[][] = [];
  lines.forEach((line, at) => {
    if (!isRow(line)) return;
    const cells = cellsOf(line, separator);
    if (!begun) {
      begun = true;
      if (cells.some((cell) => cell !== '' && Number.isNaN(Number(cell)))) {
        order = columns.map((column) => columnOf(cells, column, at + 1));
        return;
      }
    }
    if (rows.length >= MOST_ROWS) throw new BookError('csv.tooManyRows', { most: MOST_ROWS });
    rows.push(columns.map((column, index) => readCell(cells[order[index]], column, at + 1)));
  });
  if (rows.length === 0) throw new BookError('csv.empty', {});
  return rows;
}

const linesOf = (text: string) => text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
/** Empty lines and remarks hold nothing. */
const isRow = (line: string) => line.trim() !== '' && !line.startsWith('#');
const separatorOf = (line: string) => ['\t', ';', ','].find((mark) => line.includes(mark)) ?? ',';
const cellsOf = (line: string, separator: string) =>
  line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
/** A column's name without what is not a letter. */
const plain = (cell: string) => cell.toLowerCase().replace(/[^a-z\u4e00-\u9fff]/g, '');

function columnOf(cells: readonly string[], column: string, line: number): number {
  const found = cells.findIndex((cell) => names[column].includes(plain(cell)));
  if (found < 0) throw new BookError('csv.noColumn', { line, column, known: names[column].join(', ') });
  return found;
}

function readCell(cell: string | undefined, column: string, line: number): number {
  if (cell === undefined || cell === '') throw new BookError('csv.missing', { line, column });
  const value = Number(cell);
  const good =
    column === 'arrival'
      ? Number.isFinite(value)
      : Number.isInteger(value) && value >= 1 && value <= MOST_TOKENS;
  if (!good) throw new BookError('csv.value', { line, column, value: cell.slice(0, 40) });
  return value;
}
