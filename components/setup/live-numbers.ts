/**
 * Every number of a page in step with the Setup, by writing into the HTML that is there: the words of a `<Calc>`, the
 * terms it opens, the Receipt, the names of the Setup's parts. Nothing is created or moved, so nothing shifts.
 */
import type { Lang } from '@/components/lang';
import { models } from '@/kernels/catalog/models';
import type { CalcDefinition, CalcResult } from '@/kernels/cost/calc';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { formatQuantity } from '@/kernels/numbers/format';
import { calcModules } from './calc-modules';
import { receiptTexts } from './receipt-texts';
import { setupNames } from './setup-names';
import type { ReaderSetup, SetupState } from './store';

let calcs: Readonly<Record<string, CalcDefinition>> = {};

const pageLang = (): Lang => (document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
const all = (selector: string) => document.querySelectorAll<HTMLElement>(selector);

/** Loads the calcs that this page shows. */
export async function loadCalcs(): Promise<void> {
  const chapters = new Set(
    Array.from(all('[data-calc]'), (element) => String(element.dataset.calc).split('.')[0]),
  );
  const loaded = await Promise.all([...chapters].map((chapter) => calcModules[chapter]?.() ?? {}));
  calcs = Object.assign({}, ...loaded);
}

function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** The value of a calc, or undefined where the Setup gives it none (a device without the unit, say). */
function evaluate(id: string, setup: ReaderSetup): CalcResult | undefined {
  try {
    const result = calcs[id]?.(setup);
    return result && Number.isFinite(result.value) ? result : undefined;
  } catch {
    return undefined;
  }
}

function drawCalc(button: HTMLElement, result: CalcResult | undefined, lang: Lang): void {
  setText(button, result ? formatQuantity(result.value, result.unit, { lang, digits: result.digits }) : '–');
  if (result) button.dataset.value = String(result.value);
  else delete button.dataset.value;
}

/** The terms behind a number. Where the formula itself is another, its values are left out rather than wrong. */
function drawTerms(id: string, result: CalcResult | undefined, lang: Lang): void {
  const opened = document.getElementById(`calc-${id.replace(/\W/g, '-')}`);
  const rows = opened?.querySelectorAll('[data-term]') ?? [];
  const fits = result?.terms.length === rows.length;
  rows.forEach((row, at) => {
    const term = fits ? result?.terms[at] : undefined;
    setText(
      row.querySelector('[data-term-value]'),
      term ? formatQuantity(term.value, term.unit, { lang }) : '–',
    );
    const source = row.querySelector('[data-term-source]');
    const model = models.find(({ id: known }) => known === term?.source);
    if (source && model) setText(source, model.name);
  });
}

/** Draws all numbers of the page. Calcs that do not ask for the Setup are left alone. */
export function drawNumbers({ setup, compared }: SetupState): void {
  const lang = pageLang();
  const results = new Map<string, CalcResult | undefined>();
  for (const button of all('[data-calc]')) {
    const id = String(button.dataset.calc);
    if (!calcs[id] || calcs[id].length === 0) continue;
    if (!results.has(id)) {
      results.set(id, evaluate(id, setup));
      drawTerms(id, results.get(id), lang);
    }
    drawCalc(button, results.get(id), lang);
  }
  const names = setupNames(setup, lang);
  for (const element of all('[data-setup-name]'))
    setText(element, names[String(element.dataset.setupName)] ?? '');
  drawReceipt(setup, compared, lang);
  const changed = JSON.stringify(setup) !== JSON.stringify(RUNNING_EXAMPLE) || compared !== undefined;
  document.documentElement.toggleAttribute('data-own-setup', changed);
}

function drawReceipt(setup: ReaderSetup, compared: ReaderSetup | undefined, lang: Lang): void {
  const first = receiptTexts(setup, lang);
  const second = compared && receiptTexts(compared, lang);
  for (const element of all('[data-receipt]')) {
    const key = String(element.dataset.receipt);
    setText(element, first[key] ?? '–');
    element.closest<HTMLElement>('[data-receipt-line]')?.toggleAttribute('hidden', first[key] === undefined);
  }
  for (const element of all('[data-receipt-compared]')) {
    const key = String(element.dataset.receiptCompared);
    setText(element, second?.[key] ?? '');
  }
}
