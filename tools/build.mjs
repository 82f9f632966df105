#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { mkdirSync, rmSync, writeFileSync } = await import('node:fs');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { hintFirstScripts } = await import('./lib/compile-hints.mjs');
const { headersFile } = await import('./lib/headers.mjs');
const { finishPages } = await import('./lib/pages.mjs');
const { copyRuntimeFiles } = await import('./lib/prepare.mjs');
const { buildRecord, sourceHash } = await import('./lib/sources.mjs');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const started = Date.now();

copyRuntimeFiles(root);
const hash = sourceHash(root);
rmSync(join(root, 'out'), { recursive: true, force: true });
const result = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
});
if (result.status !== 0) {
  console.error('The build failed: the message above names the file.');
  process.exit(result.status ?? 1);
}

const out = join(root, 'out');
const base = (process.env.BOOK_BASE_PATH ?? '').replace(/\/+$/, '');
finishPages(out, base);
hintFirstScripts(out, base);
writeFileSync(join(out, '_headers'), headersFile());
writeFileSync(join(out, '.nojekyll'), '');
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, buildRecord), JSON.stringify({ hash }));
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
