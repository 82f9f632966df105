/** Which requests of a run are seen, and how high their rows are. Pure: the same on the server and in the page. */
import type { Timeline } from '@/kernels/serving/timeline/timeline';

export interface TimeWindow {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface TimelineLayout {
  /** Rows of the timeline that are seen, from above. */
  readonly rows: readonly number[];
  readonly rowHeight: number;
  readonly height: number;
  /** Rows would be thinner than a pixel: how many do what is drawn in their place. */
  readonly aggregated: boolean;
}

const TALLEST_ROW = 15;
/** One row of a lonely request still wants some room. */
const LEAST_HEIGHT = 60;

/** Rows of at most 15 px in at most `maxHeight`. Worked: 1,000 requests in 300 px are drawn as areas. */
export function layoutTimeline(timeline: Timeline, window: TimeWindow, maxHeight: number): TimelineLayout {
  const rows: number[] = [];
  for (let row = 0; row < timeline.ids.length; row++) {
    const begin = timeline.arrival[row];
    const last = timeline.offsets[row + 1] - 1;
    const end = last >= timeline.offsets[row] ? timeline.to[last] : begin;
    if (begin <= window.toSeconds && end >= window.fromSeconds) rows.push(row);
  }
  const rowHeight = Math.min(TALLEST_ROW, maxHeight / Math.max(1, rows.length));
  const aggregated = rowHeight < 1;
  const height = aggregated ? maxHeight : Math.max(LEAST_HEIGHT, Math.round(rows.length * rowHeight));
  return { rows, rowHeight, height, aggregated };
}

/** The row under a height, or undefined beside them. */
export function rowAt(layout: TimelineLayout, y: number): number | undefined {
  return layout.aggregated ? undefined : layout.rows[Math.floor(y / layout.rowHeight)];
}

/** Rectangles that a drawing of rows takes; above a certain number a canvas is quicker. */
export function countMarks(timeline: Timeline, layout: TimelineLayout): number {
  if (layout.aggregated) return timeline.kinds.length;
  return layout.rows.reduce((sum, row) => sum + timeline.offsets[row + 1] - timeline.offsets[row] + 1, 0);
}
