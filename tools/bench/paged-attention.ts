/**
 * Attention with and without a block table at the lab's default size, in Chromium on its software WebGPU adapter:
 * seconds of each kernel in both layouts. On a real GPU the lab itself measures the same.
 */
import { cpus } from 'node:os';
import { pagedSpecs } from '../../components/labs/paged-attention/params';
import { defaultParams } from '../../kernels/simulator';
import { openWorkbench } from './onnx/workbench';
import type { AttentionWorkbench } from './paged-attention/page';

const bench = await openWorkbench({ gpu: true, script: 'tools/bench/paged-attention/page.ts' });
try {
  const { kernels, clock, key } = await bench.page.evaluate(
    (values) => (globalThis as unknown as { workbench: AttentionWorkbench }).workbench.measure(values),
    defaultParams(pagedSpecs),
  );
  for (const { kernel, contiguous, paged, difference } of kernels) {
    console.log(
      JSON.stringify({
        name: 'pagedAttention.seconds',
        value: paged && Number(paged.median.toPrecision(3)),
        unit: 's',
        kernel,
        contiguous: contiguous && Number(contiguous.median.toPrecision(3)),
        difference,
        clock,
        problem: key,
        browser: bench.browserVersion,
        machine: cpus()[0]?.model.trim() ?? 'unknown',
      }),
    );
  }
} finally {
  await bench.close();
}
