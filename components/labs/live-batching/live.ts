/** What the lab works with: the recorded runs, the drawing, the worker's door. */
import { asset } from '@/components/base-path';
import data from '@/content/data/recorded/live-batching.json';
import type { ParamValues } from '@/kernels/simulator';
import { createController } from '../live/controller';
import type { LiveRun } from '../live/types';
import { type FileBytes, modelSetup } from '../runtime/model-setup';
import type { BatchingOrder, BatchingSetup } from './batching.worker';
import { workKey, workOf } from './params';
import { Results } from './Results';
import { type CompactResult, expand } from './recorded';
import type { BatchingResult } from './types';
import { comparisonTable, describe, requestTable } from './words';

const entries = data.entries as unknown as Readonly<Record<string, CompactResult>>;
const texts = data.texts as unknown as Readonly<Record<string, BatchingResult['texts']>>;
export const record = { date: data.date, machine: data.machine };
const expanded = new Map<string, BatchingResult>();

/** @param bytes of the files that a run fetches, as the page knows them. */
export function createLive(bytes: FileBytes) {
  return {
    Results,
    describe,
    comparisonTable,
    requestTable,
    createController: (onRun: (run: LiveRun<BatchingResult>) => void) =>
      createController<BatchingSetup, BatchingOrder, BatchingResult>({
        spawn: () => new Worker(new URL('./batching.worker.ts', import.meta.url), { type: 'module' }),
        setupFor: (provider) => ({
          ...modelSetup(provider, bytes),
          heldoutFolder: new URL(asset('/models/heldout/'), location.href).href,
        }),
        bytesFor: (rung) => bytes[rung] + bytes.model,
        onRun,
      }),
    orderOf: (values: ParamValues, lang: string): BatchingOrder => ({
      work: workOf(values),
      key: workKey(values),
      lang,
    }),
    recordedFor(values: ParamValues, lang: string): BatchingResult | undefined {
      const entry = entries[workKey(values)];
      // One process makes the pages of both languages, and each has its own texts.
      const key = `${lang} ${workKey(values)}`;
      if (entry && !expanded.has(key)) expanded.set(key, expand(entry, texts[lang]));
      return expanded.get(key);
    },
  };
}

export type BatchingLive = ReturnType<typeof createLive>;
