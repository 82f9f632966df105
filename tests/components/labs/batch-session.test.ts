import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type BatchSession,
  type Cohort,
  createBatchSession,
} from '../../../components/labs/runtime/batch-session';
import type { OrtModule } from '../../../components/labs/runtime/llama-session';
import { piecesOf } from '../../../components/labs/runtime/pack-rows';
import { createRandom } from '../../../kernels/numbers/random';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import { createReference } from '../../../kernels/transformer/forward';
import { largestDifference, toyConfig, toyWeights } from '../../kernels/transformer/toy';

const config = {
  ...toyConfig,
  hiddenSize: 64,
  intermediateSize: 96,
  heads: 4,
  headDim: 16,
  maxPositions: 64,
};
const weights = toyWeights(config);
const reference = createReference(weights);
const { vocabSize } = config;

/** Logits after the last of these tokens, by the reference. */
const expected = (tokens: readonly number[]) =>
  reference.forward(tokens as number[]).subarray((tokens.length - 1) * vocabSize);

describe.each(['gqa', 'plain'] as const)('%s attention in a batch', (attention) => {
  let session: BatchSession;
  beforeAll(async () => {
    ort.env.wasm.numThreads = 1;
    const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
    session = await createBatchSession(ort as OrtModule, graph, config, {
      provider: 'wasm',
      attention,
      now: () => performance.now() / 1000,
    });
  });

  const texts = new Map<number, number[]>();
  const check = (ids: readonly number[], logits: Float32Array) => {
    for (const [row, id] of ids.entries()) {
      const own = logits.subarray(row * vocabSize, (row + 1) * vocabSize);
      expect(largestDifference(own, expected(texts.get(id) ?? []))).toBeLessThan(1e-3);
    }
  };
  const grow = async (cohort: Cohort, token: (id: number) => number) => {
    const tokens = cohort.ids.map(token);
    for (const [row, id] of cohort.ids.entries()) texts.get(id)?.push(tokens[row]);
    check(cohort.ids, await cohort.step(tokens));
  };

  test('prompts of different length, padded together, say what each says alone', async () => {
    const prompts = [
      { id: 1, tokens: [3, 1, 4, 1, 5, 9, 2] },
      { id: 2, tokens: [6] },
      { id: 3, tokens: [5, 3, 5, 8] },
    ];
    for (const { id, tokens } of prompts) texts.set(id, [...tokens]);
    const { cohort, logits } = await session.prefill(prompts);
    check([1, 2, 3], logits);
    expect(cohort.columns).toBe(7);
    for (let step = 0; step < 6; step++) await grow(cohort, (id) => (id * 7 + step) % vocabSize);
    expect(cohort.columns).toBe(13);
    cohort.release();
  });

  test('rows that join and leave at random: every logit stays what it is alone', async () => {
    const random = createRandom(11);
    const token = () => random.integer(0, vocabSize - 1);
    let running: Cohort | undefined;
    let next = 100;
    for (let round = 0; round < 30; round++) {
      const stay = (running?.ids ?? []).filter(() => random.uniform() < 0.75);
      const joined = Array.from({ length: stay.length < 5 ? random.integer(0, 2) : 0 }, () => {
        const id = next++;
        const tokens = Array.from({ length: random.integer(1, 12) }, token);
        texts.set(id, [...tokens]);
        return { id, tokens };
      });
      const cohorts = running ? [running] : [];
      if (joined.length > 0) {
        const made = await session.prefill(joined);
        check(made.cohort.ids, made.logits);
        cohorts.push(made.cohort);
      }
      const keep = [...stay, ...joined.map(({ id }) => id)];
      const packed = await session.repack(cohorts, keep);
      running = packed.cohort;
      const rowBytes = config.layers * 2 * config.kvHeads * config.headDim * 4;
      const tokens = keep.reduce((sum, id) => sum + (texts.get(id)?.length ?? 0), 0);
      expect(packed.bytes).toBe(tokens * rowBytes);
      // The block is as wide as its longest row: padding never outlives a repacking.
      const longest = Math.max(0, ...keep.map((id) => texts.get(id)?.length ?? 0));
      expect(running?.columns ?? 0).toBe(longest);
      for (let step = 0; step < random.integer(0, 2) && running && longest < 50; step++) {
        await grow(running, token);
      }
    }
    running?.release();
  });
});

test('pieces: the tokens of a row, wherever its columns are, come to stand first', () => {
  const shape = { kvHeads: 1, headDim: 1, columns: 4 };
  const sources = [
    {
      at: 1,
      of: 6,
      columns: [
        [0, 2],
        [5, 6],
      ],
    },
    { at: 0, of: 3, columns: [[0, 1]] },
  ] as const;
  expect(piecesOf(sources, shape)).toEqual([
    { source: 0, from: 6, to: 0, length: 2 },
    { source: 0, from: 11, to: 2, length: 1 },
    { source: 1, from: 0, to: 4, length: 1 },
  ]);
});
