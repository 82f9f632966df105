/**
 * onnxruntime against the reference forward pass over 64 prompts of 1 to 96 tokens, in Chromium: WASM with both forms
 * of attention and with packed weights; with `--webgpu` also the GPU rung (minutes, on a software adapter).
 * Prints the largest difference of any logit; more than 0.001 fails.
 */
import { cpus } from 'node:os';
import type { ParityRequest, Workbench } from './onnx/page';
import { openWorkbench } from './onnx/workbench';

const runs: ParityRequest[] = [
  { provider: 'wasm', format: 'fp32', attention: 'gqa', prompts: 64 },
  { provider: 'wasm', format: 'fp32', attention: 'plain', prompts: 64 },
  { provider: 'wasm', format: 'nbits', attention: 'gqa', prompts: 64 },
  ...(process.argv.includes('--webgpu')
    ? ([
        { provider: 'webgpu', format: 'fp32', attention: 'chosen', prompts: 64 },
        { provider: 'webgpu', format: 'nbits', attention: 'chosen', prompts: 64 },
      ] as const)
    : []),
];
const machine = cpus()[0]?.model ?? 'unknown';
for (const run of runs) {
  const bench = await openWorkbench({ gpu: run.provider === 'webgpu' });
  try {
    const { largest, form, longest } = await bench.page.evaluate(
      (request) => (globalThis as unknown as { workbench: Workbench }).workbench.parity(request),
      run,
    );
    const { attention, ...named } = run;
    console.log(
      JSON.stringify({
        name: 'parity.largestLogitDifference',
        value: Number(largest.toPrecision(3)),
        floor: 1e-3,
        ...named,
        ...form,
        longestPrompt: longest,
        browser: bench.browserVersion,
        machine,
      }),
    );
    if (!(largest < 1e-3)) process.exitCode = 1;
  } finally {
    await bench.close();
  }
}
