/** The numbers of the chapter on constrained output. */
import type { CalcDefinition } from '../calc';
import { structuredAutomataCalcs } from './structured-automata';
import { structuredRecordedCalcs } from './structured-recorded';
import { structuredSetupCalcs } from './structured-setup';

export const structuredCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...structuredRecordedCalcs,
  ...structuredSetupCalcs,
  ...structuredAutomataCalcs,
};
