'use client';

import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import type { PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { Stretch } from '@/kernels/serving/prefix/picture';
import { type Box, blockBorders, DRAWING, layoutTree, markOf, neighbour } from './layout';
import styles from './prefix.module.css';

export interface Place {
  readonly lane: PrefixLaneId;
  readonly id: string;
  /** Which block of the stretch. */
  readonly block: number;
}

export interface TreeDrawingProps {
  readonly lane: PrefixLaneId;
  readonly stretches: readonly Stretch[];
  readonly mostTokens: number;
  readonly blockTokens: number;
  readonly label: string;
  readonly empty: string;
  /** Draw the change to this picture as a movement. */
  readonly moves: boolean;
  readonly place: Place | undefined;
  readonly onPlace: (place: Place) => void;
}

/** The cache as a tree that grows to the right: bars of tokens, thin lines where they fork. */
export const TreeDrawing = memo(function TreeDrawing(props: TreeDrawingProps) {
  const { lane, stretches, mostTokens, blockTokens, place, onPlace } = props;
  const { boxes, pixelsPerToken } = layoutTree(stretches, mostTokens);
  const marked = boxes.find((box) => place?.lane === lane && box.id === place.id);
  const blockAt = (box: Box, x: number) =>
    Math.max(
      0,
      Math.min((box.stretch.blocks?.length ?? 1) - 1, Math.floor(x / (pixelsPerToken * blockTokens))),
    );
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const scale = DRAWING.width / frame.width;
    const [x, y] = [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
    // A row is a few pixels high: the nearest one is meant.
    const near = boxes.filter((box) => x >= box.x - 2 && x <= box.x + box.width + 2);
    const distance = (box: Box) => Math.abs(box.y - y);
    const box = near.reduce<Box | undefined>(
      (best, one) => (!best || distance(one) < distance(best) ? one : best),
      undefined,
    );
    if (!box || distance(box) > 14) return;
    const block = blockAt(box, x - box.x);
    if (box.id !== place?.id || block !== place.block) onPlace({ lane, id: box.id, block });
  };
  const key = (event: KeyboardEvent) => {
    if (!/^(Arrow|Home|End)/.test(event.key)) return;
    event.preventDefault();
    const here = place?.lane === lane ? place : undefined;
    const blocks = boxes.find((box) => box.id === here?.id)?.stretch.blocks?.length ?? 1;
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const block = (here?.block ?? 0) + step;
    if (here && step !== 0 && block >= 0 && block < blocks) {
      onPlace({ ...here, block });
      return;
    }
    const next = neighbour(boxes, here?.id, event.key);
    if (!next) return;
    const last = event.key === 'ArrowLeft' && next.id !== here?.id;
    onPlace({ lane, id: next.id, block: last ? (next.stretch.blocks?.length ?? 1) - 1 : 0 });
  };
  return (
    <svg
      className={`${styles.drawing} ${props.moves ? styles.moving : ''}`}
      viewBox={`0 0 ${DRAWING.width} ${DRAWING.height}`}
      role="application"
      aria-label={props.label}
      aria-describedby={`look-${lane}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through the drawing.
      tabIndex={0}
      onPointerMove={point}
      onPointerDown={point}
      onKeyDown={key}
    >
      {boxes.length === 0 && (
        <text x={0} y={20} className={styles.axisText}>
          {props.empty}
        </text>
      )}
      {boxes.map(({ id, link }) => link && <path key={id} d={link} className={styles.link} />)}
      {boxes.map((box) => (
        <Bar
          key={box.id}
          id={box.id}
          state={box.stretch.state}
          x={tenths(box.x)}
          y={tenths(box.y - box.height / 2)}
          width={tenths(box.width)}
          height={tenths(box.height)}
          borders={lane === 'hash' ? blockBorders(box, blockTokens, pixelsPerToken) : undefined}
        />
      ))}
      {marked && <Mark box={marked} {...markOf(marked, place?.block ?? 0, blockTokens, pixelsPerToken)} />}
    </svg>
  );
});

const tenths = (value: number) => Math.round(10 * value) / 10;

interface BarProps {
  readonly id: string;
  readonly state: Stretch['state'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly borders: string | undefined;
}

/** One stretch. Most of them stay as they are from one picture to the next. */
const Bar = memo(function Bar({ id, state, x, y, width, height, borders }: BarProps) {
  return (
    <g className={styles[state]} style={{ transform: `translate(${x}px, ${y}px)` }} data-node={id}>
      <rect width={width} height={height} rx={Math.min(2, height / 4)} />
      {borders && <path d={borders} className={styles.borders} />}
    </g>
  );
});

/** The frame around the place that is spoken of. */
function Mark({ box, x, width }: { box: Box; x: number; width: number }) {
  const { y, height } = box;
  return (
    <rect
      x={x - 1.5}
      y={y - height / 2 - 2.5}
      width={width + 3}
      height={height + 5}
      className={styles.mark}
      rx={3}
    />
  );
}
