import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ortFiles } from './load-ort';

/** Bytes that a lab's run will fetch, as they lie in `public/` when the book is built. On the server only. */
export function modelFileBytes() {
  const size = (path: string) => statSync(join(process.cwd(), 'public', path)).size;
  return {
    model: size('models/pocket/model.safetensors'),
    draft: size('models/pocket-draft/model.safetensors'),
    wasm: size(`ort/${ortFiles.wasm.wasm}`),
    webgpu: size(`ort/${ortFiles.webgpu.wasm}`),
  };
}
