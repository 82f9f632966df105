import * as ort from 'onnxruntime-web/wasm';
import { expect, test } from 'vitest';
import { runBatching } from '../../../components/labs/live-batching/engine';
import type { BatchingResult } from '../../../components/labs/live-batching/types';
import { createBatchSession } from '../../../components/labs/runtime/batch-session';
import type { OrtModule } from '../../../components/labs/runtime/llama-session';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import type { Tokenizer } from '../../../kernels/transformer/tokenizer';
import { toyConfig, toyWeights } from '../../kernels/transformer/toy';

const config = { ...toyConfig, hiddenSize: 64, heads: 4, headDim: 16, maxPositions: 128 };
const weights = toyWeights(config);
/** Letters are tokens. */
const tokenizer = {
  encode: (text: string) => [...text].map((letter) => letter.charCodeAt(0) % config.vocabSize),
  decode: (ids: readonly number[]) => ids.map((id) => String.fromCharCode(97 + (id % 26))).join(''),
} as unknown as Tokenizer;
const documents = [
  { lang: 'en', text: 'the quick brown fox jumps over the lazy dog and runs away' },
  { lang: 'zh', text: 'never asked for in this test' },
  { lang: 'en', text: 'pack my box with five dozen liquor jugs, and then some more of them' },
];

test.each(['gqa', 'plain'] as const)(
  '%s attention: the same tokens one at a time, in static and in continuous batches',
  async (attention) => {
    ort.env.wasm.numThreads = 1;
    const now = () => performance.now() / 1000;
    const session = await createBatchSession(
      ort as OrtModule,
      buildLlamaOnnx(weights, { format: 'fp32', attention }),
      config,
      { provider: 'wasm', attention, now },
    );
    const phases = new Set<string>();
    const known: BatchingResult[] = [];
    const result = await runBatching({
      session,
      attention,
      tokenizer,
      documents,
      lang: 'en',
      work: { requests: 9, batch: 4, meanOutput: 8, gapSteps: 1 },
      key: 'test',
      rounds: 1,
      pace: { now, breathe: async () => {} },
      onResult: (part) => known.push(part),
      onPhase: (phase) => phases.add(phase),
    });
    await session.release();
    expect([...phases]).toEqual(['calibrating', 'single', 'static', 'continuous']);
    expect(known.map((part) => [part.single, part.static, part.continuous].filter(Boolean).length)).toEqual([
      1, 2, 3,
    ]);
    for (const policy of ['static', 'continuous'] as const) expect(result[policy]?.sameTokens).toBe(1);
    expect(result.static?.measured.iterations.every((step) => step.repackBytes === 0)).toBe(true);
    // What the executor copied is what the cost model says that it copies.
    const copied = (run?: { iterations: readonly { repackBytes: number }[] }) =>
      run?.iterations.reduce((sum, step) => sum + step.repackBytes, 0);
    expect(copied(result.continuous?.measured)).toBeGreaterThan(0);
    expect(result.costs.decode.map(({ amount }) => amount)).toEqual([1, 2, 4]);
    expect(result.texts?.length).toBe(4);
    expect(result.texts?.[0][1].length).toBe(result.work[0].outputTokens);
  },
);

test('a cancelled run stops and gives its cache back', async () => {
  const now = () => performance.now() / 1000;
  const graph = buildLlamaOnnx(weights, { format: 'fp32' });
  const session = await createBatchSession(ort as OrtModule, graph, config, {
    provider: 'wasm',
    attention: 'gqa',
    now,
  });
  let stop = false;
  const run = runBatching({
    session,
    attention: 'gqa',
    tokenizer,
    documents,
    lang: 'en',
    work: { requests: 4, batch: 2, meanOutput: 8, gapSteps: 0 },
    key: 'test',
    rounds: 1,
    pace: {
      now,
      breathe: async () => {
        if (stop) throw new Error('cancelled');
      },
    },
    onResult: () => {},
    onPhase: (phase) => {
      stop = phase === 'static';
    },
  });
  await expect(run).rejects.toThrow('cancelled');
  await session.release();
});
