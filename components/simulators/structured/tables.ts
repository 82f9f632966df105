/** The figure as a table: one row per pass. */
import type { FigureTable } from '@/components/charts/figure-types';
import type { StructuredMessages } from './messages';
import { visible } from './shown';
import type { ShownRun } from './types';

export function passesTable(run: ShownRun | undefined, messages: StructuredMessages): FigureTable {
  const text = (id: number) => visible(run?.tokenTexts[id] ?? '', messages.endToken);
  const { table } = messages;
  const rows = (run?.steps ?? []).map((step, at) => [
    at + 1,
    step.read,
    step.favourites[0] ? text(step.favourites[0].id) : '',
    step.favourites[0]?.allowed ? messages.allowed : messages.forbidden,
    step.allowed,
    Number((step.keptShare * 100).toPrecision(3)),
    text(step.id),
    step.forced.map(text).join(''),
    step.replaced,
  ]);
  return {
    caption: table.caption,
    columns: [
      { label: table.pass, numeric: true },
      { label: table.read, numeric: true },
      { label: table.favourite },
      { label: table.favouriteIs },
      { label: table.allowed, numeric: true },
      { label: table.kept, numeric: true },
      { label: table.chosen },
      { label: table.forced },
      { label: table.replaced, numeric: true },
    ],
    rows,
  };
}
