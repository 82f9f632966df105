/** Where the stretches of a cache stand: their tokens from left to right, one row per leaf. Pure. */
import type { Stretch } from '@/kernels/serving/prefix/picture';

export const DRAWING = { width: 520, height: 290, top: 4 } as const;
const FORK_GAP = 13;
const CHAIN_GAP = 1.5;
/** Room kept for gaps, so that most changes leave the scale as it is. */
const USUAL_GAPS = 60;
const THICKEST = 18;
const ROOMIEST = 34;

export interface Box {
  readonly id: string;
  readonly stretch: Stretch;
  readonly x: number;
  /** Its middle. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** From its parent, as an SVG path; none where it follows without a fork. */
  readonly link: string | undefined;
}

export interface TreeLayout {
  /** In reading order. */
  readonly boxes: readonly Box[];
  readonly pixelsPerToken: number;
}

interface Placed {
  readonly stretch: Stretch;
  readonly gaps: number;
  readonly parent: Placed | undefined;
  readonly forked: boolean;
  row: number;
}

export function layoutTree(stretches: readonly Stretch[], mostTokens: number): TreeLayout {
  const children = new Map<string | null, Stretch[]>();
  for (const stretch of stretches) {
    const siblings = children.get(stretch.parent);
    if (siblings) siblings.push(stretch);
    else children.set(stretch.parent, [stretch]);
  }
  const placed: Placed[] = [];
  let rows = 0;
  let mostGaps = USUAL_GAPS;
  const place = (parent: Placed | undefined): number => {
    // In the order in which they came, so that newcomers push nobody about.
    const below = (children.get(parent?.stretch.id ?? null) ?? []).toSorted(
      (a, b) => a.request - b.request || a.from - b.from,
    );
    if (below.length === 0) return rows++;
    const places = below.map((stretch) => {
      const forked = parent !== undefined && below.length > 1;
      const gaps = parent ? parent.gaps + (forked ? FORK_GAP : CHAIN_GAP) : 0;
      mostGaps = Math.max(mostGaps, gaps);
      const one: Placed = { stretch, gaps, parent, forked, row: 0 };
      placed.push(one);
      one.row = place(one);
      return one.row;
    });
    return (places[0] + places[places.length - 1]) / 2;
  };
  place(undefined);
  const rowHeight = Math.min(ROOMIEST, (DRAWING.height - DRAWING.top) / Math.max(1, rows));
  const height = Math.max(1, Math.min(THICKEST, rowHeight * 0.72));
  const pixelsPerToken = (DRAWING.width - mostGaps) / mostTokens;
  const xOf = ({ stretch, gaps }: Placed) => stretch.from * pixelsPerToken + gaps;
  const yOf = ({ row }: Placed) => DRAWING.top + (row + 0.5) * rowHeight;
  const boxes = placed.map((one): Box => {
    const { stretch, parent, forked } = one;
    const [x, y] = [xOf(one), yOf(one)];
    return {
      id: stretch.id,
      stretch,
      x,
      y,
      width: Math.max(1, (stretch.to - stretch.from) * pixelsPerToken),
      height,
      link: forked && parent ? linkPath(x - FORK_GAP, yOf(parent), x, y) : undefined,
    };
  });
  return { boxes, pixelsPerToken };
}

function linkPath(fromX: number, fromY: number, x: number, y: number): string {
  const middle = (fromX + x) / 2;
  const at = (value: number) => Number(value.toFixed(1));
  return `M${at(fromX)} ${at(fromY)}C${at(middle)} ${at(fromY)} ${at(middle)} ${at(y)} ${at(x)} ${at(y)}`;
}

/** The borders between the blocks of a stretch, as one path in its own coordinates. Too close together, they go. */
export function blockBorders(box: Box, blockTokens: number, pixelsPerToken: number): string | undefined {
  const step = blockTokens * pixelsPerToken;
  const { length = 0 } = box.stretch.blocks ?? [];
  if (step < 3 || length < 2) return undefined;
  return Array.from(
    { length: length - 1 },
    (_, at) => `M${Number(((at + 1) * step).toFixed(1))} 0v${Number(box.height.toFixed(1))}`,
  ).join('');
}

/** The frame around a stretch, or around one of its blocks. */
export function markOf(box: Box, block: number, blockTokens: number, pixelsPerToken: number) {
  const { stretch, x, width } = box;
  if (!stretch.blocks || stretch.blocks.length < 2) return { x, width };
  const step = blockTokens * pixelsPerToken;
  return { x: x + block * step, width: Math.min(step, width - block * step) };
}

/** The neighbour an arrow key leads to. */
export function neighbour(boxes: readonly Box[], id: string | undefined, key: string): Box | undefined {
  const here = boxes.find((box) => box.id === id);
  if (!here) return boxes[0];
  if (key === 'ArrowLeft') return boxes.find((box) => box.id === here.stretch.parent) ?? here;
  if (key === 'ArrowRight') return boxes.find((box) => box.stretch.parent === here.id) ?? here;
  if (key === 'Home') return boxes[0];
  if (key === 'End') return boxes.at(-1);
  // Up and down among those that begin at about the same place, nearest row first.
  const down = key === 'ArrowDown';
  const others = boxes.filter((box) => (down ? box.y > here.y + 0.5 : box.y < here.y - 0.5));
  const distance = (box: Box) => Math.abs(box.y - here.y) + 0.2 * Math.abs(box.x - here.x);
  return others.reduce<Box>(
    (best, box) => (best === here || distance(box) < distance(best) ? box : best),
    here,
  );
}
