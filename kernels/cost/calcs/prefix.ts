/** The numbers of the chapter on shared prefixes: bytes, time, worked lookups, and what the simulators find. */
import type { CalcDefinition } from '../calc';
import { prefixBytesCalcs } from './prefix-bytes';
import { prefixLookupCalcs } from './prefix-lookup';
import { prefixOrderCalcs } from './prefix-order';
import { prefixSimulatedCalcs } from './prefix-simulated';
import { prefixTimeCalcs } from './prefix-time';

export const prefixCalcs: Record<string, CalcDefinition> = {
  ...prefixBytesCalcs,
  ...prefixTimeCalcs,
  ...prefixLookupCalcs,
  ...prefixOrderCalcs,
  ...prefixSimulatedCalcs,
};
