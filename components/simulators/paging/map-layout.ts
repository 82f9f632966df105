/** Where tokens lie on a memory map: rows of equal length, read like text. Shared by the SVG and the canvas. */
import type { AllocatorId, VisitPiece } from '@/kernels/serving/paging/allocator';
import type { PagingState } from '@/kernels/serving/paging/simulator';

/** Cells side by side in a map. */
export const MAP_COLUMNS = 32;
/** Requests take turns in these; the owner colours of the theme. */
export const OWNER_COLOURS = 6;
/** Free memory that the next in line cannot use wears the colour of trouble, thinly. */
export const UNUSABLE_OPACITY = 0.32;
const MOST_CELLS = 1024;
const SMALLEST_CELL_TOKENS = 4;

export interface MapLayout {
  readonly poolTokens: number;
  /** Tokens of one drawn cell: a block, or a fixed small amount where memory has no blocks. */
  readonly unitTokens: number;
  readonly rowTokens: number;
  readonly rows: number;
}

/** @param blockTokens of a paged cache. Worked: 12,288 tokens without blocks → cells of 16, 24 rows of 512. */
export function mapLayout(poolTokens: number, blockTokens?: number): MapLayout {
  let cell = SMALLEST_CELL_TOKENS;
  while (poolTokens / cell > MOST_CELLS) cell *= 2;
  const unitTokens = blockTokens ?? cell;
  const rowTokens = unitTokens * Math.max(1, Math.floor((MAP_COLUMNS * cell) / unitTokens));
  return { poolTokens, unitTokens, rowTokens, rows: Math.ceil(poolTokens / rowTokens) };
}

/** Calls back for the stretch [start, end) row by row, with both ends counted from the start of the row. */
export function eachRow(
  layout: MapLayout,
  start: number,
  end: number,
  draw: (row: number, from: number, to: number) => void,
): void {
  const { rowTokens } = layout;
  for (let at = start; at < end; ) {
    const row = Math.floor(at / rowTokens);
    const rowStart = row * rowTokens;
    const to = Math.min(end, rowStart + rowTokens);
    draw(row, at - rowStart, to - rowStart);
    at = to;
  }
}

/** Draws one stretch of a map: [start, split) holds tokens, [split, end) is handed out and empty. */
export type DrawStretch = (start: number, split: number, end: number, owners: number) => void;

/** Makes one stretch of neighbouring pieces that are full, so that there is less to draw. Call `end` after the last. */
export function mergeStretches(draw: DrawStretch): { add: VisitPiece; end: () => void } {
  let start = -1;
  let split = -1;
  let end = -1;
  let owners = 0;
  const flush = () => {
    if (start >= 0) draw(start, split, end, owners);
    start = -1;
  };
  return {
    add(from, size, used, by) {
      if (start >= 0 && from === end && split === end && by === owners) {
        split = from + used;
        end = from + size;
        return;
      }
      flush();
      start = from;
      split = from + used;
      end = from + size;
      owners = by;
    },
    end: flush,
  };
}

export function layoutOf(state: PagingState, id: AllocatorId): MapLayout {
  const { poolTokens, blockTokens } = state.setup;
  return mapLayout(poolTokens, id === 'paged' ? blockTokens : undefined);
}
