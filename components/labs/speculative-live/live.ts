/** What the lab works with: the recorded runs, the drawing, the worker's door. */
import { asset } from '@/components/base-path';
import data from '@/content/data/recorded/speculative.json';
import type { ParamValues } from '@/kernels/simulator';
import { createController } from '../live/controller';
import type { LiveRun } from '../live/types';
import { type FileBytes, modelSetup } from '../runtime/model-setup';
import { comparisonTable } from './comparison';
import { DrawTest } from './DrawTest';
import { drawPlaces } from './draw-places';
import { workKey, workOf } from './params';
import { Results } from './Results';
import { recordedFor, type SpeculativeRecord } from './recorded';
import type { SpeculativeOrder, SpeculativeSetup } from './speculative.worker';
import type { PrefixRow, SpeculativeResult } from './types';
import { describe, tokenTable } from './words';

const recorded = data as unknown as SpeculativeRecord;

export const record = { date: recorded.date, machine: recorded.machine };

export interface SpeculativeBytes extends FileBytes {
  readonly draft: number;
}

/** @param bytes of the files that a run fetches, as the page knows them. */
export function createLive(bytes: SpeculativeBytes) {
  const at = (path: string) => new URL(asset(path), location.href).href;
  return {
    Results,
    DrawTest,
    describe,
    comparisonTable,
    tokenTable,
    createController: (onRun: (run: LiveRun<SpeculativeResult>) => void) =>
      createController<SpeculativeSetup, SpeculativeOrder, SpeculativeResult>({
        spawn: () => new Worker(new URL('./speculative.worker.ts', import.meta.url), { type: 'module' }),
        setupFor: (provider) => ({
          ...modelSetup(provider, bytes),
          heldoutFolder: at('/models/heldout/'),
          draftFolder: at('/models/pocket-draft/'),
          draftBytes: bytes.draft,
        }),
        bytesFor: (rung) => bytes[rung] + bytes.model + bytes.draft,
        onRun,
      }),
    orderOf: (values: ParamValues): SpeculativeOrder => ({ work: workOf(values), key: workKey(values) }),
    recordedFor: (values: ParamValues) => recordedFor(recorded, values),
    /** The page draws between the slices. */
    drawTest: (places: readonly PrefixRow[], values: ParamValues) =>
      drawPlaces(
        places,
        {
          draws: Number(values.draws),
          seed: Number(values.liveSeed),
          rule: values.rule === 'resample' ? 'resample' : 'residual',
        },
        () => new Promise((resolve) => setTimeout(resolve, 0)),
      ),
  };
}

export type SpeculativeLive = ReturnType<typeof createLive>;
