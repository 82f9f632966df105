#!/usr/bin/env node
// npm run build:kernels: kernels/index.ts as one ES module with its types, for Node and the browser, in dist/kernels.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const outFolder = join(root, 'dist/kernels');
const started = Date.now();

rmSync(outFolder, { recursive: true, force: true });
mkdirSync(outFolder, { recursive: true });
const bundle = join(outFolder, 'index.js');
await build({
  absWorkingDir: root,
  entryPoints: ['kernels/index.ts'],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  mainFields: ['module', 'main'],
  conditions: ['import'],
  legalComments: 'inline',
  logLevel: 'warning',
});

// The types keep the source's tree; index.d.ts beside the bundle leads into it.
const types = spawnSync(
  join(root, 'node_modules/.bin/tsc'),
  [
    ...['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--incremental', 'false'],
    ...['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2023,dom'],
    ...['--strict', '--skipLibCheck', '--resolveJsonModule', '--verbatimModuleSyntax', '--types', ''],
    ...['--rootDir', '.', '--outDir', 'dist/kernels/types', 'kernels/index.ts', '--ignoreConfig'],
  ],
  { cwd: root, stdio: 'inherit' },
);
if (types.status !== 0) process.exit(types.status ?? 1);
// Node's own resolution wants file endings where the sources have none.
for (const name of readdirSync(join(outFolder, 'types'), { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const path = join(outFolder, 'types', name);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/(from\s+['"])(\.{1,2}\/[^'"]+)(['"])/g, '$1$2.js$3'),
  );
}
writeFileSync(join(outFolder, 'index.d.ts'), "export * from './types/kernels/index.js';\n");
writeFileSync(
  join(outFolder, 'package.json'),
  `${JSON.stringify({ type: 'module', main: './index.js', types: './index.d.ts', sideEffects: false }, null, 2)}\n`,
);
const kilobytes = (statSync(bundle).size / 1000).toFixed(0);
console.log(`dist/kernels/index.js ${kilobytes} kB in ${((Date.now() - started) / 1000).toFixed(1)} s`);
