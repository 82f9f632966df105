/** Everything of the figure that comes with the first interaction: the recorded runs, the worker's door. */
import { asset } from '@/components/base-path';
import { createController } from '@/components/labs/live/controller';
import type { LiveRun, LiveRung } from '@/components/labs/live/types';
import type { ModelSetup } from '@/components/labs/runtime/open-model';
import data from '@/content/data/recorded/structured.json';
import { type Recorded, unpackRun } from './recorded';
import type { ShownRun, StructuredOrder, StructuredResult } from './types';

const recorded = data as unknown as Recorded;

export interface FileBytes {
  readonly model: number;
  readonly wasm: number;
  readonly webgpu: number;
}

export const live = {
  createWorker: (bytes: FileBytes, onRun: (run: LiveRun<StructuredResult>) => void) =>
    createController<ModelSetup, StructuredOrder, StructuredResult>({
      spawn: () => new Worker(new URL('./structured.worker.ts', import.meta.url), { type: 'module' }),
      setupFor: (provider: LiveRung) => ({
        provider,
        ortFolder: new URL(asset('/ort/'), location.href).href,
        modelFolder: new URL(asset('/models/pocket/'), location.href).href,
        threads: 1,
        bytes: { runtime: bytes[provider], model: bytes.model },
      }),
      bytesFor: (rung) => bytes[rung] + bytes.model,
      onRun,
    }),
  run(scene: string, way: string): ShownRun | undefined {
    const run = recorded.runs[scene]?.[way];
    return run && { ...unpackRun(run), tokenTexts: recorded.tokenTexts };
  },
  rates: (scene: string) => recorded.rates[scene],
};
