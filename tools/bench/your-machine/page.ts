/** A whole measurement of a machine in a bare page: what the lab's worker does, for records and benchmarks. */
import { measureDecode } from '../../../components/labs/your-machine/decode/measure-decode';
import { openDevice } from '../../../components/labs/your-machine/open-device';
import { measureMachine } from '../../../kernels/gpu/machine/measure';
import { measureProcessor } from '../../../kernels/gpu/machine/processor';
import type { MachineReport } from '../../../kernels/gpu/machine/report';

export interface MachineAsked {
  readonly gpu: boolean;
  readonly cacheBytes: number;
  /** Of the microbenchmarks; decoding follows once. */
  readonly goes: number;
  readonly decode: boolean;
  readonly name: string;
  readonly browser: string;
  readonly date: string;
}

const clock = {
  now: () => performance.now() / 1000,
  wait: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
};

const workbench = {
  /** Several goes; the last one holds what decoding showed. */
  async measure({ gpu, cacheBytes, goes, decode, ...about }: MachineAsked): Promise<MachineReport[]> {
    const opened = gpu ? await openDevice() : undefined;
    const languageFeatures = navigator.gpu?.wgslLanguageFeatures as ReadonlySet<string> | undefined;
    const reports: MachineReport[] = [];
    for (let go = 0; go < goes; go++) {
      reports.push(
        opened
          ? await measureMachine(opened.device, {
              clock,
              about: { ...about, name: opened.name },
              ...(languageFeatures && { languageFeatures }),
            })
          : await measureProcessor({ clock, about, cacheBytes }),
      );
    }
    const last = reports.length - 1;
    if (decode) {
      const found = await measureDecode({
        report: reports[last],
        device: opened?.device,
        ortFolder: new URL('/ort/', location.href).href,
        modelFolder: new URL('/models/pocket/', location.href).href,
        bytes: { wasm: 0, webgpu: 0, model: 0 },
        cacheBytes,
        logicalProcessors: navigator.hardwareConcurrency,
        onProgress: (progress) => {
          if (progress.kind === 'phase') console.log(`${progress.phase} ${progress.what ?? ''}`);
        },
      });
      reports[last] = { ...reports[last], decode: found };
    }
    opened?.close();
    return reports;
  },
};

export type MachineWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
