/**
 * Every number of a page in step with the Setup, by writing into the HTML that is there: the words of a `<Calc>`, the
 * terms it opens, the Receipt, the names of the Setup's parts. Numbers keep their room, so nothing shifts.
 */
import type { Lang } from '@/components/lang';
import type { CalcDefinition, CalcResult } from '@/kernels/cost/calc';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { formatQuantity } from '@/kernels/numbers/format';
import { calcModules } from './calc-modules';
import { setupMessages } from './messages';
import { drawTerms, setText } from './popover-terms';
import { guessedLines, receiptTexts } from './receipt-texts';
import { setupNames } from './setup-names';
import { writeInSlot } from './slots';
import type { ReaderSetup, SetupState } from './store';

let calcs: Readonly<Record<string, CalcDefinition>> = {};

export const pageLang = (): Lang => (document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
const all = (selector: string) => document.querySelectorAll<HTMLElement>(selector);

/** Loads the calcs that this page shows. */
export async function loadCalcs(): Promise<void> {
  const chapters = new Set(
    Array.from(all('[data-calc]'), (element) => String(element.dataset.calc).split('.')[0]),
  );
  const loaded = await Promise.all([...chapters].map((chapter) => calcModules[chapter]?.() ?? {}));
  calcs = Object.assign({}, ...loaded);
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
  writeInSlot(
    button,
    result ? formatQuantity(result.value, result.unit, { lang, digits: result.digits }) : '–',
  );
  if (result) button.dataset.value = String(result.value);
  else delete button.dataset.value;
}

const usual = new Map<string, CalcResult | undefined>();

function drawPopover(id: string, result: CalcResult | undefined, setup: ReaderSetup, lang: Lang): void {
  if (!usual.has(id)) usual.set(id, evaluate(id, RUNNING_EXAMPLE));
  const first = usual.get(id);
  const popover = document.getElementById(`calc-${id.replace(/\W/g, '-')}`);
  if (first) drawTerms(popover, first, result, setup, lang);
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
      drawPopover(id, results.get(id), setup, lang);
    }
    drawCalc(button, results.get(id), lang);
  }
  const names = setupNames(setup, lang);
  for (const element of all('[data-setup-name]'))
    setText(element, names[String(element.dataset.setupName)] ?? '');
  for (const element of all('[data-fits]')) element.dataset.fits = names.verdict;
  drawReceipt(setup, compared, lang);
}

function drawReceipt(setup: ReaderSetup, compared: ReaderSetup | undefined, lang: Lang): void {
  const first = receiptTexts(setup, lang);
  const second = compared && receiptTexts(compared, lang);
  for (const element of all('[data-receipt]')) {
    const key = String(element.dataset.receipt);
    setText(element, first[key] ?? '–');
    if (guessedLines.has(key))
      element.closest('[data-receipt-line]')?.toggleAttribute('hidden', first[key] === undefined);
  }
  for (const element of all('[data-receipt-compared]')) {
    const key = String(element.dataset.receiptCompared);
    // The second Setup says which it is, where it is named.
    const text = second?.[key] ?? '';
    setText(element, text && key === 'facts' ? `${setupMessages[lang].second}: ${text}` : text);
  }
}
