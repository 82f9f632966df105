import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['tests/**/*.browser.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // One browser at a time: the tests measure, and the machine may have two cores.
    fileParallelism: false,
    // Where a file says that its tests may run side by side, two do.
    maxConcurrency: 2,
    pool: 'forks',
  },
});
