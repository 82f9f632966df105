import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainTolerance } from '../../kernels/gpu/chain/reference';
import { decodeFormats } from '../../kernels/gpu/machine/decode';
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
  const whole = decodeFormats.map((format): ChainCase => ({ shape, format, layers: 3 }));
  const cut = (['fp32', 'q4'] as const).map(
    (format): ChainCase => ({
      shape,
      format,
      layers: 2,
      largestBuffer: 16_384,
    }),
  );
  const outcomes = await run([...whole, ...cut]);
  for (const { error, fromProcessor = 0, seconds } of outcomes) {
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(chainTolerance.fp32);
    // With x in 16-bit integers there, and layers one behind the other.
    expect(fromProcessor).toBeLessThan(5e-3);
    expect(seconds).toBeGreaterThan(0);
  }
  expect(outcomes.slice(0, 4).map(({ launches }) => launches)).toEqual([12, 12, 12, 12]);
  for (const { launches } of outcomes.slice(4)) expect(launches).toBeGreaterThan(8);
});
