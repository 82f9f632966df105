import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const inputs = [
  'app',
  'components',
  'content',
  'kernels',
  'public',
  'tools/build.mjs',
  'tools/lib',
  'next.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
// Copied into public/ by the build itself, from packages that the lock file pins.
const derived = new Set(['public/ort', 'public/fonts']);

function* filesOf(root, path) {
  if (derived.has(path) || !existsSync(join(root, path))) return;
  if (!statSync(join(root, path)).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) yield* filesOf(root, `${path}/${name}`);
}

/** One hash over every file that the built book depends on, and over the settings that change it. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  hash.update(`node ${process.versions.node.split('.')[0]} base ${process.env.BOOK_BASE_PATH ?? ''}\0`);
  for (const input of inputs) {
    for (const file of filesOf(root, input)) {
      hash
        .update(`${relative('.', file)}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** Where the build leaves the hash it was made from. */
export const buildRecord = '.cache/build.json';

/** Whether `out/` holds a book built from exactly these sources. */
export function builtBookIsCurrent(root) {
  const record = join(root, buildRecord);
  if (!existsSync(join(root, 'out/index.html')) || !existsSync(record)) return false;
  return JSON.parse(readFileSync(record, 'utf8')).hash === sourceHash(root);
}
