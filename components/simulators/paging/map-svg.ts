/** A memory map as SVG text: the first frame in the page's HTML, the print, and the file a reader downloads. */
import type { AllocatorId } from '@/kernels/serving/paging/allocator';
import { requestOf } from '@/kernels/serving/paging/lane';
import { unusableHoles } from '@/kernels/serving/paging/metrics';
import { allocatorOf, laneOf, type PagingState } from '@/kernels/serving/paging/simulator';
import {
  eachRow,
  layoutOf,
  MAP_COLUMNS,
  mergeStretches,
  OWNER_COLOURS,
  UNUSABLE_OPACITY,
} from './map-layout';

/** Height of a row, and width of a map, in the drawing's own units. */
const ROW = 10;
export const MAP_WIDTH = MAP_COLUMNS * ROW;

/** A stretch of a row, in tokens from the row's beginning. */
type Box = readonly [row: number, from: number, to: number];

/** Names of colours to values: custom properties on the page, plain colours in a file. */
export type Paint = (name: string) => string;

/** The inside of an `<svg viewBox="0 0 320 rows·10">`. */
export function mapSvg(state: PagingState, id: AllocatorId, paint: Paint): string {
  const layout = layoutOf(state, id);
  const allocator = allocatorOf(id);
  const lane = laneOf(state, id);
  const scale = MAP_WIDTH / layout.rowTokens;
  const filledBoxes: Box[][] = Array.from({ length: OWNER_COLOURS }, () => []);
  const emptyBoxes: Box[][] = Array.from({ length: OWNER_COLOURS }, () => []);
  const unusableBoxes: Box[] = [];
  let shared = '';
  for (const { start, size } of unusableHoles(allocator, lane, state)) {
    eachRow(layout, start, start + size, (row, from, to) => {
      unusableBoxes.push([row, from, to]);
    });
  }
  for (const sequence of lane.running) {
    const colour = requestOf(sequence.id) % OWNER_COLOURS;
    const merged = mergeStretches((start, split, end) => {
      eachRow(layout, start, split, (row, from, to) => {
        filledBoxes[colour].push([row, from, to]);
      });
      eachRow(layout, split, end, (row, from, to) => {
        emptyBoxes[colour].push([row, from, to]);
      });
    });
    allocator.visit(lane.memory, state.setup, sequence.id, sequence.stored, (start, size, used, owners) => {
      merged.add(start, size, used, owners);
      if (owners > 1) {
        eachRow(layout, start, start + size, (row, from, to) => {
          shared += `M${round(((from + to) / 2) * scale - 1.5)} ${row * ROW + 3.5}h3v3h-3z`;
        });
      }
    });
    merged.end();
  }
  const filled = filledBoxes.map((boxes) => pathOf(boxes, scale));
  const empty = emptyBoxes.map((boxes) => pathOf(boxes, scale));
  const cell = round(layout.unitTokens * scale);
  const name = `map-${id}`;
  const height = layout.rows * ROW;
  const all = `width="${MAP_WIDTH}" height="${height}"`;
  const pattern = (key: string, width: number, more: string, body: string) =>
    `<pattern id="${name}-${key}" width="${width}" height="${ROW}" patternUnits="userSpaceOnUse"${more}>${body}</pattern>`;
  const inset = Math.min(0.6, cell / 6);
  const corner = Math.min(1.8, cell / 5);
  const hole = `x="${inset}" y="0.6" width="${round(cell - 2 * inset)}" height="8.8" rx="${round(corner)}"`;
  const hatches = empty
    .map((path, colour) =>
      path
        ? `<pattern id="${name}-h${colour}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
          `<path d="M0 0v4" stroke="${paint(`o${colour + 1}`)}" stroke-width="1.4" stroke-opacity=".55"/></pattern>`
        : '',
    )
    .join('');
  const line = (stroke: string, path: string, opacity = '') =>
    path ? `<path stroke="${stroke}"${opacity} d="${path}"/>` : '';
  const owner = (colour: number) => paint(`o${colour + 1}`);
  const paths = [
    line(paint('bad'), pathOf(unusableBoxes, scale), ` stroke-opacity="${UNUSABLE_OPACITY}"`),
    ...filled.map((path, colour) => line(owner(colour), path)),
    ...empty.map((path, colour) => line(owner(colour), path, ' stroke-opacity=".12"')),
    ...empty.map((path, colour) => line(`url(#${name}-h${colour})`, path)),
  ].join('');
  return (
    `<defs>${hatches}` +
    pattern('free', cell, '', `<rect ${hole} fill="none" stroke="${paint('line')}" stroke-width="1.5"/>`) +
    pattern(
      'frame',
      cell,
      '',
      `<path fill="${paint('paper')}" fill-rule="evenodd" d="${frame(cell, inset, corner)}"/>`,
    ) +
    `</defs><rect ${all} fill="url(#${name}-free)"/><g stroke-width="${ROW}">${paths}</g><rect ${all} fill="url(#${name}-frame)"/>` +
    (shared ? `<path fill="${paint('paper')}" d="${shared}"/>` : '')
  );
}

/**
 * Boxes as lines as thick as their row, which is half the text of rectangles; what touches in a row is one line, in
 * whatever order the blocks were handed out.
 */
function pathOf(boxes: readonly Box[], scale: number): string {
  const sorted = boxes.toSorted(([row, from], [otherRow, otherFrom]) => row - otherRow || from - otherFrom);
  let path = '';
  for (let at = 0, next = 1; at < sorted.length; at = next++) {
    const [row, from] = sorted[at];
    let to = sorted[at][2];
    while (sorted[next]?.[0] === row && sorted[next][1] === to) to = sorted[next++][2];
    path += `M${round(from * scale)} ${(row + 0.5) * ROW}h${round((to - from) * scale)}`;
  }
  return path;
}

/** What surrounds the rounded hole of one cell. */
function frame(width: number, inset: number, r: number): string {
  const w = round(width - 2 * inset - 2 * r);
  const h = round(8.8 - 2 * r);
  const arc = (dx: number, dy: number) => `a${round(r)} ${round(r)} 0 0 1 ${round(dx)} ${round(dy)}`;
  return (
    `M0 0H${width}V${ROW}H0z` +
    `M${round(inset + r)} 0.6h${w}${arc(r, r)}v${h}${arc(-r, r)}h${-w}${arc(-r, -r)}v${-h}${arc(r, -r)}z`
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
