/** A whole measurement of a machine in a bare page: what the lab's worker does, for records and benchmarks. */
import { measureDecode } from '../../../components/labs/your-machine/decode/measure-decode';
import { openDevice } from '../../../components/labs/your-machine/open-device';
import type { DecodeResult } from '../../../kernels/gpu/machine/decode';
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

/** Enough for a software adapter to show every format, once. */
const CHAIN_SECONDS = 150;
const DECODE_GOES = 3;

/** Row by row the go that other work on the machine disturbed least. */
async function quietestDecode(goes: number, measure: () => Promise<DecodeResult>): Promise<DecodeResult> {
  let best = await measure();
  const better = <T extends DecodeResult['pocket'][number] | DecodeResult['chain'][number]>(
    rows: readonly T[],
    others: readonly T[],
  ) =>
    rows.map((row) => {
      const other = others.find(({ place, format }) => place === row.place && format === row.format);
      if (other?.state !== 'measured') return row;
      return row.state === 'measured' && row.seconds.median <= other.seconds.median ? row : other;
    });
  for (let go = 1; go < goes; go++) {
    const next = await measure();
    best = {
      ...next,
      pocket: better(best.pocket, next.pocket),
      chain: better(best.chain, next.chain),
    };
  }
  return best;
}

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
      const found = await quietestDecode(opened ? 1 : DECODE_GOES, () =>
        measureDecode({
          device: opened?.device,
          ortFolder: new URL('/ort/', location.href).href,
          modelFolder: new URL('/models/pocket/', location.href).href,
          bytes: { wasm: 0, webgpu: 0, model: 0 },
          cacheBytes,
          chainSeconds: CHAIN_SECONDS,
          logicalProcessors: navigator.hardwareConcurrency,
          onProgress: (progress) => {
            if (progress.kind === 'phase') console.log(`${progress.phase} ${progress.what ?? ''}`);
          },
        }),
      );
      reports[last] = { ...reports[last], decode: found };
    }
    opened?.close();
    return reports;
  },
};

export type MachineWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
