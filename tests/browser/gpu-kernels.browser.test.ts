import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMachineReport } from '../../kernels/gpu/machine/read-report';
import { writeMachineReport } from '../../kernels/gpu/machine/report';
import { type MicroId, microIds, microVariants } from '../../kernels/gpu/micro/ids';
import { toleranceOf } from '../../kernels/gpu/micro/problem';
import type { GpuWorkbench, MicroCase } from '../../tools/bench/gpu/page';
import { type OpenWorkbench, openWorkbench } from '../../tools/bench/onnx/workbench';

/** Small extents: the adapter is software. No claim here is about speed. */
describe('microbenchmarks on a software graphics processor', () => {
  let bench: OpenWorkbench;
  const call = <A, T>(work: (page: GpuWorkbench, given: A) => Promise<T>, given: A) =>
    bench.page.evaluate(`(${work})(globalThis.workbench, ${JSON.stringify(given)})`) as Promise<T>;
  const agree = (cases: readonly MicroCase[]) => call((page, given) => page.agree(given), cases);
  beforeAll(async () => {
    bench = await openWorkbench({ gpu: true, script: 'tools/bench/gpu/page.ts' });
  });
  afterAll(() => bench.close());

  const matmul = [
    { rows: 1, inner: 4, columns: 4 },
    { rows: 33, inner: 68, columns: 36 },
    { rows: 130, inner: 20, columns: 132 },
  ];
  const words = [{ words: 4 }, { words: 1000 }, { words: 65_536 }];
  /** More workgroups than one dimension is given. */
  const many = { words: 9_437_188 };
  const sizes: Readonly<Record<MicroId, readonly Record<string, number>[]>> = {
    read: words,
    copy: [...words, many],
    'matvec-q4': [
      { inner: 1, columns: 1 },
      { inner: 100, columns: 30 },
      { inner: 2080, columns: 67 },
    ],
    'matmul-f32': matmul,
    'matmul-f16': matmul.slice(0, 1),
    'matmul-int8': matmul,
  };

  test.each(microIds)(
    '%s: every variant agrees with the formula, at ragged extents too',
    async (benchmark) => {
      const cases = sizes[benchmark].map((size, seed) => ({ benchmark, size, seed }));
      for (const row of await agree(cases)) {
        expect(row.map(({ variant }) => variant)).toEqual([...microVariants[benchmark]]);
        for (const { error = -1, refused } of row) {
          // Software has no fp16; a device that has it must be right.
          if (benchmark === 'matmul-f16' && refused) expect(refused).toBe('gpu.feature');
          else {
            expect(refused).toBeUndefined();
            expect(error).toBeGreaterThanOrEqual(0);
            expect(error).toBeLessThanOrEqual(toleranceOf(benchmark));
          }
        }
      }
    },
  );

  test.each<[MicroId, Record<string, number>, [string, string]]>([
    ['read', { words: 1000 }, ['WORDS = 1000u', 'WORDS = 996u']],
    ['copy', { words: 1000 }, ['WORDS = 1000u', 'WORDS = 996u']],
    ['matvec-q4', { inner: 100, columns: 30 }, ['15u', '7u']],
    ['matmul-f32', { rows: 33, inner: 68, columns: 36 }, ['k < INNER', 'k + 1u < INNER']],
    ['matmul-int8', { rows: 33, inner: 68, columns: 36 }, ['k < WIDTH', 'k + 1u < WIDTH']],
  ])('%s: a mistake in the text is seen', async (benchmark, size, edit) => {
    const [wrong] = await agree([{ benchmark, size, seed: 5, edit }]);
    // Where the edit meets a text it must show; one variant at most words the place otherwise.
    const seen = wrong.filter(({ error = 0 }) => error === -1 || error > 10 * toleranceOf(benchmark));
    expect(seen.length).toBeGreaterThanOrEqual(microVariants[benchmark].length - 1);
  });

  test('a text that does not compile is refused; so is one whose part of WGSL is missing', async () => {
    const edit: [string, string] = ['fn main', 'fn 1main'];
    const [row] = await agree([{ benchmark: 'copy', size: { words: 4 }, seed: 1, edit }]);
    expect(row.map(({ refused }) => refused)).toEqual(['gpu.failed', 'gpu.failed', 'gpu.failed']);
    const { all, part, refused } = await call((page) => page.details(), null);
    expect(all.length).toBe(20);
    expect(part).toEqual(all.slice(7, 13));
    expect(refused).toBe('packed_4x8_integer_dot_product');
  });

  const moved = [{ words: 4096 }, { words: 65_536 }];
  // One size where software compiles for seconds.
  const cube = [{ rows: 64, inner: 64, columns: 64 }];
  const small = {
    read: moved,
    copy: moved,
    'matvec-q4': [
      { inner: 64, columns: 64 },
      { inner: 256, columns: 256 },
    ],
    'matmul-f32': cube,
    'matmul-f16': cube,
    'matmul-int8': cube,
  };

  test.each<[string, readonly MicroId[]]>([
    ['device or queue', microIds],
    ['queue', ['read', 'copy']],
  ])('the whole machine, small, by the clock of %s: a report that reads back', async (clocks, benchmarks) => {
    const queueClock = clocks === 'queue';
    const request = { sizes: small, benchmarks, queueClock, date: '2026-01-02' };
    const report = await call((page, given) => page.machine(given), request);
    expect(report.state).toBe('complete');
    expect(report.seconds).toBeLessThanOrEqual(20.5);
    if (queueClock) expect(report.clock).toBe('queue');
    expect(readMachineReport(writeMachineReport(report))).toEqual(report);
    expect(report.results.some((result) => result.state === 'measured')).toBe(true);
    for (const id of benchmarks) {
      const results = report.results.filter(({ benchmark }) => benchmark === id);
      expect(results.map(({ variant }) => variant)).toEqual([...microVariants[id]]);
      for (const result of results) {
        if (result.state === 'skipped') {
          // A busy machine may find no time for a kernel that takes seconds to compile.
          if (result.reason !== 'time') {
            expect([id, result.reason, result.detail]).toEqual(['matmul-f16', 'feature', 'shader-f16']);
          }
        } else {
          expect(result.seconds.median).toBeGreaterThan(0);
          expect(result.error).toBeLessThanOrEqual(toleranceOf(id));
        }
      }
    }
  });

  test.each([
    ['cancel', 'cancelled'],
    ['destroy', 'lost'],
  ] as const)('after %s: what was measured stays, and the report says so', async (then, state) => {
    const report = await call((page, given) => page.machine(given), { sizes: small, then });
    expect(report.state).toBe(state);
    expect(new Set(report.results.map(({ benchmark }) => benchmark))).toEqual(new Set(['read']));
    expect(report.results.every((result) => result.state === 'measured')).toBe(true);
    expect(readMachineReport(writeMachineReport(report))).toEqual(report);
  });

  test('the processor alone, with a cache said to be small', async () => {
    const report = await call((page, given) => page.processor(given), {
      budgetSeconds: 5,
      cacheBytes: 2 ** 20,
    });
    expect(report.state).toBe('complete');
    expect(report.clock).toBe('processor');
    expect(report.results.filter((result) => result.state === 'measured').length).toBe(11);
    expect(readMachineReport(writeMachineReport(report))).toEqual(report);
  });
});
