/** Pocket's weights and the runtime, bytes counted as they come. One runtime serves both places: a GPU's has the other in it. */
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { type LlamaWeights, loadLlama } from '@/kernels/transformer/weights';
import { download, downloadJson } from '../../runtime/download';
import type { OrtModule, Provider } from '../../runtime/llama-session';
import { loadOrt } from '../../runtime/load-ort';
import { tapConsole } from './count-nodes';
import type { DecodeOptions } from './types';

/** Errors: those of downloads and files. */
export async function fetchPocket(
  provider: Provider,
  { ortFolder, modelFolder, bytes, signal, onProgress }: DecodeOptions,
): Promise<{ ort: OrtModule; weights: LlamaWeights }> {
  const part = (file: 'runtime' | 'model', expected: number) => ({
    signal,
    onBytes: (loaded: number) =>
      onProgress?.({ kind: 'download', file, loaded, total: Math.max(expected, loaded) }),
  });
  tapConsole();
  const [ort, model, config] = await Promise.all([
    loadOrt(provider, ortFolder, 1, part('runtime', bytes[provider])),
    download(`${modelFolder}model.safetensors`, part('model', bytes.model)),
    downloadJson(`${modelFolder}config.json`, { signal }),
  ]);
  return { ort, weights: loadLlama(parseLlamaConfig(config), readSafetensors(model)) };
}
