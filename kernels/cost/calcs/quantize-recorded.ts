/** What the lab recorded on the small model, read from its file so that prose and lab agree. */
import type { CalcDefinition } from '../calc';

export const recordedCalcs: Readonly<Record<string, CalcDefinition>> = {};
