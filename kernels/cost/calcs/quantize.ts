/**
 * The numbers of the chapter on quantizing: bytes and bounds of the Setup, the worked row of eight weights, the normal
 * distribution, what others published and what the lab recorded.
 */
import type { CalcDefinition } from '../calc';
import { bytesCalcs } from './quantize-bytes';
import { normalCalcs } from './quantize-normal';
import { publishedCalcs } from './quantize-published';
import { recordedCalcs } from './quantize-recorded';
import { rowCalcs } from './quantize-row';

export const quantizeCalcs: Record<string, CalcDefinition> = {
  ...bytesCalcs,
  ...rowCalcs,
  ...normalCalcs,
  ...publishedCalcs,
  ...recordedCalcs,
};
