/** A memory map on a canvas: drawn anew for every frame of a playing figure, in about a thousand rectangles. */
import type { AllocatorId, VisitPiece } from '@/kernels/serving/paging/allocator';
import { requestOf } from '@/kernels/serving/paging/lane';
import { unusableHoles } from '@/kernels/serving/paging/metrics';
import { allocatorOf, laneOf, type PagingState } from '@/kernels/serving/paging/simulator';
import {
  eachRow,
  layoutOf,
  MAP_COLUMNS,
  type MapLayout,
  mergeStretches,
  OWNER_COLOURS,
  UNUSABLE_OPACITY,
} from './map-layout';

export interface Palette {
  readonly owners: readonly string[];
  readonly line: string;
  readonly paper: string;
  readonly ink: string;
  readonly bad: string;
}

/** The colours of the reader's theme. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const owners = Array.from({ length: OWNER_COLOURS }, (_, index) => read(`--o${index + 1}`));
  return { owners, line: read('--line'), paper: read('--paper'), ink: read('--ink'), bad: read('--bad') };
}

export interface MapMark {
  /** Request whose cells are outlined. */
  readonly request?: number;
  /** Token address of the reader's cursor. */
  readonly cursor?: number;
}

/** What stays the same while layout, size and theme do. */
interface Sheet {
  readonly key: string;
  readonly layout: MapLayout;
  readonly palette: Palette;
  readonly free: HTMLCanvasElement;
  readonly frame: HTMLCanvasElement;
  readonly hatch: readonly (CanvasPattern | string)[];
}

/** Draws a state into a canvas that is `cssWidth` wide; its width is told, since asking the page would cost a layout. */
export type MapPainter = (state: PagingState, palette: Palette, mark: MapMark, cssWidth: number) => void;

export function createMapPainter(canvas: HTMLCanvasElement, id: AllocatorId): MapPainter {
  const context = canvas.getContext('2d');
  let sheet: Sheet | undefined;
  return (state, palette, mark, cssWidth) => {
    if (!context) return;
    const layout = layoutOf(state, id);
    const width = Math.round(cssWidth * devicePixelRatio);
    if (width === 0) return;
    const height = Math.round((width / MAP_COLUMNS) * layout.rows);
    const key = `${width}:${layout.rowTokens}:${layout.unitTokens}:${layout.rows}`;
    if (sheet?.key !== key || sheet.palette !== palette) {
      canvas.width = width;
      canvas.height = height;
      sheet = makeSheet(key, layout, palette, width, height, context);
    }
    drawLane(context, sheet, state, id, mark);
  };
}

function drawLane(
  context: CanvasRenderingContext2D,
  sheet: Sheet,
  state: PagingState,
  id: AllocatorId,
  mark: MapMark,
): void {
  const { layout, palette } = sheet;
  const { width, height } = context.canvas;
  const perToken = width / layout.rowTokens;
  const rowHeight = height / layout.rows;
  const allocator = allocatorOf(id);
  const lane = laneOf(state, id);
  const fill = (row: number, from: number, to: number) => {
    const x = Math.round(from * perToken);
    const y = Math.round(row * rowHeight);
    context.fillRect(x, y, Math.round(to * perToken) - x, Math.round((row + 1) * rowHeight) - y);
  };
  const dots: number[] = [];
  const outlines: number[] = [];
  context.clearRect(0, 0, width, height);
  context.drawImage(sheet.free, 0, 0);
  context.globalAlpha = UNUSABLE_OPACITY;
  context.fillStyle = palette.bad;
  for (const { start, size } of unusableHoles(allocator, lane, state))
    eachRow(layout, start, start + size, fill);
  context.globalAlpha = 1;
  const empty: number[][] = palette.owners.map(() => []);
  let colour = 0;
  let marked = false;
  const merged = mergeStretches((start, split, end) => {
    eachRow(layout, start, split, fill);
    if (split < end) empty[colour].push(split, end);
    if (marked) outlines.push(start, end);
  });
  const visit: VisitPiece = (start, size, used, owners) => {
    merged.add(start, size, used, owners);
    if (owners > 1) dots.push(start + size / 2);
  };
  for (const sequence of lane.running) {
    const request = requestOf(sequence.id);
    colour = request % OWNER_COLOURS;
    marked = request === mark.request;
    context.fillStyle = palette.owners[colour];
    allocator.visit(lane.memory, state.setup, sequence.id, sequence.stored, visit);
    merged.end();
  }
  empty.forEach((stretches, owner) => {
    context.fillStyle = sheet.hatch[owner];
    for (let at = 0; at < stretches.length; at += 2) eachRow(layout, stretches[at], stretches[at + 1], fill);
  });
  context.drawImage(sheet.frame, 0, 0);
  context.fillStyle = palette.paper;
  const dot = Math.max(2, Math.round(rowHeight / 4));
  for (const middle of dots) {
    const x = (middle % layout.rowTokens) * perToken;
    const y = (Math.floor(middle / layout.rowTokens) + 0.5) * rowHeight;
    context.fillRect(Math.round(x - dot / 2), Math.round(y - dot / 2), dot, dot);
  }
  context.strokeStyle = palette.ink;
  context.lineWidth = Math.max(1.5, devicePixelRatio * 1.25);
  const inset = context.lineWidth / 2;
  const outline = (row: number, from: number, to: number) =>
    context.strokeRect(
      from * perToken + inset,
      row * rowHeight + inset,
      (to - from) * perToken - 2 * inset,
      rowHeight - 2 * inset,
    );
  for (let at = 0; at < outlines.length; at += 2) eachRow(layout, outlines[at], outlines[at + 1], outline);
  if (mark.cursor !== undefined) {
    const start = Math.floor(mark.cursor / layout.unitTokens) * layout.unitTokens;
    context.lineWidth *= 1.6;
    eachRow(layout, start, Math.min(layout.poolTokens, start + layout.unitTokens), outline);
  }
}

function makeSheet(
  key: string,
  layout: MapLayout,
  palette: Palette,
  width: number,
  height: number,
  target: CanvasRenderingContext2D,
): Sheet {
  const units = layout.rowTokens / layout.unitTokens;
  const unitWidth = width / units;
  const rowHeight = height / layout.rows;
  const gap = Math.min(Math.max(1, 0.6 * devicePixelRatio), unitWidth / 4);
  const corner = Math.min(rowHeight / 5, unitWidth / 5);
  /** Rounded holes, so many in a row, as many as the memory has. */
  const cells = (perRow: number, count: number) => {
    const path = new Path2D();
    for (let cell = 0; cell < count; cell++) {
      const column = cell % perRow;
      const row = Math.floor(cell / perRow);
      const x = Math.round((column * width) / perRow);
      const y = Math.round(row * rowHeight);
      const w = Math.round(((column + 1) * width) / perRow) - x;
      const h = Math.round((row + 1) * rowHeight) - y;
      path.roundRect(x + gap / 2, y + gap / 2, w - gap, h - gap, corner);
    }
    return path;
  };
  // Where blocks are too fine to be told apart, gaps would swallow them and outlines would be all one sees.
  const fine = unitWidth < 4 * devicePixelRatio;
  const perRow = fine ? MAP_COLUMNS : units;
  const holes = cells(perRow, Math.floor((layout.poolTokens / layout.rowTokens) * perRow));
  const free = layer(width, height, (context) => {
    context.strokeStyle = palette.line;
    context.lineWidth = Math.max(1, devicePixelRatio) * (fine ? 0.6 : 1.5);
    context.stroke(holes);
  });
  const frame = layer(width, height, (context) => {
    if (fine) return;
    const outside = new Path2D();
    outside.rect(0, 0, width, height);
    outside.addPath(holes);
    context.fillStyle = palette.paper;
    context.fill(outside, 'evenodd');
  });
  return {
    key,
    layout,
    palette,
    free,
    frame,
    hatch: palette.owners.map((colour) => hatchOf(target, colour)),
  };
}

function layer(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) draw(context);
  return canvas;
}

/** Diagonal lines on a breath of the owner's colour: handed out, and empty. */
function hatchOf(target: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const size = Math.round(5 * devicePixelRatio);
  const tile = layer(size, size, (context) => {
    context.globalAlpha = 0.12;
    context.fillStyle = colour;
    context.fillRect(0, 0, size, size);
    context.globalAlpha = 0.55;
    context.strokeStyle = colour;
    context.lineWidth = devicePixelRatio;
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift, size);
      context.lineTo(shift + size, 0);
    }
    context.stroke();
  });
  return target.createPattern(tile, 'repeat') ?? colour;
}
