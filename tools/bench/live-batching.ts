/**
 * The lab's default work on the WASM rung under Node, one thread: tokens per second one at a time, in static and in
 * continuous batches, how far the simulation is off, and what repacking takes.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import * as ort from 'onnxruntime-web/wasm';
import { runBatching } from '../../components/labs/live-batching/engine';
import { figuresOf } from '../../components/labs/live-batching/figures';
import { liveBatchingSpecs, workKey, workOf } from '../../components/labs/live-batching/params';
import { createBatchSession } from '../../components/labs/runtime/batch-session';
import type { OrtModule } from '../../components/labs/runtime/llama-session';
import { buildLlamaOnnx } from '../../kernels/onnx/build-llama';
import { defaultParams } from '../../kernels/simulator';
import { parseLlamaConfig } from '../../kernels/transformer/config';
import { readSafetensors } from '../../kernels/transformer/safetensors';
import { createTokenizer } from '../../kernels/transformer/tokenizer';
import { loadLlama } from '../../kernels/transformer/weights';

const folder = 'public/models/pocket';
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const config = parseLlamaConfig(json(`${folder}/config.json`));
const weights = loadLlama(config, readSafetensors(readFileSync(`${folder}/model.safetensors`)));
const now = () => performance.now() / 1000;
const values = defaultParams(liveBatchingSpecs);
ort.env.wasm.numThreads = 1;
for (const attention of ['gqa', 'plain'] as const) {
  const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
  const session = await createBatchSession(ort as OrtModule, graph, config, {
    provider: 'wasm',
    attention,
    now,
  });
  const result = await runBatching({
    session,
    attention,
    tokenizer: createTokenizer(json(`${folder}/tokenizer.json`)),
    documents: json('public/models/heldout/documents.json'),
    lang: 'en',
    work: workOf(values),
    key: workKey(values),
    rounds: 5,
    pace: { now, breathe: async () => {} },
    onResult: () => {},
    onPhase: () => {},
  });
  await session.release();
  for (const policy of ['single', 'static', 'continuous'] as const) {
    const lane = policy === 'single' ? undefined : result[policy];
    const run = lane?.measured ?? result.single;
    if (!run) continue;
    const figures = figuresOf(run);
    const digits = (value: number) => Number(value.toPrecision(3));
    console.log(
      JSON.stringify({
        name: 'batching.tokensPerSecond',
        value: digits(figures.tokensPerSecond),
        unit: 'tokens/s',
        policy,
        attention,
        ttftSeconds: digits(figures.ttftSeconds),
        repackShare: digits(figures.repackShare),
        ...(lane && {
          simulatedToMeasured: digits(lane.simulated.totalSeconds / lane.measured.totalSeconds),
          sameTokens: lane.sameTokens,
        }),
        work: result.key,
        machine: cpus()[0]?.model.trim() ?? 'unknown',
      }),
    );
  }
}
process.exit(0);
