import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParityRequest, Workbench } from '../../tools/bench/onnx/page';
import { openWorkbench } from '../../tools/bench/onnx/workbench';

/** Eight prompts of 1 to 40 tokens against the reference, on the software adapter. `npm run bench:parity` takes 64. */
const requests: ParityRequest[] = [
  { provider: 'webgpu', format: 'fp32', attention: 'chosen', prompts: 8 },
  { provider: 'webgpu', format: 'nbits', attention: 'chosen', prompts: 8 },
  { provider: 'webgpu', format: 'fp32', attention: 'plain', prompts: 8 },
];

let bench: Awaited<ReturnType<typeof openWorkbench>>;
beforeAll(async () => {
  bench = await openWorkbench({ gpu: true });
});
afterAll(() => bench.close());

test.each(requests)(
  'logits on WebGPU equal the reference: $format, $attention attention',
  { timeout: 300_000 },
  async (request) => {
    const { largest, longest } = await bench.page.evaluate(
      (asked) => (globalThis as unknown as { workbench: Workbench }).workbench.parity(asked),
      request,
    );
    expect(longest).toBeGreaterThan(31);
    expect(largest).toBeLessThan(1e-3);
  },
);
