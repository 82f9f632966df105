/**
 * The microbenchmarks in Chromium on its software WebGPU adapter, then in plain JavaScript: the whole machine report, each
 * variant's rate, and its multiple of the first variant's. Software rates say nothing of a GPU; the ratios say which
 * variant does less work.
 */
import { cpus } from 'node:os';
import { measureProcessor } from '../../kernels/gpu/machine/processor';
import { type MachineReport, rateOf } from '../../kernels/gpu/machine/report';
import type { GpuWorkbench } from './gpu/page';
import { openWorkbench } from './onnx/workbench';

const machine = cpus()[0]?.model.trim() ?? 'unknown';

function print(report: MachineReport) {
  const first = new Map<string, number>();
  for (const result of report.results) {
    const { benchmark, variant } = result;
    const base = { name: 'gpu.rate', benchmark, variant, clock: report.clock, adapter: report.name, machine };
    if (result.state === 'skipped') {
      console.log(JSON.stringify({ ...base, skipped: result.reason, detail: result.detail }));
      continue;
    }
    const { unit, value } = rateOf(result);
    if (!first.has(benchmark)) first.set(benchmark, value);
    const { median, low, high, repeats } = result.seconds;
    const round = (number: number) => Number(number.toPrecision(3));
    console.log(
      JSON.stringify({
        ...base,
        value: round(value),
        unit,
        ratio: round(value / (first.get(benchmark) ?? value)),
        size: result.size,
        spread: round((high - low) / median),
        repeats,
        error: round(result.error),
      }),
    );
  }
  const { state, seconds, budgetSeconds } = report;
  console.log(
    JSON.stringify({
      name: 'gpu.seconds',
      value: Number(seconds.toFixed(2)),
      unit: 's',
      floor: budgetSeconds,
      state,
    }),
  );
}

const bench = await openWorkbench({ gpu: true, script: 'tools/bench/gpu/page.ts' });
try {
  const call = 'globalThis.workbench.machine({})';
  print((await bench.page.evaluate(call)) as Awaited<ReturnType<GpuWorkbench['machine']>>);
} finally {
  await bench.close();
}
const clock = {
  now: () => performance.now() / 1000,
  wait: (seconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      // The end of the budget must not keep the program waiting for it.
      if (seconds > 1) timer.unref();
    }),
};
print(
  await measureProcessor({
    clock,
    about: { name: machine, browser: `Node ${process.versions.node}`, date: '' },
    logicalProcessors: cpus().length,
  }),
);
