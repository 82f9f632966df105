/**
 * The lab's worker: files, runtime and model live here and die with it. One worker serves one rung of the ladder.
 * Errors go out as events, because an error thrown across the border loses its id.
 */
import * as Comlink from 'comlink';
import { BookError } from '@/kernels/errors';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import type { ProbeItem } from '@/kernels/transformer/probes';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { createTokenizer } from '@/kernels/transformer/tokenizer';
import { loadLlama } from '@/kernels/transformer/weights';
import { download, downloadJson } from '../runtime/download';
import { chooseAttention } from '../runtime/gpu-check';
import { loadOrt } from '../runtime/load-ort';
import { createPace } from '../runtime/pace';
import { createEngine, type Engine, extents } from './engine';
import type { Grid, Mode } from './params';
import type { Emit, TensorView } from './types';

export interface WorkerSetup {
  readonly provider: 'wasm' | 'webgpu';
  /** Absolute URLs with their slash. */
  readonly ortFolder: string;
  readonly modelFolder: string;
  readonly heldoutFolder: string;
  readonly threads: number;
  readonly bytes: { readonly runtime: number; readonly model: number };
}

export interface RunRequest {
  readonly grid: Grid;
  readonly lang: string;
  readonly mode: Mode;
  readonly tensor: string;
}

let engine: Engine | undefined;
let abort = new AbortController();
/** Where the run at hand is heard: a device can be lost long after the run that opened it. */
let latest: Emit | undefined;
let deviceIsLost = false;

const LOSS_REPORT_SECONDS = 2;
const pace = createPace(() => abort.signal.aborted);

async function start(setup: WorkerSetup, emit: Emit): Promise<Engine> {
  const { provider } = setup;
  if (provider === 'webgpu') await requireGpu();
  const fetchPart = (file: 'runtime' | 'model', total: number) => ({
    signal: abort.signal,
    onBytes: (loaded: number) => emit({ kind: 'download', file, loaded, total: Math.max(total, loaded) }),
  });
  const { signal } = abort;
  const [ort, modelBytes, configJson, tokenizerJson, documents, probes] = await Promise.all([
    loadOrt(provider, setup.ortFolder, setup.threads, fetchPart('runtime', setup.bytes.runtime)),
    download(`${setup.modelFolder}model.safetensors`, fetchPart('model', setup.bytes.model)),
    downloadJson(`${setup.modelFolder}config.json`, { signal }),
    downloadJson(`${setup.modelFolder}tokenizer.json`, { signal }),
    downloadJson(`${setup.heldoutFolder}documents.json`, { signal }),
    downloadJson(`${setup.heldoutFolder}probes.json`, { signal }),
  ]);
  emit({ kind: 'phase', phase: 'starting' });
  await pace.breathe();
  const weights = loadLlama(parseLlamaConfig(configJson), readSafetensors(modelBytes));
  const tokenizer = createTokenizer(tokenizerJson);
  const texts = documents as { lang: string; text: string }[];
  let form = {};
  if (provider === 'webgpu') {
    const trial = tokenizer.encode(texts.map(({ text }) => text).join(' ')).slice(0, 40);
    const { choice, runner } = await chooseAttention(ort, weights, trial, pace.breathe, () => {
      deviceIsLost = true;
      latest?.({ kind: 'lost' });
    });
    form = { ...choice, original: runner };
    if (choice.attention === 'plain') emit({ kind: 'note', note: 'plain' });
    else if (choice.maxNewTokens) emit({ kind: 'note', note: 'chunked' });
  }
  return createEngine({
    ort,
    weights,
    tokenizer,
    documents: texts,
    probes: probes as ProbeItem[],
    pace,
    provider,
    ...form,
  });
}

async function requireGpu(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) throw new BookError('webgpu.absent');
}

async function lossReported(): Promise<boolean> {
  const giveUpAt = pace.now() + LOSS_REPORT_SECONDS;
  while (!deviceIsLost && pace.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 50));
  return deviceIsLost;
}

/** Runs a task; its end and whatever goes wrong become events, on the one port that keeps their order. */
async function guarded(
  setup: WorkerSetup,
  emit: Emit,
  task: (engine: Engine) => Promise<void>,
): Promise<void> {
  abort = new AbortController();
  latest = emit;
  try {
    engine ??= await start(setup, emit);
    await task(engine);
    emit({ kind: 'finished' });
  } catch (error) {
    const known = error instanceof BookError;
    // A call that breaks because the device is going may fail a little before the loss itself is reported.
    if (!known && setup.provider === 'webgpu' && (await lossReported())) return;
    emit({
      kind: 'failed',
      id: known ? error.id : 'lab.unexpected',
      data: known ? error.data : { reason: String(error).slice(0, 200) },
    });
  }
}

const api = {
  run: (setup: WorkerSetup, { grid, lang, mode, tensor }: RunRequest, emit: Emit) =>
    guarded(setup, emit, (ready) => ready.run(grid, [lang], extents[mode], tensor, emit)),
  sweep: (setup: WorkerSetup, grids: readonly Grid[], emit: Emit) =>
    guarded(setup, emit, (ready) => ready.sweep(grids, emit)),
  view: (tensor: string): TensorView | undefined => engine?.view(tensor),
  cancel: () => abort.abort(),
};

export type QuantizeWorker = typeof api;

Comlink.expose(api);
