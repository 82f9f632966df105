/** Fetching files in a worker: bytes counted as they come, every way to fail named. */
import { BookError } from '@/kernels/errors';

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  /** Bytes so far. */
  readonly onBytes?: (loaded: number) => void;
}

/** A file's bytes. Errors: `fetch.failed` {file, status}, `fetch.cancelled`. A status of 0 means that no answer came. */
export async function download(
  url: string,
  { signal, onBytes }: DownloadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const file = url.split('/').pop() ?? url;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body)
      throw new BookError('fetch.failed', { file, status: response.status });
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      loaded += value.byteLength;
      onBytes?.(loaded);
    }
    const whole = new Uint8Array(loaded);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  } catch (error) {
    if (error instanceof BookError) throw error;
    if (signal?.aborted) throw new BookError('fetch.cancelled');
    throw new BookError('fetch.failed', { file, status: 0 });
  }
}

/** A JSON file. Errors: those of `download`, `fetch.not-json` {file}. */
export async function downloadJson(url: string, options: DownloadOptions = {}): Promise<unknown> {
  const bytes = await download(url, options);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new BookError('fetch.not-json', { file: url.split('/').pop() ?? url });
  }
}
