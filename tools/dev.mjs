#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawn } = await import('node:child_process');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { ensureDependencies } = await import('./lib/dependencies.mjs');
const { copyRuntimeFiles } = await import('./lib/prepare.mjs');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
ensureDependencies(root);
copyRuntimeFiles(root);
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/next/dist/bin/next'), 'dev', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } },
);
child.on('exit', (code) => process.exit(code ?? 0));
