/** A model folder as the Hugging Face tools write it: config.json, the weights (one file or shards), a tokenizer. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type LlamaConfig, parseLlamaConfig } from '../../kernels/transformer/config';
import { readSafetensors, type SafetensorsFile } from '../../kernels/transformer/safetensors';
import { type LlamaWeights, loadLlama, mergeSafetensors } from '../../kernels/transformer/weights';

export interface ModelFolder {
  readonly path: string;
  /** config.json as it stands, and read. */
  readonly configText: string;
  readonly configJson: Readonly<Record<string, unknown>>;
  readonly config: LlamaConfig;
  readonly weights: LlamaWeights;
  /** Bytes of the weights as stored. */
  readonly storedBytes: number;
}

/** Files that go with a model unchanged. */
export const companions = [
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
] as const;

/** Reads a folder. Throws an Error or BookError that says which file is wrong. */
export function readModelFolder(path: string): ModelFolder {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is not a folder`);
  const configJson = readJson(join(path, 'config.json')) as Record<string, unknown>;
  const config = parseLlamaConfig(configJson);
  const files = weightFiles(path).map((file) => readSafetensors(readFileSync(file)));
  const merged = files.length === 1 ? files[0] : mergeSafetensors(files);
  const configText = readFileSync(join(path, 'config.json'), 'utf8');
  return {
    path,
    configText,
    configJson,
    config,
    weights: loadLlama(config, merged),
    storedBytes: dataBytes(merged),
  };
}

function weightFiles(path: string): string[] {
  const single = join(path, 'model.safetensors');
  if (existsSync(single)) return [single];
  const index = join(path, 'model.safetensors.index.json');
  if (!existsSync(index)) throw new Error(`${path} has no model.safetensors`);
  const map = (readJson(index) as { weight_map?: unknown }).weight_map;
  if (typeof map !== 'object' || map === null) throw new Error(`${index} has no weight_map`);
  // Only names in this folder: an index from a stranger must not lead elsewhere.
  const shards = [...new Set(Object.values(map).map((name) => basename(String(name))))];
  for (const name of shards) if (!existsSync(join(path, name))) throw new Error(`${path} has no ${name}`);
  return shards.map((name) => join(path, name));
}

function readJson(path: string): unknown {
  if (!existsSync(path)) throw new Error(`${path} does not exist`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}

const dataBytes = (file: SafetensorsFile) =>
  [...file.tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
