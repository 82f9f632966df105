/**
 * onnxruntime from the book's own `/ort/` folder. The native import is hidden from the bundler, which would copy the
 * wasm a second time; the wasm itself is fetched here, so that its bytes can be counted and the fetch cancelled.
 */
import { BookError } from '@/kernels/errors';
import { type DownloadOptions, download } from './download';
import type { OrtModule, Provider } from './llama-session';

/** Names under `/ort/`. The WebGPU build is the native one: the older build gave wrong 4-bit products, silently. */
export const ortFiles: Readonly<Record<Provider, { module: string; glue: string; wasm: string }>> = {
  wasm: {
    module: 'ort.wasm.min.mjs',
    glue: 'ort-wasm-simd-threaded.mjs',
    wasm: 'ort-wasm-simd-threaded.wasm',
  },
  webgpu: {
    module: 'ort.webgpu.min.mjs',
    glue: 'ort-wasm-simd-threaded.asyncify.mjs',
    wasm: 'ort-wasm-simd-threaded.asyncify.wasm',
  },
};

/**
 * @param folder URL of `/ort/`, absolute, with its slash · @param threads of the wasm build.
 * Errors: those of `download`, `ort.load-failed` {reason}.
 */
export async function loadOrt(
  provider: Provider,
  folder: string,
  threads: number,
  options: DownloadOptions = {},
): Promise<OrtModule> {
  const files = ortFiles[provider];
  const wasm = await download(folder + files.wasm, options);
  try {
    const ort: OrtModule = await import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ folder + files.module
    );
    ort.env.wasm.wasmPaths = { mjs: folder + files.glue, wasm: folder + files.wasm };
    ort.env.wasm.wasmBinary = wasm.buffer;
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    return ort;
  } catch (error) {
    throw new BookError('ort.load-failed', { reason: String(error).slice(0, 160) });
  }
}
