/** The numbers of the chapter on paging: bytes, time, and what the simulator itself measures. */
import type { CalcDefinition } from '../calc';
import { engineCalcs } from './paging-engine';
import { memoryCalcs } from './paging-memory';
import { simulatedCalcs } from './paging-simulated';
import { stepCalcs } from './paging-step';

export const pagingCalcs: Record<string, CalcDefinition> = {
  ...memoryCalcs,
  ...stepCalcs,
  ...engineCalcs,
  ...simulatedCalcs,
};
