/**
 * What a number opens, in step with the Setup: the values of its terms and where they come from. The formula is set
 * when the page is made and stays as long as its symbols hold; where a Setup has another formula, its terms stand alone.
 */
import type { Lang } from '@/components/lang';
import { models } from '@/kernels/catalog/models';
import type { CalcResult, CalcTerm } from '@/kernels/cost/calc';
import type { Setup } from '@/kernels/cost/setup';
import { formatQuantity } from '@/kernels/numbers/format';

export function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** A symbol of TeX as plain text. Worked: `\\memory{W_{\\mathrm{read}}}` → W_read. */
export function plainSymbol(tex: string): string {
  return tex
    .replace(/\\(?:memory|compute|latency|mathrm|text)\b/g, '')
    .replace(/\\,/g, ' ')
    .replace(/\\cdot/g, '·')
    .replace(/\\([A-Za-z]+)/g, '$1')
    .replace(/[{}\\]/g, '');
}

/** Where a term comes from: a catalogue name stands for its id, everything else is called what the calc calls it. */
function sourceName(source: string, setup: Setup): string {
  if (setup.customModel?.id === source) return setup.customModel.name;
  return models.find(({ id }) => id === source)?.name ?? source;
}

/** What a popover held when the page was made, kept while another formula's terms stand in it. */
const printed = new WeakMap<Element, string>();

/** Whether two results are read from one formula. */
export function sameFormula(a: CalcResult, b: CalcResult): boolean {
  return (
    a.formula === b.formula &&
    a.terms.length === b.terms.length &&
    a.terms.every(({ symbol }, at) => symbol === b.terms[at].symbol)
  );
}

/**
 * Writes a result into what its number opens; without a result every value is a dash.
 * @param usual the result for the running example, which the page was made with
 */
export function drawTerms(
  popover: Element | null,
  usual: CalcResult,
  result: CalcResult | undefined,
  setup: Setup,
  lang: Lang,
): void {
  const inside = popover?.firstElementChild;
  if (!inside) return;
  if (result && !sameFormula(usual, result)) {
    drawOthers(inside, result, setup, lang);
    return;
  }
  const before = printed.get(inside);
  if (before !== undefined) inside.innerHTML = before;
  printed.delete(inside);
  inside.querySelectorAll('[data-term]').forEach((row, at) => {
    const term = result?.terms[at];
    setText(row.querySelector('[data-term-value]'), valueText(term, lang));
    const source = row.querySelector<HTMLElement>('[data-term-source]');
    if (!source || !term?.source) return;
    // A reference stays as it is printed; models and devices change with the Setup.
    source.dataset.printed ??= source.textContent ?? '';
    const same = term.source === usual.terms[at].source;
    setText(source, same ? source.dataset.printed : sourceName(term.source, setup));
  });
}

const valueText = (term: CalcTerm | undefined, lang: Lang) =>
  term ? formatQuantity(term.value, term.unit, { lang }) : '–';

/** The terms of a formula that the page does not hold: as many lines as it has, their symbols in plain text. */
function drawOthers(inside: Element, result: CalcResult, setup: Setup, lang: Lang): void {
  if (!printed.has(inside)) printed.set(inside, inside.innerHTML);
  inside.querySelector('[data-formula]')?.remove();
  const [first, ...others] = inside.querySelectorAll('[data-term]');
  if (!first) return;
  for (const row of others) row.remove();
  let last = first;
  for (const term of result.terms) {
    const row = first.cloneNode(true) as Element;
    setText(row.querySelector('[data-term-symbol]'), plainSymbol(term.symbol));
    setText(row.querySelector('[data-term-value]'), valueText(term, lang));
    setText(row.querySelector('[data-term-source]'), term.source ? sourceName(term.source, setup) : '');
    last.after(row);
    last = row;
  }
  first.remove();
}
