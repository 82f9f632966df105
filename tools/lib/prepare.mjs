import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files of pinned packages that the page loads by URL: onnxruntime's own modules and wasm (kept out of the bundler,
 * which would emit a second copy of 27 MB), and the type faces. Copied, never committed.
 */
const copies = [
  ...[
    'ort.webgpu.min.mjs',
    'ort-wasm-simd-threaded.asyncify.mjs',
    'ort-wasm-simd-threaded.asyncify.wasm',
    'ort.wasm.min.mjs',
    'ort-wasm-simd-threaded.mjs',
    'ort-wasm-simd-threaded.wasm',
  ].map((file) => [`onnxruntime-web/dist/${file}`, `ort/${file}`]),
  ...['400-normal', '400-italic', '600-normal'].map((face) => [
    `@fontsource/source-serif-4/files/source-serif-4-latin-${face}.woff2`,
    `fonts/source-serif-4-latin-${face}.woff2`,
  ]),
];

export function copyRuntimeFiles(root) {
  for (const [from, to] of copies) {
    const source = join(root, 'node_modules', from);
    const target = join(root, 'public', to);
    if (!existsSync(source)) throw new Error(`${from} is missing from node_modules: run npm ci`);
    if (existsSync(target) && sameFile(source, target)) continue;
    mkdirSync(join(target, '..'), { recursive: true });
    copyFileSync(source, target);
  }
}

function sameFile(a, b) {
  return (
    statSync(a).size === statSync(b).size &&
    (statSync(a).size > 1e6 || readFileSync(a).equals(readFileSync(b)))
  );
}
