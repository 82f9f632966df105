/** Everything of the figure that comes with the first interaction: the recorded runs, the worker's door. */
import { createController } from '@/components/labs/live/controller';
import type { LiveRun } from '@/components/labs/live/types';
import { type FileBytes, type ModelSetup, modelSetup } from '@/components/labs/runtime/model-setup';
import data from '@/content/data/recorded/structured.json';
import { type Recorded, unpackRun } from './recorded';
import type { ShownRun, StructuredOrder, StructuredResult } from './types';

const recorded = data as unknown as Recorded;

export const live = {
  createWorker: (bytes: FileBytes, onRun: (run: LiveRun<StructuredResult>) => void) =>
    createController<ModelSetup, StructuredOrder, StructuredResult>({
      spawn: () => new Worker(new URL('./structured.worker.ts', import.meta.url), { type: 'module' }),
      setupFor: (provider) => modelSetup(provider, bytes),
      bytesFor: (rung) => bytes[rung] + bytes.model,
      onRun,
    }),
  run(scene: string, way: string): ShownRun | undefined {
    const run = recorded.runs[scene]?.[way];
    return run && { ...unpackRun(run), tokenTexts: recorded.tokenTexts };
  },
  rates: (scene: string) => recorded.rates[scene],
};
