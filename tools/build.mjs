#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { headersFile, pagePolicy } = await import('./lib/headers.mjs');
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

/** Narrows each page's inline scripts to the ones it was built with. */
function sealPages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sealPages(path);
    else if (entry.name.endsWith('.html')) {
      const html = readFileSync(path, 'utf8');
      const meta = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(html)}">`;
      writeFileSync(path, html.replace(/<head>/, `<head><meta charset="utf-8">${meta}`));
    }
  }
}

const out = join(root, 'out');
sealPages(out);
writeFileSync(join(out, '_headers'), headersFile());
writeFileSync(join(out, '.nojekyll'), '');
mkdirSync(join(root, '.cache'), { recursive: true });
writeFileSync(join(root, buildRecord), JSON.stringify({ hash }));
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
