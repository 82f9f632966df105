/**
 * Decoding speed of Pocket in Chromium on the WASM rung: fp32 on one thread (the floor), on as many threads as there
 * are cores, and packed 4-bit codes on one, which onnxruntime has no fast kernel for there. Median step of 128.
 */
import { cpus } from 'node:os';
import type { Workbench } from './onnx/page';
import { openWorkbench } from './onnx/workbench';

const STEPS = 128;
const cores = cpus().length;
const runs = [
  { format: 'fp32', threads: 1, floor: 100 },
  { format: 'fp32', threads: cores },
  { format: 'nbits', threads: 1 },
] as const;
for (const { format, threads, ...more } of runs) {
  const bench = await openWorkbench();
  try {
    const { times, layers } = await bench.page.evaluate(
      ([kind, steps, count]) =>
        (globalThis as unknown as { workbench: Workbench }).workbench.decode('wasm', kind, steps, count),
      [format, STEPS, threads] as const,
    );
    const sorted = [...times].sort((a, b) => a - b);
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    console.log(
      JSON.stringify({
        name: 'decode.tokensPerSecond',
        value: Number((1000 / sorted[STEPS >> 1]).toPrecision(4)),
        unit: 'tokens/s',
        ...more,
        mean: Number((1000 / mean).toPrecision(4)),
        format,
        threads,
        layers,
        steps: STEPS,
        browser: bench.browserVersion,
        machine: cpus()[0]?.model ?? 'unknown',
      }),
    );
  } finally {
    await bench.close();
  }
}
