/** What the microbenchmark page can do: bundled by onnx/workbench.ts, called from tests and benchmarks. */
import { type MachineSizes, measureMachine } from '../../../kernels/gpu/machine/measure';
import { measureProcessor, type ProcessorOptions } from '../../../kernels/gpu/machine/processor';
import type { MachineReport } from '../../../kernels/gpu/machine/report';
import { createMicroBench } from '../../../kernels/gpu/micro/host';
import type { MicroId, MicroVariant } from '../../../kernels/gpu/micro/ids';
import { makeMicroProblem, microFeatures, variantsOf } from '../../../kernels/gpu/micro/meta';
import { largestError, type MicroSize } from '../../../kernels/gpu/micro/problem';

export interface MicroCase {
  readonly benchmark: MicroId;
  readonly size: MicroSize;
  readonly seed: number;
  /** A replacement in the text of every variant: what a mistake does. */
  readonly edit?: readonly [string, string];
}

export interface MicroAgreement {
  readonly variant: MicroVariant;
  /** As in `largestError`; -1 stands for infinite. */
  readonly error?: number;
  /** The id of the error instead. */
  readonly refused?: string;
}

export interface MachineRequest {
  readonly benchmarks?: readonly MicroId[];
  readonly sizes?: MachineSizes;
  readonly budgetSeconds?: number;
  /** Without the device's clock. */
  readonly queueClock?: boolean;
  /** What happens after the first benchmark. */
  readonly then?: 'cancel' | 'destroy';
  readonly date?: string;
}

async function openDevice(features: readonly GPUFeatureName[] = microFeatures) {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const requiredFeatures = features.filter((feature) => adapter.features.has(feature));
  const { vendor, architecture, description } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  return { device: await adapter.requestDevice({ requiredFeatures }), name };
}

const clock = {
  now: () => performance.now() / 1000,
  wait: (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000)),
};
const languageFeatures = () => navigator.gpu.wgslLanguageFeatures as ReadonlySet<string>;

const workbench = {
  async agree(cases: readonly MicroCase[]): Promise<MicroAgreement[][]> {
    const { device } = await openDevice();
    const out: MicroAgreement[][] = [];
    for (const { benchmark, size, seed, edit } of cases) {
      const problem = makeMicroProblem(benchmark, size, seed);
      const bench = createMicroBench(device, problem, {
        languageFeatures: languageFeatures(),
        edit: (source) => (edit ? source.replaceAll(...edit) : source),
      });
      const row: MicroAgreement[] = [];
      for (const variant of variantsOf(benchmark)) {
        row.push(
          await bench.run(variant).then(
            (answer) => {
              const error = largestError(problem, answer);
              return { variant, error: Number.isFinite(error) ? error : -1 };
            },
            (error: { id?: string }) => ({ variant, refused: error.id ?? String(error) }),
          ),
        );
      }
      bench.destroy();
      out.push(row);
    }
    device.destroy();
    return out;
  },

  /** Part of an answer, and without the part of WGSL that packed products need. */
  async details() {
    const { device } = await openDevice();
    const problem = makeMicroProblem('matmul-int8', { rows: 5, inner: 8, columns: 4 }, 3);
    const bench = createMicroBench(device, problem);
    const all = [...(await bench.run('v1'))];
    const part = [...(await bench.run('v1', 7, 6))];
    const refused = await bench.run('v2').then(
      () => '',
      (error: { data?: { feature: string } }) => error.data?.feature ?? String(error),
    );
    bench.destroy();
    device.destroy();
    return { all, part, refused };
  },

  async machine({ then, queueClock, date = '', ...request }: MachineRequest): Promise<MachineReport> {
    const { device, name } = await openDevice(queueClock ? [] : microFeatures);
    const controller = new AbortController();
    const report = await measureMachine(device, {
      ...request,
      clock,
      languageFeatures: languageFeatures(),
      about: { name, browser: navigator.userAgent, date },
      signal: controller.signal,
      onReport: () => {
        if (then === 'cancel') controller.abort();
        if (then === 'destroy') device.destroy();
      },
    });
    device.destroy();
    return report;
  },

  processor(options: Pick<ProcessorOptions, 'budgetSeconds' | 'cacheBytes'>): Promise<MachineReport> {
    const about = { name: '', browser: navigator.userAgent, date: '' };
    const { hardwareConcurrency: logicalProcessors } = navigator;
    return measureProcessor({ ...options, clock, about, logicalProcessors });
  },
};

export type GpuWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
