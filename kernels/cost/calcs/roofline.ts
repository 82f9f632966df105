/** The numbers of the chapter on the roofline: those of the reader's Setup, and those that stand. */
import type { CalcDefinition } from '../calc';
import { rooflinePublishedCalcs } from './roofline-published';
import { rooflineSetupCalcs } from './roofline-setup';

export const rooflineCalcs: Record<string, CalcDefinition> = {
  ...rooflineSetupCalcs,
  ...rooflinePublishedCalcs,
};
