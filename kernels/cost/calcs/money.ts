/** The numbers of the chapter on money: device-hours, which need no guess, and what others measured. */
import type { CalcDefinition } from '../calc';
import { publishedMoneyCalcs } from './money-published';
import { deviceTimeCalcs } from './money-time';

export const moneyCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...deviceTimeCalcs,
  ...publishedMoneyCalcs,
};
