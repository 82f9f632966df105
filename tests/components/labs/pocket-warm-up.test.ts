import * as ort from 'onnxruntime-web/wasm';
import { expect, test } from 'vitest';
import type { OrtModule } from '../../../components/labs/runtime/llama-session';
import { measurePocket } from '../../../components/labs/your-machine/decode/pocket';
import { toyConfig, toyWeights } from '../../kernels/transformer/toy';

test('calls that are slow because code is still being compiled are not among the tokens timed', async () => {
  ort.env.wasm.numThreads = 1;
  const config = { ...toyConfig, hiddenSize: 64, intermediateSize: 96, heads: 4, headDim: 16 };
  let seconds = 0;
  const { row, runner } = await measurePocket('wasm', 'fp32', {
    ort: ort as OrtModule,
    weights: toyWeights({ ...config, maxPositions: 512 }),
    now: () => seconds,
    breathe: async () => {},
    // The first quarter of a second is ten times as slow as the rest.
    guard: async (call) => {
      seconds += seconds < 0.25 ? 0.01 : 0.001;
      return call();
    },
  });
  await runner.release();
  expect(row.state).toBe('measured');
  if (row.state !== 'measured') return;
  expect(row.seconds.repeats).toBe(64);
  expect(row.seconds.high).toBeCloseTo(0.001, 9);
  expect(row.tokens).toBe(64);
});
