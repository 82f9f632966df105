/** The numbers of the chapter on the bill: the step and its shares, the Setup with one thing changed, a published trade. */
import type { CalcDefinition } from '../calc';
import { publishedTradeCalcs } from './bill-published';
import { stepCalcs } from './bill-step';
import { variantCalcs } from './bill-variants';

export const billCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...stepCalcs,
  ...variantCalcs,
  ...publishedTradeCalcs,
};
