/**
 * A timeline as marks, whatever draws them. Boxes are iterations: full height while the prompt is read, lower while
 * the answer is written; lines are waits. So a reader who sees no colours tells them apart by their shape.
 */
import { SEGMENT_KINDS, type SegmentKind, type Timeline } from '@/kernels/serving/timeline/timeline';
import type { TimelineLayout, TimeWindow } from './layout';
import { drawTotals } from './totals';

export type Ink = SegmentKind | 'first' | 'late' | 'deadline' | 'preempted' | 'chosen' | 'met';

/** What a drawing is made with: an SVG text, or a canvas. */
export interface Pen {
  box(ink: Ink, x: number, y: number, width: number, height: number): void;
  /** Closed, x and y in turn. */
  area(ink: Ink, points: readonly number[]): void;
  text?(late: boolean, x: number, y: number, words: string): void;
}

export interface Slo {
  readonly ttftSeconds: number;
  readonly tpotSeconds: number;
}

export interface TimelineDrawing {
  readonly timeline: Timeline;
  readonly layout: TimelineLayout;
  readonly window: TimeWindow;
  readonly width: number;
  readonly slo?: Slo;
  /** Row that is outlined. */
  readonly chosen?: number;
  /** The words behind a row: its two times. Only asked for where there is room. */
  readonly note?: (row: number) => string;
}

/** Share of the row's height, by kind. */
const HEIGHTS: Readonly<Record<SegmentKind, number>> = {
  waiting: 0.14,
  prefill: 0.86,
  decode: 0.62,
  stalled: 0.28,
  moving: 0.2,
  again: 0.2,
  held: 0.62,
};
const ROOM_FOR_WORDS = 10;
const ROOM_FOR_DIAMONDS = 7;

export function drawTimeline(pen: Pen, drawing: TimelineDrawing): void {
  if (drawing.layout.aggregated) drawTotals(pen, drawing);
  else drawRows(pen, drawing);
}

function drawRows(pen: Pen, drawing: TimelineDrawing): void {
  const { timeline, layout, window, width, slo } = drawing;
  const perSecond = width / (window.toSeconds - window.fromSeconds);
  const place = (seconds: number) => (seconds - window.fromSeconds) * perSecond;
  const { rowHeight } = layout;
  layout.rows.forEach((row, at) => {
    const top = at * rowHeight;
    if (row === drawing.chosen) pen.box('chosen', 0, top, width, rowHeight);
    for (let segment = timeline.offsets[row]; segment < timeline.offsets[row + 1]; segment++) {
      const kind = SEGMENT_KINDS[timeline.kinds[segment]];
      // Boxes that share a border share its pixel: none of them is lost, and no gap opens between them.
      const left = Math.max(-2, Math.round(2 * place(timeline.from[segment])) / 2);
      const right = Math.min(width + 2, Math.round(2 * place(timeline.to[segment])) / 2);
      if (right <= left) continue;
      const height = Math.max(0.6, rowHeight * HEIGHTS[kind]);
      pen.box(kind, left, top + (rowHeight - height) / 2, right - left, height);
    }
    if (slo) markRow(pen, drawing, row, top, place);
  });
  for (let at = 0; at < timeline.preemptedRow.length; at++) {
    const shown = layout.rows.indexOf(timeline.preemptedRow[at]);
    if (shown < 0) continue;
    const thick = Math.max(1.5, Math.min(3, rowHeight / 4));
    pen.box('preempted', place(timeline.preemptedAt[at]) - thick / 2, shown * rowHeight, thick, rowHeight);
  }
}

/** First token, deadline for it, and the two times in words where there is room. */
function markRow(
  pen: Pen,
  drawing: TimelineDrawing,
  row: number,
  top: number,
  place: (seconds: number) => number,
): void {
  const { timeline, layout, slo, note, width } = drawing;
  if (!slo) return;
  const { rowHeight } = layout;
  const first = timeline.firstToken[row];
  const deadline = place(timeline.arrival[row] + slo.ttftSeconds);
  if (deadline < width) pen.box('deadline', deadline - 0.5, top, 1, rowHeight);
  if (Number.isFinite(first)) {
    const late = first - timeline.arrival[row] > slo.ttftSeconds;
    mark(pen, late ? 'late' : 'first', place(first), top + rowHeight / 2, rowHeight);
  }
  if (rowHeight < ROOM_FOR_WORDS || !note || !pen.text) return;
  const last = timeline.offsets[row + 1] - 1;
  if (last < timeline.offsets[row] || Number.isNaN(timeline.finish[row])) return;
  pen.text(!meets(timeline, row, slo), place(timeline.to[last]) + 5, top + rowHeight * 0.76, note(row));
}

function mark(pen: Pen, ink: Ink, x: number, y: number, rowHeight: number): void {
  const size = Math.min(5.5, rowHeight * 0.46);
  if (rowHeight < ROOM_FOR_DIAMONDS) pen.box(ink, x - 0.75, y - rowHeight / 2, 1.5, rowHeight);
  else pen.area(ink, [x, y - size, x + size, y, x, y + size, x - size, y]);
}

/** Mean time between the tokens of a finished answer; 0 where there is only one token. */
export function tpotOf(timeline: Timeline, row: number): number {
  const intervals = timeline.outputTokens[row] - 1;
  return intervals > 0 ? (timeline.finish[row] - timeline.firstToken[row]) / intervals : 0;
}

/** Whether a request was finished, and kept both promises. */
export function meets(timeline: Timeline, row: number, slo: Slo): boolean {
  return (
    timeline.firstToken[row] - timeline.arrival[row] <= slo.ttftSeconds &&
    tpotOf(timeline, row) <= slo.tpotSeconds
  );
}
