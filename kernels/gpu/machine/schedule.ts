/**
 * In which order and for how long: correctness first, then a problem large enough, then times by turns. It knows neither
 * GPU nor clock; both are handed in. The budget holds whatever happens: shares are planned, and the last moment cuts.
 */
import { BookError } from '../../errors';
import { type MicroId, type MicroVariant, microIds } from '../micro/ids';
import { type MicroSize, type MicroWork, toleranceOf } from '../micro/problem';
import { FEWEST_REPEATS, whichGrow } from './grow';
import { spreadOf } from './quartiles';
import type { MachineReport, MachineResult, SkippedResult } from './report';

/** The outside world of a measurement. */
export interface Clock {
  /** Seconds, from any start. */
  now(): number;
  /** Resolves after so many seconds; after 0 when messages had their turn. */
  wait(seconds: number): Promise<void>;
}

/** A problem of one size, ready to run. */
export interface OpenSubject {
  readonly work: MicroWork;
  /** Runs once; the largest error of the answer. Errors: `gpu.feature`, `gpu.limit`, `gpu.failed`. */
  check(variant: MicroVariant): Promise<number>;
  /** Seconds of `count` runs in one go. */
  time(variant: MicroVariant, count: number): Promise<number>;
  close(): void;
}

/** A benchmark that can be opened at several sizes. */
export interface Subject {
  readonly benchmark: MicroId;
  readonly variants: readonly MicroVariant[];
  /** From small, where every variant is checked, to as large as is of any use. */
  readonly sizes: readonly MicroSize[];
  /** Whether a time at a size before the last says nothing. */
  readonly lastOnly?: boolean;
  /** Errors: `gpu.limit`, `gpu.failed`, RangeError for too much memory. */
  open(size: MicroSize): Promise<OpenSubject>;
}

export interface ScheduleOptions {
  readonly clock: Clock;
  /** At most `MOST_SECONDS`, which is the default. */
  readonly budgetSeconds?: number;
  readonly signal?: AbortSignal;
  /** Settles when the device is lost. */
  readonly lost?: Promise<unknown>;
  /** One timing takes at least so long, since clocks tick coarsely. */
  readonly leastSeconds: number;
  /** Called after each benchmark, in state `running`. @param share of all benchmarks that is done */
  readonly onResults?: (outcome: ScheduleOutcome, share: number) => void;
}

export type ScheduleOutcome = Pick<MachineReport, 'state' | 'results' | 'seconds' | 'budgetSeconds'>;

export const MOST_SECONDS = 20;
/** Planned for: the rest is for what no plan foresees. */
const PLANNED_SHARE = 0.9;
/** So long after its first failure a lost device is known to be lost. */
const LOSING_SECONDS = 0.1;
const MOST_REPEATS = 15;
const MOST_RUNS_IN_ONE = 64;

type Interruption = Exclude<MachineReport['state'], 'complete' | 'running'>;

/** Never throws for what a device does: that is in the results, or in `state`. */
export async function measureSubjects(
  subjects: readonly Subject[],
  options: ScheduleOptions,
): Promise<ScheduleOutcome> {
  const { clock, signal, lost, onResults } = options;
  const budgetSeconds = Math.min(options.budgetSeconds ?? MOST_SECONDS, MOST_SECONDS);
  const start = clock.now();
  const end = start + budgetSeconds * PLANNED_SHARE;
  let state: MachineReport['state'] = 'running';
  let interrupt: (why: Interruption) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = (why) => {
      if (state === 'running') state = why;
      reject(new BookError('machine.interrupted', { why }));
    };
  });
  interrupted.catch(() => {});
  const onAbort = () => interrupt('cancelled');
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  void lost?.then(() => interrupt('lost'));
  void clock.wait(budgetSeconds).then(() => interrupt('timeUp'));

  const results: MachineResult[] = [];
  const outcome = () => ({ state, results: [...results], budgetSeconds, seconds: clock.now() - start });
  /** The work, or the interruption if that comes first. */
  const guard = async <T>(task: () => Promise<T>): Promise<T> => {
    await Promise.race([clock.wait(0), interrupted]);
    const work = task();
    work.catch(() => {});
    return await Promise.race([work, interrupted]);
  };
  for (const [index, subject] of subjects.entries()) {
    if (state !== 'running') break;
    const until = clock.now() + (end - clock.now()) / (subjects.length - index);
    const record = createRecord(subject);
    try {
      await measureSubject(subject, record, guard, until, options);
    } catch (error) {
      // A device that is going away fails first and is lost a moment later.
      if (state === 'running') await Promise.race([clock.wait(LOSING_SECONDS), interrupted]).catch(() => {});
      if (state === 'running') record.skipRest('failed', reasonOf(error));
    }
    results.push(...record.results());
    onResults?.(outcome(), (index + 1) / subjects.length);
  }
  if (state === 'running') state = 'complete';
  signal?.removeEventListener('abort', onAbort);
  return outcome();
}

type Guard = <T>(task: () => Promise<T>) => Promise<T>;

async function measureSubject(
  subject: Subject,
  record: ReturnType<typeof createRecord>,
  guard: Guard,
  until: number,
  { clock, leastSeconds }: ScheduleOptions,
): Promise<void> {
  const { benchmark, sizes } = subject;
  let open: OpenSubject | undefined;
  let size = sizes[0];
  /** Seconds of one run, of each variant that is right, at the size that is open. */
  let once = new Map<MicroVariant, number>();
  const tryAll = async (opened: OpenSubject, variants: Iterable<MicroVariant>) => {
    const found = new Map<MicroVariant, number>();
    for (const variant of variants) {
      if (clock.now() > until) {
        record.skip(variant, 'time', '');
        continue;
      }
      try {
        const error = await guard(() => opened.check(variant));
        record.noteError(variant, error);
        if (!(error <= toleranceOf(benchmark))) record.skip(variant, 'wrong', String(error));
        else found.set(variant, await guard(() => opened.time(variant, 1)));
      } catch (error) {
        const reason = skipReasonOf(error);
        if (reason === undefined) throw error;
        if (reason === 'failed') await guard(() => clock.wait(LOSING_SECONDS));
        record.skip(variant, reason, reasonOf(error));
      }
    }
    return found;
  };
  let opening = 0;
  const openAt = async (wanted: MicroSize) => {
    const began = clock.now();
    const opened = await guard(() => subject.open(wanted));
    opening = clock.now() - began;
    return opened;
  };
  try {
    open = await openAt(size);
    once = await tryAll(open, subject.variants);
    for (const next of sizes.slice(1)) {
      const left = until - clock.now();
      const ratio = extent(next) / extent(size);
      const growing = whichGrow(once, ratio, left, leastSeconds, subject.lastOnly);
      // Making a large problem and handing it over must leave time to run it.
      if (!growing || (!subject.lastOnly && opening * ratio > left / 2)) break;
      // The hopeless ones have their times at this size, so that they do not keep the others small.
      const { work } = open;
      const staying = new Map([...once].filter(([variant]) => !growing.includes(variant)));
      const stayed = size;
      await takeTurns(open, staying, guard, clock.now(), clock, leastSeconds, (variant, seconds) =>
        record.add(variant, stayed, work, seconds),
      );
      for (const variant of staying.keys()) once.delete(variant);
      open.close();
      open = undefined;
      try {
        open = await openAt(next);
        once = await tryAll(open, once.keys());
        size = next;
      } catch (error) {
        if (!(error instanceof RangeError) && skipReasonOf(error) !== 'limit') throw error;
        // Too large for this machine: back to the size that was not.
        open = await openAt(size);
        if (subject.lastOnly) record.skipRest('memory', '');
        break;
      }
    }
    if (subject.lastOnly && size !== sizes.at(-1)) return record.skipRest('time', '');
    const { work } = open;
    await takeTurns(open, once, guard, until, clock, leastSeconds, (variant, seconds) =>
      record.add(variant, size, work, seconds),
    );
    record.skipRest('time', '');
  } finally {
    open?.close();
  }
}

/** All variants by turns, so that whatever else the machine does meets them alike. */
async function takeTurns(
  open: OpenSubject,
  once: ReadonlyMap<MicroVariant, number>,
  guard: Guard,
  until: number,
  clock: Clock,
  leastSeconds: number,
  add: (variant: MicroVariant, seconds: number) => void,
): Promise<void> {
  const inOne = (run: number) =>
    Math.min(MOST_RUNS_IN_ONE, Math.max(1, Math.ceil(leastSeconds / Math.max(run, 1e-6))));
  let longestTurn = 0;
  for (let turn = 0; turn < MOST_REPEATS; turn++) {
    const began = clock.now();
    if (turn >= FEWEST_REPEATS && began + longestTurn > until) break;
    for (const [variant, run] of once) {
      const count = inOne(run);
      const seconds = (await guard(() => open.time(variant, count))) / count;
      // A clock that was set back, or that did not tick at all, has nothing to say.
      if (seconds > 0 && Number.isFinite(seconds)) add(variant, seconds);
    }
    longestTurn = Math.max(longestTurn, clock.now() - began);
  }
}

/** What is known of a benchmark so far; whole at any moment. */
function createRecord({ benchmark, variants }: Subject) {
  const skipped = new Map<MicroVariant, SkippedResult>();
  const errors = new Map<MicroVariant, number>();
  const taken = new Map<MicroVariant, { size: MicroSize; work: MicroWork; seconds: number[] }>();
  const skip = (variant: MicroVariant, reason: SkippedResult['reason'], detail: string) =>
    void skipped.set(variant, { benchmark, variant, state: 'skipped', reason, detail: detail.slice(0, 300) });
  return {
    skip,
    /** All that have neither a time nor a reason. */
    skipRest(reason: SkippedResult['reason'], detail: string) {
      for (const variant of variants) {
        if (!skipped.has(variant) && !taken.has(variant)) skip(variant, reason, detail);
      }
    },
    noteError(variant: MicroVariant, error: number) {
      errors.set(variant, Math.max(error, errors.get(variant) ?? 0));
    },
    add(variant: MicroVariant, size: MicroSize, work: MicroWork, seconds: number) {
      const known = taken.get(variant) ?? { size, work, seconds: [] };
      known.seconds.push(seconds);
      taken.set(variant, known);
    },
    results: (): MachineResult[] =>
      variants.flatMap((variant): MachineResult[] => {
        const known = taken.get(variant);
        const reason = skipped.get(variant);
        if (reason) return [reason];
        if (!known) return [];
        const { size, work, seconds } = known;
        const error = errors.get(variant) ?? 0;
        return [{ benchmark, variant, state: 'measured', size, work, seconds: spreadOf(seconds), error }];
      }),
  };
}

/** All benchmarks' problems grow in proportion to the product of their extents. */
const extent = (size: MicroSize) => Object.values(size).reduce((product, value) => product * value, 1);

const reasons: Readonly<Record<string, SkippedResult['reason']>> = {
  'gpu.feature': 'feature',
  'gpu.limit': 'limit',
  'gpu.failed': 'failed',
};

function skipReasonOf(error: unknown): SkippedResult['reason'] | undefined {
  if (!(error instanceof BookError)) return undefined;
  return reasons[error.id];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof BookError)) return String(error);
  return String(error.data.feature ?? error.data.limit ?? error.data.reason ?? error.id);
}

/** The benchmarks asked for, in the order of `microIds`. */
export const inOrder = (asked: readonly MicroId[]) => microIds.filter((id) => asked.includes(id));
