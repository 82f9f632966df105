import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** Files in which models run, on the processor or on a software GPU that takes every core. */
const heavy = ['lab-*', 'gpu-*', 'onnx-*', 'sim-structured'].map(
  (name) => `tests/browser/${name}.browser.test.ts`,
);

const shared = { testTimeout: 180_000, hookTimeout: 120_000, pool: 'forks' as const };

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'pages',
          include: ['tests/**/*.browser.test.ts'],
          exclude: heavy,
          // Most of a page's time is waiting: two browsers at once, on two cores, and where a file says that its tests
          // may run side by side, two pages in each.
          maxWorkers: 2,
          maxConcurrency: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // One browser at a time: these measure.
        test: {
          ...shared,
          name: 'labs',
          include: heavy,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
