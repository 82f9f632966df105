import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareMachineReports } from '../../../kernels/gpu/machine/compare';
import { spreadOf } from '../../../kernels/gpu/machine/quartiles';
import { readMachineReport } from '../../../kernels/gpu/machine/read-report';
import {
  bestRates,
  type MachineReport,
  type MachineResult,
  type MeasuredResult,
  rateOf,
  reportClocks,
  reportStates,
  skipReasons,
  writeMachineReport,
} from '../../../kernels/gpu/machine/report';
import { type MicroVariant, microIds, microVariants } from '../../../kernels/gpu/micro/ids';

const measured = (
  benchmark: MeasuredResult['benchmark'],
  variant: MicroVariant,
  median: number,
  more: Partial<MeasuredResult> = {},
): MeasuredResult => ({
  benchmark,
  variant,
  state: 'measured',
  size: { words: 1024 },
  work: { bytes: 1000, operations: 4000 },
  seconds: { median, low: median * 0.9, high: median * 1.1, repeats: 5 },
  error: 0,
  ...more,
});
const report = (results: readonly MachineResult[], more: Partial<MachineReport> = {}): MachineReport => ({
  schema: 'machine-report',
  version: 1,
  name: 'a GPU',
  browser: 'a browser',
  date: '2026-01-02T03:04:05Z',
  clock: 'device',
  state: 'complete',
  features: ['timestamp-query'],
  budgetSeconds: 20,
  seconds: 12.5,
  results,
  ...more,
});

const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const whole = fc.integer({ min: 1, max: 2 ** 40 });
const text = fc.string({ maxLength: 100 });
const anyResult = (
  benchmark: MeasuredResult['benchmark'],
  variant: MicroVariant,
): fc.Arbitrary<MachineResult> =>
  fc.oneof(
    fc.record({
      benchmark: fc.constant(benchmark),
      variant: fc.constant(variant),
      state: fc.constant('skipped' as const),
      reason: fc.constantFrom(...skipReasons),
      detail: text,
    }),
    fc
      .tuple(whole, whole, fc.array(positive, { minLength: 1, maxLength: 9 }), whole, positive)
      .map(([bytes, operations, times, extent, error]) => ({
        benchmark,
        variant,
        state: 'measured' as const,
        size: { inner: extent },
        work: { bytes, operations },
        seconds: spreadOf(times),
        error,
      })),
  );
const anyReport: fc.Arbitrary<MachineReport> = fc
  .tuple(
    fc.record({
      name: text,
      browser: text,
      date: fc.constantFrom('', '2026-01-02', '2026-01-02T03:04:05.678Z'),
      clock: fc.constantFrom(...reportClocks),
      state: fc.constantFrom(...reportStates),
      features: fc.array(text, { maxLength: 5 }),
      budgetSeconds: positive,
      seconds: positive,
    }),
    fc
      .subarray(microIds.flatMap((id) => microVariants[id].map((variant) => [id, variant] as const)))
      .chain((named) => fc.tuple(...named.map(([id, variant]) => anyResult(id, variant)))),
  )
  .map(([head, results]) => ({ schema: 'machine-report', version: 1, ...head, results }));

describe('a machine report', () => {
  test('written and read back is the same', () => {
    fc.assert(
      fc.property(anyReport, (given) => {
        expect(readMachineReport(writeMachineReport(given))).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  test('whatever the text, it is read or refused by name', () => {
    const refusal = /^machine-report\.(too-long|not-json|not-a-report|version|bad-field)$/;
    const attempt = (given: string) => {
      try {
        return readMachineReport(given).schema;
      } catch (error) {
        expect((error as { id: string }).id).toMatch(refusal);
        return undefined;
      }
    };
    fc.assert(fc.property(fc.string(), (given) => void attempt(given)));
    fc.assert(fc.property(fc.json(), (given) => void attempt(given)));
    // A report with one value anywhere replaced.
    const good = report([measured('read', 'v1', 1), { ...measured('copy', 'v2', 1) }]);
    const paths = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))]
        : [path];
    fc.assert(
      fc.property(
        fc.constantFrom(...paths(good).filter(({ length }) => length > 0)),
        fc.jsonValue(),
        (path, value) => {
          const copy = JSON.parse(writeMachineReport(good));
          const holder = path.slice(0, -1).reduce((object, key) => object[key], copy);
          holder[path.at(-1) as string] = value;
          const written = JSON.stringify(copy);
          if (attempt(written)) readMachineReport(writeMachineReport(readMachineReport(written)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each<[string, (json: Record<string, unknown>) => unknown, string, object]>([
    ['no JSON', () => '{', 'machine-report.not-json', {}],
    ['another file', () => ({ schema: 'other' }), 'machine-report.not-a-report', { found: '"other"' }],
    ['a list', () => [1], 'machine-report.not-a-report', { found: '[1]' }],
    ['a later version', (json) => ({ ...json, version: 2 }), 'machine-report.version', { found: '2' }],
    [
      'a clock of its own',
      (json) => ({ ...json, clock: 'sun' }),
      'machine-report.bad-field',
      { path: 'clock' },
    ],
    ['a date in words', (json) => ({ ...json, date: 'today' }), 'machine-report.bad-field', { path: 'date' }],
    [
      'no budget',
      (json) => ({ ...json, budgetSeconds: 0 }),
      'machine-report.bad-field',
      { path: 'budgetSeconds' },
    ],
    [
      'an unknown variant',
      (json) => ({ ...json, results: [{ ...measured('copy', 'v1', 1), variant: 'v4' }] }),
      'machine-report.bad-field',
      { path: 'results[0].variant', expected: 'v1, v2, v3', found: '"v4"' },
    ],
    [
      'quartiles in disorder',
      (json) => ({
        ...json,
        results: [measured('read', 'v1', 1, { seconds: { median: 1, low: 2, high: 3, repeats: 1 } })],
      }),
      'machine-report.bad-field',
      { path: 'results[0].seconds.low' },
    ],
    [
      'a variant twice',
      (json) => ({ ...json, results: [measured('read', 'v1', 1), measured('read', 'v1', 2)] }),
      'machine-report.bad-field',
      { path: 'results[1]' },
    ],
    [
      'half a repeat',
      (json) => ({
        ...json,
        results: [measured('read', 'v1', 1, { seconds: { median: 1, low: 1, high: 1, repeats: 0.5 } })],
      }),
      'machine-report.bad-field',
      { path: 'results[0].seconds.repeats' },
    ],
    ['too much', () => ' '.repeat(200_001), 'machine-report.too-long', { most: 200_000 }],
  ])('%s is refused by name', (_, change, id, data) => {
    const changed = change(JSON.parse(writeMachineReport(report([]))));
    const given = typeof changed === 'string' ? changed : JSON.stringify(changed);
    expect(() => readMachineReport(given)).toThrow(
      expect.objectContaining({ id, data: expect.objectContaining(data) }),
    );
  });

  test('all cores at once are read back, and checked', () => {
    const cores = { count: 8, read: { bytes: 1e9, seconds: 1 }, fp32: { operations: 1e9, seconds: 1 } };
    const given = report([], { clock: 'processor', cores });
    expect(readMachineReport(writeMachineReport(given))).toEqual(given);
    const wrong = { ...given, cores: { ...cores, count: 0.5 } };
    expect(() => readMachineReport(JSON.stringify(wrong))).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ path: 'cores.count' }) }),
    );
  });

  test('unknown fields are left out', () => {
    const given = { ...report([]), mood: 'good' };
    expect(readMachineReport(JSON.stringify(given))).toEqual(report([]));
  });
});

describe('rates', () => {
  test('bytes where memory is the point, operations for matrix products', () => {
    expect(rateOf(measured('read', 'v1', 0.001))).toEqual({ unit: 'bytesPerSecond', value: 1e6 });
    expect(rateOf(measured('matmul-f32', 'v1', 0.001))).toEqual({ unit: 'operationsPerSecond', value: 4e6 });
  });

  test('the fastest variant counts, and one without a time does not', () => {
    const best = bestRates(
      report([
        measured('read', 'v1', 4),
        measured('read', 'v2', 2),
        { benchmark: 'copy', variant: 'v1', state: 'skipped', reason: 'time', detail: '' },
      ]),
    );
    expect(Object.keys(best)).toEqual(['read']);
    expect(best.read).toMatchObject({ value: 500, result: { variant: 'v2' } });
  });

  test('median and quartiles', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4, repeats: 5 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7, repeats: 1 });
  });
});

describe('two reports', () => {
  test('are compared variant by variant and best by best', () => {
    const a = report([
      measured('read', 'v1', 0.001),
      measured('read', 'v2', 0.004),
      measured('copy', 'v1', 1),
    ]);
    const b = report([measured('read', 'v1', 0.0005), measured('read', 'v2', 0.0042)], { clock: 'queue' });
    const { best, variants, sameClock } = compareMachineReports(a, b);
    expect(sameClock).toBe(false);
    expect(best.map(({ benchmark, ratio }) => [benchmark, ratio])).toEqual([['read', 2]]);
    expect(variants.map(({ variant, apart }) => [variant, apart])).toEqual([
      ['v1', true],
      ['v2', false],
    ]);
    const larger = report([measured('read', 'v1', 1, { size: { words: 2048 } })]);
    expect(compareMachineReports(a, a).variants.every(({ sameSize, ratio }) => sameSize && ratio === 1)).toBe(
      true,
    );
    expect(compareMachineReports(a, larger).variants[0].sameSize).toBe(false);
  });

  test('turned round, every ratio turns round', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (a, b) => {
        const there = compareMachineReports(a, b).variants;
        const back = compareMachineReports(b, a).variants;
        expect(back.length).toBe(there.length);
        for (const [i, { ratio, apart }] of there.entries()) {
          expect(back[i].ratio * ratio).toBeCloseTo(1, 9);
          expect(back[i].apart).toBe(apart);
        }
      }),
    );
  });
});
