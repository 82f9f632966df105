/** Everything of the lab that comes with the first interaction: the recorded figures, the drawing, the worker's door. */
import data from '@/content/data/recorded/paged-attention.json';
import type { ParamValues } from '@/kernels/simulator';
import { createController } from '../live/controller';
import type { LiveRun } from '../live/types';
import type { PagedSetup } from './paged.worker';
import { problemKey } from './params';
import { Results } from './Results';
import { Source } from './Source';
import type { AttentionResult } from './types';

const recorded = data.entries as unknown as Readonly<Record<string, AttentionResult>>;

export const live = {
  date: data.date,
  machine: data.machine,
  Results,
  Source,
  createController: (onRun: (run: LiveRun<AttentionResult>) => void) =>
    createController<PagedSetup, ParamValues, AttentionResult>({
      spawn: () => new Worker(new URL('./paged.worker.ts', import.meta.url), { type: 'module' }),
      setupFor: (provider) => ({ provider }),
      bytesFor: () => 0,
      onRun,
    }),
  orderOf: (values: ParamValues) => values,
  recordedFor: (values: ParamValues) => recorded[problemKey(values)],
};
