/** The lab's worker: files, runtime and models live here and die with it. */
import { BookError } from '@/kernels/errors';
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import { dequantizeModel, quantizeModel } from '@/kernels/quantize/plan';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { createReference } from '@/kernels/transformer/forward';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import { type LlamaWeights, loadLlama } from '@/kernels/transformer/weights';
import { serve, type Tools } from '../live/serve';
import { download, downloadJson } from '../runtime/download';
import { fetchModel } from '../runtime/fetch-model';
import { type AttentionChoice, chooseAttention, largestDifference } from '../runtime/gpu-check';
import { createLlamaRunner, type LlamaRunner } from '../runtime/llama-session';
import type { ModelSetup } from '../runtime/model-setup';
import { runSpeculation } from './engine';
import { DRAFT_GRID, type DraftId, type WorkOptions } from './params';
import type { HeldoutDocument } from './prompts';
import type { SpeculativeResult } from './types';

export interface SpeculativeSetup extends ModelSetup {
  /** Absolute, with their slash. */
  readonly heldoutFolder: string;
  readonly draftFolder: string;
  readonly draftBytes: number;
}

export interface SpeculativeOrder {
  readonly work: WorkOptions;
  readonly key: string;
}

interface Ready {
  readonly target: LlamaRunner;
  readonly checker: LlamaRunner;
  readonly tokenizer: Tokenizer;
  readonly documents: readonly HeldoutDocument[];
  readonly plainAttention: boolean;
  draftOf(id: DraftId): Promise<LlamaRunner | undefined>;
}

/** fp32 on a GPU may fuse and flush; a wrong kernel is off by whole units. */
const TOLERANCE = 0.02;
const TRIAL_TOKENS = 40;

let ready: Ready | undefined;

serve<SpeculativeSetup, SpeculativeOrder, SpeculativeResult>(async (setup, order, tools) => {
  ready ??= await start(setup, tools);
  const { pace, emit } = tools;
  if (ready.plainAttention) emit({ kind: 'note', note: 'plain' });
  const { target, checker, tokenizer, documents } = ready;
  const result = await runSpeculation({
    target,
    checker,
    tokenizer,
    documents,
    draft: await ready.draftOf(order.work.draft),
    packed: setup.provider === 'webgpu',
    ...order,
    pace,
    onResult: (known) => emit({ kind: 'result', result: known }),
    onPhase: (phase, share) => emit({ kind: 'phase', phase, share }),
  });
  if (result.shortened) emit({ kind: 'note', note: 'shortened' });
});

async function start(setup: SpeculativeSetup, tools: Tools<SpeculativeResult>): Promise<Ready> {
  const { provider, heldoutFolder, draftFolder, draftBytes } = setup;
  const { signal, emit, pace } = tools;
  const { breathe } = pace;
  const onDraft = (loaded: number) =>
    emit({ kind: 'download', file: 'draft', loaded, total: Math.max(draftBytes, loaded) });
  const [{ ort, weights, tokenizer }, documents, draftConfig, draftFile] = await Promise.all([
    fetchModel(setup, {
      signal,
      breathe,
      onBytes: (file, loaded, total) => emit({ kind: 'download', file, loaded, total }),
      onStart: () => emit({ kind: 'phase', phase: 'starting' }),
    }),
    downloadJson(`${heldoutFolder}documents.json`, { signal }),
    downloadJson(`${draftFolder}config.json`, { signal }),
    download(`${draftFolder}model.safetensors`, { signal, onBytes: onDraft }),
  ]);
  const texts = documents as readonly HeldoutDocument[];
  const small = loadLlama(parseLlamaConfig(draftConfig), readSafetensors(draftFile));
  const trial = tokenizer.encode(texts.map(({ text }) => text).join(' ')).slice(0, TRIAL_TOKENS);

  const wasm = async () => ({ choice: { attention: 'gqa' } as AttentionChoice, runner: undefined });
  const { choice, runner } = await (provider === 'webgpu'
    ? chooseAttention(ort, weights, trial, breathe, tools.onLost)
    : wasm());
  const { attention } = choice;
  const open = (model: LlamaWeights, form = attention) =>
    createLlamaRunner(ort, buildLlamaOnnx(model, { format: 'fp32', attention: form }), model.config, {
      provider,
      ...choice,
    });
  const target = runner ?? (await open(weights));
  // On the processor fused attention is quicker for one token, plain products for several.
  const checker = provider === 'wasm' ? await open(weights, 'plain') : target;

  const makeDraft = async (id: DraftId): Promise<LlamaRunner> => {
    if (id === 'pocket-draft') return checked(await open(small), small);
    const model = quantizeModel(weights, DRAFT_GRID);
    await breathe();
    const meant = dequantizeModel(weights, model);
    if (provider === 'wasm') return open(meant);
    const graph = buildLlamaOnnx(weights, { format: 'nbits', quantized: model, attention });
    return checked(await createLlamaRunner(ort, graph, weights.config, { provider, ...choice }), meant);
  };
  /** A GPU's answers are compared before they are believed. */
  const checked = async (made: LlamaRunner, meant: LlamaWeights) => {
    if (provider === 'wasm') return made;
    const difference = largestDifference(await made.forward(trial), createReference(meant).forward(trial));
    if (difference < TOLERANCE) return made;
    throw new BookError('webgpu.wrong', { difference: Number(difference.toPrecision(2)) });
  };
  const drafts = new Map<DraftId, LlamaRunner>();
  return {
    target,
    checker,
    tokenizer,
    documents: texts,
    plainAttention: attention === 'plain',
    async draftOf(id) {
      if (id === 'ngram') return undefined;
      const made = drafts.get(id) ?? (await makeDraft(id));
      drafts.set(id, made);
      return made;
    },
  };
}
