/**
 * A run as a picture needs it: for each request the stretches of time in which it waited, read its prompt, wrote,
 * stood still while others were served, or began again. From the records of requests and iterations of any scheduler,
 * simulated or measured. Stretches lie in flat arrays, so that a worker can hand a large run over without copying.
 * Leaves out what happens within an iteration.
 */
import type { IterationRecord, RequestRecord } from '../request';

/**
 * `stalled`: admitted, but not part of the iteration. `moving`: between two workers. `again`: preempted, waiting to
 * start over. `held`: done, but its place in the batch is kept.
 */
export const SEGMENT_KINDS = ['waiting', 'prefill', 'decode', 'stalled', 'moving', 'again', 'held'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** Requests are rows, in order of arrival. A time that never came is NaN. */
export interface Timeline {
  readonly ids: ArrayLike<number>;
  readonly arrival: ArrayLike<number>;
  readonly firstToken: ArrayLike<number>;
  readonly finish: ArrayLike<number>;
  readonly outputTokens: ArrayLike<number>;
  /** Row `r` has the segments from `offsets[r]` to `offsets[r + 1]`. */
  readonly offsets: ArrayLike<number>;
  /** Index into SEGMENT_KINDS. */
  readonly kinds: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** Row and time of each preemption. */
  readonly preemptedRow: ArrayLike<number>;
  readonly preemptedAt: ArrayLike<number>;
  readonly endSeconds: number;
}

export interface TimelineOptions {
  /** A batch leaves as a whole: places of those who are done stay taken until the last one is. */
  readonly wholeBatches?: boolean;
  /** A pause shorter than this joins what is before and behind it: a long run has more of them than a picture shows. */
  readonly resolutionSeconds?: number;
}

interface Stretch {
  kind: number;
  from: number;
  to: number;
}

interface Row {
  readonly arrivalSeconds: number;
  readonly stretches: Stretch[];
  worker: number | undefined;
  preempted: boolean;
  /** Start of the iteration that it joined first. */
  joined: number;
}

const kindIndex = (kind: SegmentKind) => SEGMENT_KINDS.indexOf(kind);
const WAITING = kindIndex('waiting');
const HELD = kindIndex('held');

/** Two iterations follow each other without a gap when they are closer than this share of the time passed. */
const SAME_TIME = 1e-9;

/** Takes the iterations of a run one by one, so that none needs to be kept. */
export interface TimelineBuilder {
  add(iteration: IterationRecord): void;
  /** What has not ended is drawn up to `nowSeconds`; to the end of the last iteration when not given. */
  finish(records: readonly RequestRecord[], nowSeconds?: number): Timeline;
}

/** @param requests everybody who will come: order and number of the rows. */
export function createTimelineBuilder(
  requests: readonly Pick<RequestRecord, 'id' | 'arrivalSeconds'>[],
  options: TimelineOptions = {},
): TimelineBuilder {
  const order = [...requests].sort((a, b) => a.arrivalSeconds - b.arrivalSeconds || a.id - b.id);
  const rowOf = new Map(order.map((request, row) => [request.id, row]));
  const rows: Row[] = order.map(({ arrivalSeconds }) => ({
    arrivalSeconds,
    stretches: [],
    worker: undefined,
    preempted: false,
    joined: Number.NaN,
  }));
  const preemptedRow: number[] = [];
  const preemptedAt: number[] = [];
  const groupEnd = new Map<number, number>();
  let lastEnd = 0;
  return {
    add({ startSeconds, durationSeconds, preempted, items, worker }) {
      const stop = startSeconds + durationSeconds;
      lastEnd = Math.max(lastEnd, stop);
      for (const id of preempted) {
        const at = rowOf.get(id);
        if (at === undefined) continue;
        rows[at].preempted = true;
        preemptedRow.push(at);
        preemptedAt.push(startSeconds);
      }
      for (const item of items) {
        const at = rowOf.get(item.request);
        if (at === undefined) continue;
        extend(rows[at], kindIndex(item.kind), startSeconds, stop, worker, options.resolutionSeconds);
        if (options.wholeBatches) groupEnd.set(rows[at].joined, stop);
      }
    },
    finish(records, nowSeconds = lastEnd) {
      const byId = new Map(records.map((record) => [record.id, record]));
      const ordered = order.flatMap(({ id }) => byId.get(id) ?? []);
      const ended = rows.map((row, at) => close(row, ordered[at], nowSeconds, groupEnd.get(row.joined)));
      return pack(ordered, ended, preemptedRow, preemptedAt, nowSeconds);
    },
  };
}

/**
 * The timeline of a finished or paused run. Worked: a request that arrives at 0, is read from 1 to 2 and written from
 * 2 to 5 has three stretches: waiting, prefill, decode.
 */
export function timelineOf(
  records: readonly RequestRecord[],
  iterations: readonly IterationRecord[],
  options: TimelineOptions = {},
): Timeline {
  const builder = createTimelineBuilder(records, options);
  for (const iteration of iterations) builder.add(iteration);
  return builder.finish(records);
}

/** The stretches of a row up to now, with the last one that no iteration tells of. */
function close(row: Row, record: RequestRecord, now: number, groupEnd = 0): readonly Stretch[] {
  const last = row.stretches.at(-1);
  const until = (kind: number, from: number, to: number) =>
    to > from + SAME_TIME * to ? [...row.stretches, { kind, from, to }] : row.stretches;
  if (record.status === 'impossible') return row.stretches;
  if (record.finishSeconds !== null && last) return until(HELD, last.to, groupEnd);
  if (!last) return until(WAITING, record.arrivalSeconds, now);
  return until(kindIndex(row.preempted ? 'again' : 'stalled'), last.to, now);
}

/** Adds one iteration to a row, with what lies between it and the iteration before. */
function extend(
  row: Row,
  kind: number,
  from: number,
  to: number,
  worker: number | undefined,
  resolution = 0,
): void {
  const { stretches } = row;
  const last = stretches.at(-1);
  const before = last ? last.to : row.arrivalSeconds;
  const short = last?.kind === kind && row.worker === worker && from - before < resolution;
  const gap = !short && from > before + SAME_TIME * from;
  if (!last) row.joined = from;
  if (!gap && last?.kind === kind && !row.preempted) last.to = to;
  else {
    if (gap) stretches.push({ kind: gapKind(row, last, worker), from: before, to: from });
    stretches.push({ kind, from: Math.max(before, Math.min(from, to)), to });
  }
  row.preempted = false;
  row.worker = worker;
}

function gapKind(row: Row, last: Stretch | undefined, worker: number | undefined): number {
  if (!last) return WAITING;
  if (row.preempted) return kindIndex('again');
  return kindIndex(row.worker === worker ? 'stalled' : 'moving');
}

function pack(
  order: readonly RequestRecord[],
  rows: readonly (readonly Stretch[])[],
  preemptedRow: number[],
  preemptedAt: number[],
  endSeconds: number,
): Timeline {
  const total = rows.reduce((sum, stretches) => sum + stretches.length, 0);
  const offsets = new Int32Array(rows.length + 1);
  const kinds = new Uint8Array(total);
  const from = new Float64Array(total);
  const to = new Float64Array(total);
  let at = 0;
  rows.forEach((stretches, row) => {
    for (const stretch of stretches) {
      kinds[at] = stretch.kind;
      from[at] = stretch.from;
      to[at++] = stretch.to;
    }
    offsets[row + 1] = at;
  });
  const column = (read: (record: RequestRecord) => number | null) =>
    Float64Array.from(order, (record) => read(record) ?? Number.NaN);
  return {
    ids: column((record) => record.id),
    arrival: column((record) => record.arrivalSeconds),
    firstToken: column((record) => record.firstTokenSeconds),
    finish: column((record) => record.finishSeconds),
    outputTokens: column((record) => record.outputTokens),
    offsets,
    kinds,
    from,
    to,
    preemptedRow: Int32Array.from(preemptedRow),
    preemptedAt: Float64Array.from(preemptedAt),
    endSeconds,
  };
}
