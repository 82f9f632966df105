import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** Files in which models run, on the processor or on a software GPU that takes every core. */
const heavy = ['lab-*', 'gpu-*', 'onnx-*', 'sim-structured'].map(
  (name) => `tests/browser/${name}.browser.test.ts`,
);

const shared = {
  testTimeout: 180_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  isolate: false,
  // A page that shares two cores with another may take a while to come alive.
  expect: { poll: { timeout: 15_000, interval: 50 } },
};

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
          // A browser for each core, one page at a time: more only take turns, and the whole takes longer.
          maxWorkers: 2,
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
