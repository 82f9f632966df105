/** The lab's figures as tables: the twin under the figure, and the rows of the CSV. */
import type { FigureTable } from '@/components/charts/figure-types';
import type { LabMessages } from './messages';
import { fenceOf } from './params';
import type { Row } from './rows';
import type { SweepPoint } from './types';

export function comparisonTable(rows: readonly Row[], messages: LabMessages): FigureTable {
  const { table, column } = messages;
  return {
    caption: table.caption,
    columns: [
      { label: table.figure },
      { label: column.original, numeric: true },
      { label: column.quantized, numeric: true },
      { label: column.change, numeric: true },
    ],
    rows: rows.map((row) => [
      row.label,
      row.original?.text ?? null,
      row.quantized?.text ?? null,
      row.change ?? null,
    ]),
  };
}

export function sweepTable(points: readonly SweepPoint[], messages: LabMessages): FigureTable {
  const columns = [
    'bits',
    'scheme',
    'scale per',
    'bits per weight',
    'bytes',
    'perplexity',
    'KL',
    'top-1 agreement',
  ];
  return {
    caption: messages.sweepTitle,
    columns: columns.map((label) => ({ label })),
    rows: points.map(({ grid, bitsPerWeight, totalBytes, perplexity, kl, topOneAgreement }) => [
      grid.bits,
      grid.scheme,
      fenceOf(grid),
      bitsPerWeight,
      totalBytes,
      perplexity,
      kl,
      topOneAgreement,
    ]),
  };
}
