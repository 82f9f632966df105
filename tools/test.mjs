#!/usr/bin/env node
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawn, spawnSync } = await import('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync } = await import('node:fs');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { ensureDependencies } = await import('./lib/dependencies.mjs');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const only = process.argv[2];
if (only && !['unit', 'browser'].includes(only)) {
  console.error('npm test [-- unit | browser]: without a word, both.');
  process.exit(2);
}
ensureDependencies(root);

const { ensureChromium } = await import('./lib/chromium.mjs');
const { builtBookIsCurrent } = await import('./lib/sources.mjs');
const totals = { passed: 0, failed: 0 };

/**
 * Runs a command to its end, or stops it and all it started after so many minutes: a test that never comes back cannot
 * be stopped from within, and a run that says so is worth more than one that is still going.
 */
async function runFor(minutes, args, env) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env, detached: true });
  const stop = () => process.kill(-child.pid, 'SIGKILL');
  const timer = setTimeout(() => {
    console.error(`\nStopped: the tests had not ended after ${minutes} minutes.`);
    stop();
  }, minutes * 60_000);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      stop();
      process.exit(1);
    });
  await new Promise((done) => child.once('exit', done));
  clearTimeout(timer);
}

/** Runs one vitest configuration and adds its figures up. A run that ends without a report counts as a failure. */
async function runTests(name, config, minutes, env = {}) {
  const report = join(root, '.cache', `tests-${name}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  console.log(`\n— ${name} tests —`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await runFor(minutes, [vitest, 'run', '--config', config, ...reporters], { ...process.env, ...env });
  if (!existsSync(report)) {
    totals.failed += 1;
    return;
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  // A file that could not even be loaded has no tests of its own, and must still fail the run.
  totals.failed += result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
}

if (only !== 'browser') await runTests('unit', 'vitest.config.ts', 10);
if (only !== 'unit') {
  try {
    const chromium = ensureChromium(root);
    if (!builtBookIsCurrent(root)) {
      const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], {
        cwd: root,
        stdio: 'inherit',
      });
      if (built.status !== 0) throw new Error('The book could not be built.');
    }
    await runTests(
      'browser',
      'tests/browser/vitest.config.ts',
      24,
      chromium ? { CHROME_PATH: chromium } : {},
    );
  } catch (error) {
    console.error(error.message);
    totals.failed += 1;
  }
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
