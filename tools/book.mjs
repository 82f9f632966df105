#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { parseArgs } = await import('node:util');
const { ensureDependencies } = await import('./lib/dependencies.mjs');
const { listen, staticHandler } = await import('./lib/server.mjs');
const { builtBookIsCurrent } = await import('./lib/sources.mjs');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const defaultPort = 4280;

function fail(message) {
  console.error(message);
  process.exit(1);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    return values;
  } catch (error) {
    return fail(`${error.message}\nUsage: npm run book [-- --port N --host H]`);
  }
}

const options = readOptions();
if (options.help) {
  console.log('npm run book [-- --port N --host H]\nBuilds the book when its sources changed and serves it.');
  process.exit(0);
}
const port = options.port === undefined ? defaultPort : Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`--port wants a number from 0 to 65535, not “${options.port}”.`);
const host = options.host ?? '127.0.0.1';

ensureDependencies(root);

if (!builtBookIsCurrent(root)) {
  console.log('Building the book …');
  const result = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const base = (process.env.BOOK_BASE_PATH ?? '').replace(/\/+$/, '');
try {
  const taken = await listen(staticHandler(join(root, 'out'), base), {
    port,
    host,
    mayMove: options.port === undefined,
  });
  if (options.port === undefined && taken.port !== port) {
    console.log(`Port ${port} is taken; using ${taken.port}.`);
  }
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  console.log(`The Cost of a Token: http://${shown}:${taken.port}${base}/   (Ctrl+C stops it)`);
} catch (error) {
  if (error.code === 'EADDRINUSE')
    fail(`Port ${port} is taken. Choose another, or leave --port out and the next free one is used.`);
  fail(`The server could not start: ${error.message}`);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
