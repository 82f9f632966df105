/** What the lab works with: the recorded reports and the worker's door. */
import data from '@/content/data/recorded/your-machine.json';
import type { MachineReport } from '@/kernels/gpu/machine/report';
import { createController } from '../live/controller';
import { isBusy } from '../live/run-state';
import type { LiveRun } from '../live/types';
import { type FileBytes, modelSetup } from '../runtime/model-setup';
import type { MachineSetup } from './machine.worker';
import { type MachineOrder, orderOf } from './params';
import type { RecordedReports } from './shelf';

export const recorded = data.reports as unknown as RecordedReports;

export type MachineRun = LiveRun<MachineReport>;

/** @param bytes of the files that a run fetches, as the page knows them. */
export function createLive(bytes: FileBytes) {
  return {
    createController(onRun: (run: MachineRun) => void) {
      /** Whether the page was out of sight at any moment of the run at hand. */
      let hidden = false;
      let latest: MachineRun | undefined;
      const publish = (run: MachineRun) => {
        latest = run;
        onRun(hidden && run.result ? { ...run, result: { ...run.result, hidden: true } } : run);
      };
      const onVisibility = () => {
        if (!document.hidden || !isBusy(latest)) return;
        hidden = true;
        if (latest) publish(latest);
      };
      const controller = createController<MachineSetup, MachineOrder, MachineReport>({
        spawn: () => new Worker(new URL('./machine.worker.ts', import.meta.url), { type: 'module' }),
        setupFor: (provider) => ({
          ...modelSetup(provider, bytes),
          bytes,
          date: new Date().toISOString().slice(0, 19).concat('Z'),
        }),
        // Both runtimes: Pocket decodes on the processor and, where there is one, on the GPU.
        bytesFor: (rung) => bytes.model + bytes[rung],
        onRun: publish,
      });
      return {
        ...controller,
        start(...order: Parameters<typeof controller.start>) {
          document.addEventListener('visibilitychange', onVisibility);
          hidden = document.hidden;
          controller.start(...order);
        },
        dispose() {
          document.removeEventListener('visibilitychange', onVisibility);
          controller.dispose();
        },
      };
    },
    orderOf,
  };
}

export type MachineLive = ReturnType<typeof createLive>;
