/** Pocket and its runtime in a worker: files counted as they come, the attention a GPU gets right, one session. */
import { BookError } from '@/kernels/errors';
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { createTokenizer, type Tokenizer } from '@/kernels/transformer/tokenizer';
import { loadLlama } from '@/kernels/transformer/weights';
import { download, downloadJson } from './download';
import { chooseAttention } from './gpu-check';
import { createLlamaRunner, type LlamaRunner, type Provider } from './llama-session';
import { loadOrt } from './load-ort';

export interface ModelSetup {
  readonly provider: Provider;
  /** Absolute URLs with their slash. */
  readonly ortFolder: string;
  readonly modelFolder: string;
  readonly threads: number;
  /** Sizes to expect. */
  readonly bytes: { readonly runtime: number; readonly model: number };
}

export interface ModelTools {
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
  readonly onBytes: (file: 'runtime' | 'model', loaded: number, total: number) => void;
  /** Called when everything is there and the runtime starts. */
  readonly onStart: () => void;
  /** Called when the GPU device is lost, then or ever after. */
  readonly onLost: () => void;
}

export interface OpenModel {
  readonly runner: LlamaRunner;
  readonly tokenizer: Tokenizer;
}

/** A text of the model's world, longer than any call that a faulty attention kernel survives. */
const TRIAL = 'Jonas was the sailor of Fennick. He owned a cracked map. Lena owned a painted brush. '.repeat(
  3,
);

/** Errors: those of downloads, files and runtime; `webgpu.absent`, `webgpu.wrong`. */
export async function openModel(setup: ModelSetup, tools: ModelTools): Promise<OpenModel> {
  const { provider, modelFolder, bytes } = setup;
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
    loadOrt(provider, setup.ortFolder, setup.threads, part('runtime')),
    download(`${modelFolder}model.safetensors`, part('model')),
    downloadJson(`${modelFolder}config.json`, { signal }),
    downloadJson(`${modelFolder}tokenizer.json`, { signal }),
  ]);
  tools.onStart();
  await tools.breathe();
  const weights = loadLlama(parseLlamaConfig(configJson), readSafetensors(modelBytes));
  const tokenizer = createTokenizer(tokenizerJson);
  if (provider === 'webgpu') {
    const trial = tokenizer.encode(TRIAL).slice(0, 40);
    const { runner } = await chooseAttention(ort, weights, trial, tools.breathe, tools.onLost);
    return { runner, tokenizer };
  }
  const graph = buildLlamaOnnx(weights, { format: 'fp32', attention: 'gqa' });
  return { runner: await createLlamaRunner(ort, graph, weights.config, { provider }), tokenizer };
}
