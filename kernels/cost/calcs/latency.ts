/** The numbers of the chapter on one token's time: the reader's request, and what others measured. */
import type { CalcDefinition } from '../calc';
import { measuredCalcs } from './latency-measured';
import { requestCalcs } from './latency-request';

export const latencyCalcs: Record<string, CalcDefinition> = { ...requestCalcs, ...measuredCalcs };
