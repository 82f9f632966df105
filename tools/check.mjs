#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { ensureDependencies } = await import('./lib/dependencies.mjs');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
ensureDependencies(root);
const bin = (name) => join(root, 'node_modules/.bin', name);

const checks = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['dead code', bin('knip'), []],
  ['content', bin('vitest'), ['run', 'tests/content', 'tests/architecture.test.ts']],
];

let failed = 0;
for (const [name, command, args] of checks) {
  console.log(`— ${name} —`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) failed += 1;
}
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${checks.length} checks failed.`);
process.exit(failed === 0 ? 0 : 1);
