#!/usr/bin/env node
// npm run bench [-- name …]: runs the benchmark scripts of this folder, each printing one JSON line per figure.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../lib/chromium.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const helpers = new Set(['run.mjs', 'measure-pages.mjs', 'bench-page.mjs', 'frame-trace.mjs']);
const nameOf = (file) => file.replace(/\.(mjs|ts)$/, '');
// Only files: a benchmark's page may lie in a folder of the same name.
const files = readdirSync(folder).filter((file) => /\.(mjs|ts)$/.test(file) && !helpers.has(file));
const all = files.map(nameOf);
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const flags = process.argv.slice(2).filter((word) => word.startsWith('-'));
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
const chromium = findChromium();
let failed = 0;
for (const name of asked.length > 0 ? asked : all) {
  const file = files.find((entry) => nameOf(entry) === name);
  const command = file.endsWith('.ts') ? `${root}/node_modules/.bin/tsx` : process.execPath;
  const { status } = spawnSync(command, [`${folder}${file}`, ...flags], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(chromium && { CHROME_PATH: chromium, CHROMIUM: chromium }) },
  });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
