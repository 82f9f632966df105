import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BookError } from '../../../kernels/errors';
import { cacheGuess, measureProcessor } from '../../../kernels/gpu/machine/processor';
import { readMachineReport } from '../../../kernels/gpu/machine/read-report';
import { type MeasuredResult, writeMachineReport } from '../../../kernels/gpu/machine/report';
import { measureSubjects, type ScheduleOptions, type Subject } from '../../../kernels/gpu/machine/schedule';
import type { MicroId, MicroVariant } from '../../../kernels/gpu/micro/ids';

/** A clock that goes on only when everything waits. */
function virtualClock() {
  let now = 0;
  const events: { at: number; resolve: () => void }[] = [];
  const clock = {
    now: () => now,
    wait: (seconds: number) =>
      new Promise<void>((resolve) => void events.push({ at: now + seconds, resolve })),
  };
  return {
    ...clock,
    /** Work that nothing can interrupt. */
    pass: (seconds: number) => {
      now += seconds;
    },
    async drive<T>(work: Promise<T>): Promise<T> {
      let done = false;
      const finish = () => {
        done = true;
      };
      void work.then(finish, finish);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (done) return work;
        events.sort((a, b) => a.at - b.at);
        const next = events.shift();
        if (!next) throw new Error('everything waits for ever');
        now = Math.max(now, next.at);
        next.resolve();
      }
    },
  };
}

type Virtual = ReturnType<typeof virtualClock>;

interface Fake extends Partial<Subject> {
  /** Seconds of one run per unit of extent. */
  readonly speed?: (variant: MicroVariant) => number;
  readonly check?: (variant: MicroVariant, words: number) => number;
  /** What it does, and the seconds it takes, if any. */
  readonly atOpen?: (words: number) => unknown;
  readonly atTime?: (variant: MicroVariant, words: number) => void;
  /** Whether the work blocks, as a processor's does. */
  readonly blocking?: boolean;
}

function fake(clock: Virtual, benchmark: MicroId, made: Fake = {}): Subject {
  const { speed = () => 1e-6, check = () => 0, atOpen, atTime, blocking, ...more } = made;
  const take = async (seconds: number) => {
    if (blocking) clock.pass(seconds);
    else await clock.wait(seconds);
    return seconds;
  };
  return {
    benchmark,
    variants: ['v1', 'v2'],
    sizes: [{ words: 100 }, { words: 1000 }, { words: 10_000 }],
    async open({ words }) {
      await take(Number(atOpen?.(words) ?? 0));
      return {
        work: { bytes: words * 4, operations: 0 },
        async check(variant) {
          await take(speed(variant) * words);
          return check(variant, words);
        },
        async time(variant, count) {
          atTime?.(variant, words);
          return take(speed(variant) * words * count);
        },
        close() {},
      };
    },
    ...more,
  };
}

const run = (
  clock: Virtual,
  subjects: readonly Subject[],
  more: Partial<ScheduleOptions> = {},
): ReturnType<typeof measureSubjects> =>
  clock.drive(measureSubjects(subjects, { clock, leastSeconds: 0.004, ...more }));

describe('the schedule', () => {
  test('stays at a size that is made in time', async () => {
    const clock = virtualClock();
    // A tenth of a second, then one; ten more are half of what is left, or more.
    const { state, results } = await run(clock, [fake(clock, 'read', { atOpen: (words) => words / 1000 })]);
    expect(state).toBe('complete');
    const sizes = (results as MeasuredResult[]).map(({ size }) => size.words);
    expect(sizes).toEqual([1000, 1000]);
  });

  test('measures every variant by turns, at the largest size that fits', async () => {
    const clock = virtualClock();
    const order: string[] = [];
    const { state, results, budgetSeconds } = await run(clock, [
      fake(clock, 'read', { atTime: (variant, words) => order.push(`${variant} ${words}`) }),
    ]);
    expect([state, budgetSeconds]).toEqual(['complete', 20]);
    expect(results.map(({ variant, state: own }) => [variant, own])).toEqual([
      ['v1', 'measured'],
      ['v2', 'measured'],
    ]);
    const [first] = results as MeasuredResult[];
    expect(first.size).toEqual({ words: 10_000 });
    expect(first.seconds.repeats).toBe(15);
    expect(first.seconds.median).toBeCloseTo(0.01, 9);
    expect(order.slice(-4)).toEqual(['v1 10000', 'v2 10000', 'v1 10000', 'v2 10000']);
  });

  test('no single run is longer than half a second, if it can be foreseen', async () => {
    const clock = virtualClock();
    let longest = 0;
    const speed = () => 3e-4;
    const { results } = await run(clock, [
      fake(clock, 'read', {
        speed,
        atTime: (_, words) => {
          longest = Math.max(longest, speed() * words);
        },
      }),
    ]);
    expect(longest).toBeCloseTo(0.3, 9);
    expect((results[0] as MeasuredResult).size).toEqual({ words: 1000 });
  });

  test('a hopeless variant is timed small, and the others grow', async () => {
    const clock = virtualClock();
    const { results, state } = await run(clock, [
      fake(clock, 'read', { speed: (variant) => (variant === 'v1' ? 1e-3 : 1e-6) }),
    ]);
    const sizes = (results as MeasuredResult[]).map(({ variant, size, seconds }) => [
      variant,
      size.words,
      seconds.repeats,
    ]);
    expect([state, sizes]).toEqual([
      'complete',
      [
        ['v1', 100, 3],
        ['v2', 10_000, 15],
      ],
    ]);
  });

  test('it never takes longer than its budget, however slow the machine', async () => {
    const anySpeed = fc.double({ min: -8, max: 3, noNaN: true }).map((power) => 10 ** power);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anySpeed, anySpeed), { minLength: 1, maxLength: 6 }),
        fc.option(fc.double({ min: 0.1, max: 100, noNaN: true })),
        async (speeds, budget) => {
          const clock = virtualClock();
          const ids: MicroId[] = ['read', 'copy', 'matvec-q4', 'matmul-f32', 'matmul-f16', 'matmul-int8'];
          const { seconds, state, results } = await run(
            clock,
            speeds.map(([v1, v2], i) =>
              fake(clock, ids[i], { speed: (variant) => (variant === 'v1' ? v1 : v2) }),
            ),
            budget === null ? {} : { budgetSeconds: budget },
          );
          expect(seconds).toBeLessThanOrEqual(Math.min(20, budget ?? 20) + 1e-9);
          expect(['complete', 'timeUp']).toContain(state);
          const names = results.map(({ benchmark, variant }) => `${benchmark} ${variant}`);
          expect(new Set(names).size).toBe(names.length);
          if (state === 'complete') expect(names.length).toBe(2 * speeds.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('work that cannot be cut short is planned to fit', async () => {
    const anySpeed = fc.double({ min: -8, max: -4, noNaN: true }).map((power) => 10 ** power);
    await fc.assert(
      fc.asyncProperty(fc.array(anySpeed, { minLength: 1, maxLength: 6 }), async (speeds) => {
        const clock = virtualClock();
        const subjects = speeds.map((seconds) =>
          fake(clock, 'read', { speed: () => seconds, blocking: true }),
        );
        const outcome = await run(clock, subjects, { budgetSeconds: 10 });
        expect(outcome.seconds).toBeLessThanOrEqual(10);
        expect(outcome.state).toBe('complete');
      }),
      { numRuns: 40 },
    );
  });

  test('a run that never ends is left at the end of the budget, and what was measured stays', async () => {
    const clock = virtualClock();
    const stuck: Subject = {
      ...fake(clock, 'copy'),
      open: async (size) => ({
        ...(await fake(clock, 'copy').open(size)),
        time: () => new Promise(() => {}),
      }),
    };
    const { state, results, seconds } = await run(clock, [
      fake(clock, 'read'),
      stuck,
      fake(clock, 'matmul-f32'),
    ]);
    expect(state).toBe('timeUp');
    expect(seconds).toBe(20);
    expect(results.map(({ benchmark }) => benchmark)).toEqual(['read', 'read']);
  });

  test('cancelled: at once, also in the middle of a run, and before the first', async () => {
    const clock = virtualClock();
    const controller = new AbortController();
    const slow = fake(clock, 'copy', { speed: () => 1e-2 });
    void clock.wait(5).then(() => controller.abort());
    const { state, seconds, results } = await run(clock, [fake(clock, 'read'), slow], {
      signal: controller.signal,
    });
    expect(state).toBe('cancelled');
    expect(seconds).toBe(5);
    expect(results.filter(({ benchmark }) => benchmark === 'read').length).toBe(2);
    // Half-done: the times that there were.
    for (const result of results) {
      if (result.benchmark === 'copy') expect((result as MeasuredResult).seconds.repeats).toBeLessThan(15);
    }
    const again = virtualClock();
    const none = await run(again, [fake(again, 'read')], { signal: controller.signal });
    expect([none.state, none.results, none.seconds]).toEqual(['cancelled', [], 0]);
  });

  test('a lost device: first its calls fail, then it is known to be lost', async () => {
    const clock = virtualClock();
    let lose: (value?: unknown) => void = () => {};
    const lost = new Promise((resolve) => {
      lose = resolve;
    });
    let calls = 0;
    const dying = fake(clock, 'copy', {
      atTime: () => {
        calls++;
        if (calls < 10) return;
        void clock.wait(0.01).then(lose);
        throw new BookError('gpu.failed', { reason: 'gone' });
      },
    });
    const { state, results } = await run(clock, [fake(clock, 'read'), dying, fake(clock, 'matmul-f32')], {
      lost,
    });
    expect(state).toBe('lost');
    expect(results.map(({ benchmark, variant, state: own }) => [benchmark, variant, own])).toEqual([
      ['read', 'v1', 'measured'],
      ['read', 'v2', 'measured'],
      ['copy', 'v1', 'measured'],
      ['copy', 'v2', 'measured'],
    ]);
  });

  test('what cannot run says why, and the others run', async () => {
    const clock = virtualClock();
    const failing = (id: string, data: Record<string, string | number>) => (variant: MicroVariant) => {
      if (variant === 'v1') throw new BookError(id, data);
      return 0;
    };
    const { state, results } = await run(clock, [
      fake(clock, 'read', { check: failing('gpu.feature', { feature: 'shader-f16' }) }),
      fake(clock, 'copy', { check: failing('gpu.limit', { limit: 'maxBufferSize', needed: 2, given: 1 }) }),
      fake(clock, 'matvec-q4', { check: failing('gpu.failed', { reason: 'no' }) }),
      fake(clock, 'matmul-f32', { check: (variant) => (variant === 'v1' ? 0.5 : 1e-7) }),
      fake(clock, 'matmul-f16', { check: (variant) => (variant === 'v1' ? Number.NaN : 0) }),
      fake(clock, 'matmul-int8', {
        atOpen: () => {
          throw new BookError('gpu.failed', { reason: 'not today' });
        },
      }),
    ]);
    expect(state).toBe('complete');
    expect(
      results.map((result) => (result.state === 'skipped' ? [result.reason, result.detail] : result.state)),
    ).toEqual([
      ['feature', 'shader-f16'],
      'measured',
      ['limit', 'maxBufferSize'],
      'measured',
      ['failed', 'no'],
      'measured',
      ['wrong', '0.5'],
      'measured',
      ['wrong', 'NaN'],
      'measured',
      ['failed', 'not today'],
      ['failed', 'not today'],
    ]);
    expect((results[7] as MeasuredResult).error).toBe(1e-7);
  });

  test('wrong only when large is wrong', async () => {
    const clock = virtualClock();
    const check = (variant: MicroVariant, words: number) => (variant === 'v2' && words > 1000 ? 1 : 0);
    const { results } = await run(clock, [fake(clock, 'read', { check })]);
    expect(results.map(({ state }) => state)).toEqual(['measured', 'skipped']);
  });

  test('a size beyond the memory: the one before it counts, unless only the last does', async () => {
    for (const error of [
      new RangeError('Array buffer allocation failed'),
      new BookError('gpu.limit', { limit: 'maxBufferSize', needed: 2, given: 1 }),
    ]) {
      const clock = virtualClock();
      const atOpen = (words: number) => {
        if (words > 1000) throw error;
      };
      const { results } = await run(clock, [
        fake(clock, 'read', { atOpen }),
        fake(clock, 'copy', { atOpen, lastOnly: true }),
      ]);
      expect((results[0] as MeasuredResult).size).toEqual({ words: 1000 });
      expect(results.slice(2)).toMatchObject([{ reason: 'memory' }, { reason: 'memory' }]);
    }
  });

  test('a clock that does not tick gives no times', async () => {
    const clock = virtualClock();
    const still: Subject = {
      ...fake(clock, 'read'),
      open: async (size) => ({ ...(await fake(clock, 'read').open(size)), time: async () => 0 }),
    };
    const { results } = await run(clock, [still]);
    expect(results.map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  });

  test('results so far are told after each benchmark, as running', async () => {
    const clock = virtualClock();
    const told: [string, number, number][] = [];
    await run(clock, [fake(clock, 'read'), fake(clock, 'copy')], {
      onResults: ({ state, results }, share) => told.push([state, results.length, share]),
    });
    expect(told).toEqual([
      ['running', 2, 0.5],
      ['running', 4, 1],
    ]);
  });
});

describe('the processor alone', () => {
  /** Time that this process had, so that other work on the machine does not end it early. */
  const clock = {
    now: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    wait: (seconds: number) =>
      seconds === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => setTimeout(resolve, seconds * 10_000).unref()),
  };
  const about = { name: 'a processor', browser: '', date: '' };

  test('the cache is guessed between bounds', () => {
    expect([1, 4, 16, 128].map((count) => cacheGuess(count) / 2 ** 20)).toEqual([8, 8, 32, 64]);
  });

  test('right answers, times, and buffers eight times the cache', async () => {
    const report = await measureProcessor({ clock, about, cacheBytes: 2 ** 20, budgetSeconds: 6 });
    expect(report.state).toBe('complete');
    expect(readMachineReport(writeMachineReport(report))).toEqual(report);
    const measured = report.results.filter((result) => result.state === 'measured');
    expect(measured.map(({ benchmark, variant }) => `${benchmark} ${variant}`)).toEqual([
      'read v1',
      'read v2',
      'read v3',
      'copy v1',
      'copy v2',
      'matvec-q4 v1',
      'matvec-q4 v2',
      'matvec-q4 v3',
      'matmul-f32 v1',
      'matmul-f32 v2',
      'matmul-f32 v3',
    ]);
    for (const { benchmark, work, seconds, error } of measured) {
      if (benchmark === 'read' || benchmark === 'copy') expect(work.bytes).toBe(8 * 2 ** 20);
      expect(seconds.median).toBeGreaterThan(0);
      expect(error).toBeLessThan(1e-5);
    }
  });
});
