/** The numbers of the chapter on bytes: the reader's own plan, and the case that happened. */
import type { CalcDefinition } from '../calc';
import { caseCalcs } from './bytes-case';
import { planCalcs } from './bytes-plan';

export const bytesCalcs: Record<string, CalcDefinition> = { ...planCalcs, ...caseCalcs };
