/** The list as it stands in the page: what to hide, what to open, and its words for the files. */
import type { FigureTable } from '@/components/charts/figure-types';
import type { Entry } from './filter';
import type { ErrataMessages } from './messages';

const itemsOf = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('[data-claim]')];

/** Hides every claim that is not asked for, and the headings of notes that have none left. */
export function showOnly(root: HTMLElement, ids: ReadonlySet<string>): void {
  for (const group of root.querySelectorAll<HTMLElement>('[data-group]')) {
    const items = itemsOf(group);
    for (const item of items) item.hidden = !ids.has(item.dataset.claim ?? '');
    group.hidden = items.every((item) => item.hidden);
  }
}

/** Opens the claim that the address points at. */
export function openTarget(root: HTMLElement, hash: string): void {
  const item = hash.startsWith('#erratum-') ? root.querySelector(`#${CSS.escape(hash.slice(1))}`) : null;
  const details = item?.querySelector('details');
  if (!item || !details) return;
  details.open = true;
  item.scrollIntoView();
}

/** What a part of a claim says, formulas as their TeX. */
function partText(item: HTMLElement, part: string): string {
  const element = item.querySelector(`[data-part="${part}"]`);
  if (!element) return '';
  const copy = element.cloneNode(true) as HTMLElement;
  for (const formula of copy.querySelectorAll('.katex, math'))
    formula.replaceWith(formula.querySelector('annotation')?.textContent ?? formula.textContent);
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

/** The claims shown, in words: one row of the CSV, one object of the JSON. */
export function claimRows(root: HTMLElement, shown: readonly Entry[], messages: ErrataMessages) {
  const items = new Map(itemsOf(root).map((item) => [item.dataset.claim, item]));
  return shown.flatMap(({ id, note, chapter, verdict }) => {
    const item = items.get(id);
    if (!item) return [];
    const [claim, correction, derivation, source] = ['claim', 'correction', 'derivation', 'source'].map(
      (part) => partText(item, part),
    );
    return [
      {
        id,
        note: messages.notes[note],
        verdict: messages.verdicts[verdict],
        chapter,
        claim,
        correction,
        derivation,
        source,
      },
    ];
  });
}

/** Verdicts by note: the table twin of the list. */
export function verdictTable(shown: readonly Entry[], messages: ErrataMessages): FigureTable {
  const verdicts = Object.keys(messages.verdicts);
  const row = (name: string, of: readonly Entry[]) => [
    name,
    ...verdicts.map((verdict) => of.filter((entry) => entry.verdict === verdict).length),
    of.length,
  ];
  return {
    caption: messages.tableCaption,
    columns: [
      { label: messages.note },
      ...verdicts.map((verdict) => ({ label: messages.verdicts[verdict], numeric: true, answer: true })),
      { label: messages.total, numeric: true },
    ],
    rows: [
      ...Object.entries(messages.notes).map(([note, name]) =>
        row(
          name,
          shown.filter((one) => one.note === note),
        ),
      ),
      row(messages.total, shown),
    ],
  };
}
