/** Pocket in every format, in both places; what fails is a row too. */
import { BookError } from '@/kernels/errors';
import { type PocketDecode, type PocketPlace, pocketFormats } from '@/kernels/gpu/machine/decode';
import type { LlamaRunner } from '../../runtime/llama-session';
import { fetchPocket } from './fetch-pocket';
import { measurePocket, type PocketTools } from './pocket';
import type { DecodeOptions } from './types';

export interface StageTools extends Omit<PocketTools, 'ort' | 'weights'> {
  /** Like `breathe`, after a failure: by then a device that is going away is known to be gone. */
  readonly settle: () => Promise<void>;
  readonly onLost: () => void;
  readonly onRow: (row: PocketDecode) => void;
  /** @param share of Pocket's rows that are done. */
  readonly onFormat: (what: string, share: number) => void;
}

/** Throws only what `breathe` and `settle` throw. */
export async function pocketRows(options: DecodeOptions, tools: StageTools): Promise<void> {
  const { guard, breathe, settle, onRow, onFormat } = tools;
  const places: readonly PocketPlace[] = options.device ? ['wasm', 'webgpu'] : ['wasm'];
  const rows = places.flatMap((place) => pocketFormats.map((format) => ({ place, format })));
  const fail = (row: (typeof rows)[number], error: unknown) =>
    onRow({ ...row, state: 'skipped', reason: 'failed', detail: detailOf(error) });
  const fetched = await guard(() => fetchPocket(options.device ? 'webgpu' : 'wasm', options)).catch(
    async (error: unknown) => {
      await settle();
      for (const row of rows) fail(row, error);
    },
  );
  if (!fetched) return;
  /** A GPU's sessions share a device that goes with the last of them. */
  const open: LlamaRunner[] = [];
  try {
    for (const [i, { place, format }] of rows.entries()) {
      onFormat(`${place} ${format}`, i / rows.length);
      await breathe();
      try {
        const { row, runner } = await measurePocket(place, format, { ...fetched, ...tools });
        open.push(runner);
        if (place === 'webgpu') {
          const device = await fetched.ort.env.webgpu.device;
          void device?.lost.then(tools.onLost);
        }
        onRow(row);
      } catch (error) {
        await settle();
        fail({ place, format }, error);
      }
    }
  } finally {
    // Not waited for: a runtime whose device is gone may never answer.
    for (const runner of open) void runner.release().catch(() => {});
  }
}

/** The id first, so that the view can word it; then what it is about. */
function detailOf(error: unknown): string {
  if (!(error instanceof BookError)) return String(error).slice(0, 300);
  const { id, data } = error;
  return [id, data.file ?? data.reason ?? data.difference]
    .filter((part) => part !== undefined)
    .join(' ')
    .slice(0, 300);
}
