/** Pocket and onnxruntime fetched in a worker, bytes counted as they come. */
import { BookError } from '@/kernels/errors';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { createTokenizer, type Tokenizer } from '@/kernels/transformer/tokenizer';
import { type LlamaWeights, loadLlama } from '@/kernels/transformer/weights';
import { download, downloadJson } from './download';
import type { OrtModule } from './llama-session';
import { loadOrt } from './load-ort';
import type { ModelSetup } from './model-setup';

export interface FetchTools {
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
  readonly onBytes: (file: 'runtime' | 'model', loaded: number, total: number) => void;
  /** Called when everything is there and the runtime starts. */
  readonly onStart: () => void;
}

export interface FetchedModel {
  readonly ort: OrtModule;
  readonly weights: LlamaWeights;
  readonly tokenizer: Tokenizer;
}

/** Errors: those of downloads and files; `webgpu.absent`. */
export async function fetchModel(setup: ModelSetup, tools: FetchTools): Promise<FetchedModel> {
  const { provider, ortFolder, modelFolder, threads, bytes } = setup;
  const { signal } = tools;
  if (provider === 'webgpu') {
    const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
    if (!adapter) throw new BookError('webgpu.absent');
  }
  const part = (file: 'runtime' | 'model') => ({
    signal,
    onBytes: (loaded: number) => tools.onBytes(file, loaded, Math.max(bytes[file], loaded)),
  });
  const [ort, modelBytes, configJson, tokenizerJson] = await Promise.all([
    loadOrt(provider, ortFolder, threads, part('runtime')),
    download(`${modelFolder}model.safetensors`, part('model')),
    downloadJson(`${modelFolder}config.json`, { signal }),
    downloadJson(`${modelFolder}tokenizer.json`, { signal }),
  ]);
  tools.onStart();
  await tools.breathe();
  const weights = loadLlama(parseLlamaConfig(configJson), readSafetensors(modelBytes));
  return { ort, weights, tokenizer: createTokenizer(tokenizerJson) };
}
