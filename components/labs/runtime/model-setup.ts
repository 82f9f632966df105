/** Where a worker finds Pocket and its runtime: said by the page, since a worker knows no base path. */
import { asset } from '@/components/base-path';
import type { Provider } from './llama-session';

export interface ModelSetup {
  readonly provider: Provider;
  /** Absolute URLs with their slash. */
  readonly ortFolder: string;
  readonly modelFolder: string;
  readonly threads: number;
  /** Sizes to expect. */
  readonly bytes: { readonly runtime: number; readonly model: number };
}

/** Bytes of the files that a run fetches, as the page knows them. */
export interface FileBytes {
  readonly model: number;
  readonly wasm: number;
  readonly webgpu: number;
}

export function modelSetup(provider: Provider, bytes: FileBytes): ModelSetup {
  const at = (path: string) => new URL(asset(path), location.href).href;
  return {
    provider,
    ortFolder: at('/ort/'),
    modelFolder: at('/models/pocket/'),
    threads: 1,
    bytes: { runtime: bytes[provider], model: bytes.model },
  };
}
