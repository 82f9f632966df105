/** The numbers of the chapter on many devices. */
import type { CalcDefinition } from '../calc';
import { scaleOutFixedCalcs } from './scale-out-fixed';
import { scaleOutSetupCalcs } from './scale-out-setup';

export const scaleOutCalcs: Record<string, CalcDefinition> = { ...scaleOutSetupCalcs, ...scaleOutFixedCalcs };
