/** The lab's worker. It opens the GPU itself, so that the page never waits for one. */
import { BookError } from '@/kernels/errors';
import { machineSizes, measureMachine, roomySizes } from '@/kernels/gpu/machine/measure';
import { measureProcessor } from '@/kernels/gpu/machine/processor';
import type { MachineAbout, MachineReport } from '@/kernels/gpu/machine/report';
import { MOST_SECONDS } from '@/kernels/gpu/machine/schedule';
import { serve, type Tools } from '../live/serve';
import type { ModelSetup } from '../runtime/model-setup';
import { CORES_SECONDS, measureCores } from './all-cores';
import { isSoftware, type OpenDevice, openDevice } from './open-device';
import type { MachineOrder } from './params';

export interface MachineSetup extends Omit<ModelSetup, 'bytes'> {
  readonly bytes: { readonly wasm: number; readonly webgpu: number; readonly model: number };
  /** The day, said by the page when the run begins. */
  readonly date: string;
}

type MachineTools = Tools<MachineReport>;

/** Browsers say no more than this; a phone with less would close the page. */
const ROOMY_GIB = 8;

const clock = {
  now: () => performance.now() / 1000,
  wait: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
};

serve<MachineSetup, MachineOrder, MachineReport>(async (setup, order, tools) => {
  tools.emit({ kind: 'phase', phase: 'starting' });
  // Without a GPU this throws, and the page begins again with the processor.
  const gpu = setup.provider === 'webgpu' ? await openDevice() : undefined;
  try {
    const alone = await measure(gpu, setup, tools);
    const report = gpu ? alone : await withAllCores(alone, tools);
    tools.emit({ kind: 'result', result: report });
    if (report.state === 'cancelled') throw new BookError('lab.cancelled');
    if (report.state === 'complete' && order.decode) await decode(report, gpu, setup, tools);
  } finally {
    gpu?.close();
  }
});

function measure(gpu: OpenDevice | undefined, { date }: MachineSetup, { signal, emit }: MachineTools) {
  const about: MachineAbout = { name: gpu?.name ?? '', browser: browserName(), date };
  const options = {
    clock,
    signal,
    onReport: (result: MachineReport, share: number) => {
      emit({ kind: 'result', result });
      emit({ kind: 'phase', phase: 'measuring', share });
    },
  };
  emit({ kind: 'phase', phase: 'measuring', share: 0 });
  if (!gpu) {
    const { hardwareConcurrency: logicalProcessors } = navigator;
    // The rest is for all cores at once.
    const budgetSeconds = MOST_SECONDS - CORES_SECONDS;
    return measureProcessor({ ...options, about, logicalProcessors, budgetSeconds });
  }
  const languageFeatures = navigator.gpu.wgslLanguageFeatures as ReadonlySet<string> | undefined;
  const { deviceMemory = 0 } = navigator as WorkerNavigator & { deviceMemory?: number };
  const sizes = deviceMemory >= ROOMY_GIB && !isSoftware(gpu.device) ? roomySizes : machineSizes;
  return measureMachine(gpu.device, {
    ...options,
    about,
    sizes,
    ...(languageFeatures && { languageFeatures }),
  });
}

async function withAllCores(report: MachineReport, { signal, emit }: MachineTools): Promise<MachineReport> {
  if (report.state !== 'complete') return report;
  emit({ kind: 'result', result: report });
  emit({ kind: 'phase', phase: 'cores' });
  const start = clock.now();
  const cores = await measureCores(navigator.hardwareConcurrency, signal);
  if (signal.aborted) return { ...report, state: 'cancelled' };
  const seconds = report.seconds + clock.now() - start;
  return cores ? { ...report, cores, seconds, budgetSeconds: MOST_SECONDS } : report;
}

async function decode(
  report: MachineReport,
  gpu: OpenDevice | undefined,
  { ortFolder, modelFolder, bytes }: MachineSetup,
  { signal, emit }: MachineTools,
) {
  const { hardwareConcurrency, deviceMemory } = navigator as WorkerNavigator & { deviceMemory?: number };
  const withDecode = (found: MachineReport['decode']) =>
    emit({ kind: 'result', result: { ...report, decode: found } });
  // The runtime's door comes only for those who go on.
  const { measureDecode } = await import('./decode/measure-decode');
  const found = await measureDecode({
    device: gpu?.device,
    signal,
    ortFolder,
    modelFolder,
    bytes,
    logicalProcessors: hardwareConcurrency,
    ...(deviceMemory !== undefined && { deviceMemory }),
    onProgress: (progress) => {
      if (progress.kind === 'download') emit(progress);
      else if (progress.kind === 'phase')
        emit({ kind: 'phase', phase: progress.phase, share: progress.share });
      else withDecode(progress.result);
    },
  });
  withDecode(found);
  if (found.state === 'cancelled') throw new BookError('lab.cancelled');
}

/** Name and version only: the rest of the line is history. Worked: `… Chrome/142.0.0.0 Safari/537.36` → `Chrome 142`. */
function browserName(): string {
  const text = navigator.userAgent;
  const [, name, version] = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Version']
    .map((one) => new RegExp(`(${one})/(\\d+)`).exec(text))
    .find((found) => found !== null) ?? [undefined, '', ''];
  const known: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  return name ? `${known[name] ?? name} ${version}` : text.slice(0, 100);
}
