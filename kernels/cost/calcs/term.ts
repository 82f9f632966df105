/** How every calc writes a term of its formula. Leaves the wording and the printing of a unit to the view. */
import type { CalcTerm } from '../calc';

/** One term of a calc's formula: its TeX, what stands for it, and where that comes from. */
export const term = (symbol: string, value: number, unit: CalcTerm['unit'], source?: string): CalcTerm => ({
  symbol,
  value,
  unit,
  source,
});
