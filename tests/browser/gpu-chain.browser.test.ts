import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainTolerance } from '../../kernels/gpu/chain/reference';
import { type DecodeFormat, decodeFormats } from '../../kernels/gpu/machine/decode';
import type { ChainCase, ChainWorkbench } from '../../tools/bench/gpu/chain-page';
import { type OpenWorkbench, openWorkbench } from '../../tools/bench/onnx/workbench';

/** Small extents: the adapter is software. No claim here is about speed. */
let bench: OpenWorkbench;
beforeAll(async () => {
  bench = await openWorkbench({ gpu: true, script: 'tools/bench/gpu/chain-page.ts' });
});
afterAll(() => bench.close());

const run = (cases: readonly ChainCase[]): ReturnType<ChainWorkbench['chains']> =>
  bench.page.evaluate(`globalThis.workbench.chains(${JSON.stringify(cases)})`);

const shape = { hidden: 128, inner: 192 };

test('a chain agrees with the formula in every format, whole and cut into parts', async () => {
  const both = (format: DecodeFormat): ChainCase[] => [
    { shape, format, layers: 3 },
    { shape, format, layers: 2, largestBuffer: 16_384 },
  ];
  const outcomes = await run(decodeFormats.flatMap(both));
  for (const [i, { error, fromProcessor = 0, seconds }] of outcomes.entries()) {
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(chainTolerance.fp32);
    // With x in 16-bit integers there, and layers one behind the other.
    expect(fromProcessor).toBeLessThan(5e-3);
    expect(seconds).toBeGreaterThan(0);
    if (i % 2 === 0) expect(outcomes[i].launches).toBe(12);
    else expect(outcomes[i].launches).toBeGreaterThan(8);
  }
});
