import type { Lang } from '@/components/lang';
import {
  type EngineCell,
  type EngineColumn,
  engineSources,
  inferenceEngines,
} from '@/kernels/catalog/engines';
import { questionIds } from '@/kernels/engines/decision/needs';
import { columnOf } from '@/kernels/engines/decision/questions';

/** A cell as the browser gets it: what is decided by, and its words in one language. */
export interface ShownCell extends Pick<EngineCell, 'has' | 'partly' | 'unstated'> {
  readonly text: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

export interface ShownEngine {
  readonly id: string;
  readonly name: string;
  readonly what: string;
  readonly cells: Readonly<Partial<Record<EngineColumn, ShownCell>>>;
}

/** The columns that questions are put to, in one language. */
export function shownEngines(lang: Lang): ShownEngine[] {
  return inferenceEngines.map(({ id, name, cells }) => ({
    id,
    name,
    what: cells.what[lang],
    cells: Object.fromEntries(
      questionIds.map((question) => [columnOf[question], shownCell(cells[columnOf[question]], lang)]),
    ),
  }));
}

function shownCell(cell: EngineCell, lang: Lang): ShownCell {
  const { has, partly, unstated } = cell;
  const sources = cell.source.map((key) => {
    const { title, version, url } = engineSources[key];
    return { title: `${title} (${version})`, url };
  });
  return { has, partly, unstated, text: cell[lang], sources };
}
