/** The numbers of the chapter on counting operations: the reader's model, and models that stand for something. */
import type { CalcDefinition } from '../calc';
import { flopsModelCalcs } from './flops-models';
import { flopsSetupCalcs } from './flops-setup';

export const flopsCalcs: Record<string, CalcDefinition> = { ...flopsSetupCalcs, ...flopsModelCalcs };
