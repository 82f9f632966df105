import { fill, type Lang } from '@/components/lang';
import type { FaultFound } from '@/kernels/cost/quantization-manager/compare';
import type { ManagerCell } from '@/kernels/cost/quantization-manager/figure';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ManagerMessages } from './messages';

/** What the figure calls models and cards, by the manager's keys. */
export interface Names {
  readonly models: Readonly<Record<string, string>>;
  readonly cards: Readonly<Record<string, string>>;
}

export const bytes = (value: number, lang: Lang) => formatQuantity(value, 'bytes', { lang });
/** Promises are whole numbers; a bound below ten keeps a digit. */
export const rate = (value: number) => formatNumber(value, value < 100 ? 2 : 3);

export const has = ({ faults }: ManagerCell, id: string) =>
  id === 'none' ? faults.length === 0 : faults.some((fault) => fault.id === id);

/** Quantities of a fault that are no plain numbers. */
const asBytes = new Set(['needs', 'holds', 'weights']);

export function faultText({ id, values }: FaultFound, lang: Lang, words: ManagerMessages): string {
  const worded = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    if (asBytes.has(name) || (id === 'weights-off' && name === 'said')) return [name, bytes(value, lang)];
    if (name === 'off') return [name, formatQuantity(Math.abs(value), 'percent', { lang, digits: 2 })];
    return [name, rate(value)];
  });
  return fill(words.faults[id], Object.fromEntries(worded));
}

/** Whether the answer fits, in a word. */
export function verdictText(cell: ManagerCell, words: ManagerMessages): string {
  if (!cell.fits) return words.verdicts.broken;
  const refused = cell.faults.find(({ id }) => id === 'refused-though-fits');
  if (refused) return fill(words.verdicts.wider, { bits: refused.values.bits });
  if (cell.faults.length === 0) return words.verdicts.clean;
  // The line below it shows an impossible speed; other faults are seen once the answer is opened.
  return cell.faults.every(({ id }) => id === 'faster-than-bandwidth')
    ? words.verdicts.fits
    : words.verdicts.but;
}

export function speedText(cell: ManagerCell, words: ManagerMessages): string {
  const facts = { said: cell.said.tokensPerSecond, most: rate(cell.boundTokensPerSecond) };
  return fill(has(cell, 'faster-than-bandwidth') ? words.beyond : words.rate, facts);
}
