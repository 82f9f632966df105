import type { Cell, FigureTable } from './figure-types';

/** A table as RFC 4180 text. Worked: a row ['a,b', 1, null] → "a,b",1, */
export function csvText(table: FigureTable): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows];
  return `${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(value: Cell): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
