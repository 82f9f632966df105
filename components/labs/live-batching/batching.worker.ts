/** The lab's worker: files, runtime and model live here and die with it. */
import { BookError } from '@/kernels/errors';
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import { serve, type Tools } from '../live/serve';
import type { LiveRung } from '../live/types';
import { batchDifference } from '../runtime/batch-check';
import { type BatchSession, createBatchSession } from '../runtime/batch-session';
import { downloadJson } from '../runtime/download';
import { fetchModel } from '../runtime/fetch-model';
import type { OrtModule } from '../runtime/llama-session';
import type { ModelSetup } from '../runtime/model-setup';
import { runBatching } from './engine';
import type { WorkOptions } from './params';
import type { BatchingResult } from './types';

export interface BatchingSetup extends ModelSetup {
  /** Absolute, with its slash. */
  readonly heldoutFolder: string;
}

export interface BatchingOrder {
  readonly work: WorkOptions;
  readonly key: string;
  readonly lang: string;
}

interface Ready {
  readonly session: BatchSession;
  readonly attention: 'gqa' | 'plain';
  readonly tokenizer: Tokenizer;
  readonly documents: readonly { readonly lang: string; readonly text: string }[];
}

type BatchingTools = Tools<BatchingResult>;
/** fp32 on a GPU may fuse and flush; a wrong kernel is off by whole units. */
const TOLERANCE = 0.02;
const TRIAL_TOKENS = 40;

let ready: Ready | undefined;

serve<BatchingSetup, BatchingOrder, BatchingResult>(async (setup, order, tools) => {
  ready ??= await start(setup, tools);
  const { pace, emit } = tools;
  if (ready.attention === 'plain' && setup.provider === 'webgpu') emit({ kind: 'note', note: 'plain' });
  const result = await runBatching({
    ...ready,
    ...order,
    pace,
    onResult: (known) => emit({ kind: 'result', result: known }),
    onPhase: (phase, share) => emit({ kind: 'phase', phase, share }),
  });
  if (result.shortened) emit({ kind: 'note', note: 'shortened' });
});

async function start(setup: BatchingSetup, tools: BatchingTools): Promise<Ready> {
  const { provider, heldoutFolder } = setup;
  const { signal, emit, pace } = tools;
  const [{ ort, weights, tokenizer }, documents] = await Promise.all([
    fetchModel(setup, {
      signal,
      breathe: pace.breathe,
      onBytes: (file, loaded, total) => emit({ kind: 'download', file, loaded, total }),
      onStart: () => emit({ kind: 'phase', phase: 'starting' }),
    }),
    downloadJson(`${heldoutFolder}documents.json`, { signal }),
  ]);
  const texts = documents as Ready['documents'];
  const open = (attention: 'gqa' | 'plain') => openSession(ort, weights, provider, attention, tools);
  if (provider === 'wasm') {
    return { session: await open('gqa'), attention: 'gqa', tokenizer, documents: texts };
  }
  const trial = tokenizer.encode(texts.map(({ text }) => text).join(' ')).slice(0, TRIAL_TOKENS);
  // The first session that is right stays open: onnxruntime gives its GPU device up with the last one.
  const rejected: BatchSession[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  try {
    for (const attention of ['gqa', 'plain'] as const) {
      await pace.breathe();
      const session = await open(attention);
      const difference = await batchDifference(session, weights, trial);
      if (difference < TOLERANCE) {
        void (await ort.env.webgpu.device).lost.then(tools.onLost);
        return { session, attention, tokenizer, documents: texts };
      }
      rejected.push(session);
      smallest = Math.min(smallest, difference);
    }
  } finally {
    for (const session of rejected) await session.release();
  }
  throw new BookError('webgpu.wrong', { difference: Number(smallest.toPrecision(2)) });
}

function openSession(
  ort: OrtModule,
  weights: LlamaWeights,
  provider: LiveRung,
  attention: 'gqa' | 'plain',
  { pace }: BatchingTools,
): Promise<BatchSession> {
  const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
  return createBatchSession(ort, graph, weights.config, { provider, attention, now: pace.now });
}
