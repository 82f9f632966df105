/** The blocks of the pool on a canvas, in rows like the third map, so that a block stands where it stands there. */
import { mapLayout, OWNER_COLOURS } from '../map-layout';
import type { Palette } from '../paint-map';
import { filledOf, type Scene } from './scene';

export interface BlockGrid {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
}

export function blockGrid({ setup }: Pick<Scene, 'setup'>): BlockGrid {
  const { poolTokens, blockTokens } = setup;
  const { rowTokens } = mapLayout(poolTokens, blockTokens);
  const count = Math.floor(poolTokens / blockTokens);
  const columns = rowTokens / blockTokens;
  return { columns, rows: Math.ceil(count / columns), count };
}

/** Content that is kept wears the ink, thinly; it belongs to nobody now. */
const KEPT_OPACITY = 0.26;
const PART_OPACITY = 0.22;

export function paintBlocks(
  canvas: HTMLCanvasElement,
  scene: Scene,
  palette: Palette,
  cssWidth: number,
  marks: { readonly picked?: number; readonly pointed?: number },
): void {
  const context = canvas.getContext('2d');
  const { columns, rows, count } = blockGrid(scene);
  const width = Math.round(cssWidth * devicePixelRatio);
  if (!context || width === 0) return;
  const side = width / columns;
  const rowHeight = Math.min(side, 22 * devicePixelRatio);
  const height = Math.round(rowHeight * rows);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.height = `${height / devicePixelRatio}px`;
  } else context.clearRect(0, 0, width, height);
  const { pool } = scene.run.scheduler.kv;
  const { blockTokens } = scene.setup;
  const gap = side < 5 * devicePixelRatio ? 0 : devicePixelRatio;
  const box = (block: number, share = 1): [number, number, number, number] => {
    const at = block - 1;
    const x = Math.round((at % columns) * side);
    const y = Math.round(Math.floor(at / columns) * rowHeight);
    const right = Math.round(((at % columns) + 1) * side);
    const bottom = Math.round((Math.floor(at / columns) + 1) * rowHeight);
    return [x + gap / 2, y + gap / 2, (right - x - gap) * share, bottom - y - gap];
  };
  for (let block = 1; block <= count; block++) {
    if (pool.refs[block] > 0) continue;
    if (pool.hashes[block] !== null) {
      context.globalAlpha = KEPT_OPACITY;
      context.fillStyle = palette.ink;
      context.fillRect(...box(block));
      context.globalAlpha = 1;
    } else if (gap > 0) {
      context.strokeStyle = palette.line;
      context.lineWidth = devicePixelRatio;
      const [x, y, w, h] = box(block);
      context.strokeRect(x + gap / 2, y + gap / 2, w - gap, h - gap);
    }
  }
  for (const [block, uses] of scene.uses) {
    const use = uses[0];
    const { request } = scene.run.sequenceOf(use.holder.index);
    const share = filledOf(use, blockTokens) / blockTokens;
    context.fillStyle = palette.owners[request % OWNER_COLOURS];
    if (share < 1) {
      context.globalAlpha = PART_OPACITY;
      context.fillRect(...box(block));
      context.globalAlpha = 1;
    }
    context.fillRect(...box(block, share));
    if (uses.length > 1 && gap > 0) {
      const dot = Math.max(2, Math.round(rowHeight / 4));
      const [x, y, w, h] = box(block);
      context.fillStyle = palette.paper;
      context.fillRect(Math.round(x + (w - dot) / 2), Math.round(y + (h - dot) / 2), dot, dot);
    }
  }
  const outline = (block: number | undefined, colour: string, thick: number) => {
    if (block === undefined || block > count) return;
    const [x, y, w, h] = box(block);
    context.strokeStyle = colour;
    context.lineWidth = thick * devicePixelRatio;
    const inset = context.lineWidth / 2;
    context.strokeRect(x + inset, y + inset, w - 2 * inset, h - 2 * inset);
  };
  outline(scene.queue[0], palette.bad, 2);
  outline(marks.pointed, palette.ink, 1.5);
  outline(marks.picked, palette.ink, 2.5);
}

/** The block under a point of the canvas, given as shares of its width and height. */
export function blockAt(scene: Scene, x: number, y: number): number | undefined {
  const { columns, rows, count } = blockGrid(scene);
  const block = Math.floor(y * rows) * columns + Math.floor(x * columns) + 1;
  return x >= 0 && x < 1 && block >= 1 && block <= count ? block : undefined;
}
