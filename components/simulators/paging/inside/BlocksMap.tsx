'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Palette } from '../paint-map';
import styles from './inside.module.css';
import type { InsideMessages } from './messages';
import { blockAt, blockGrid, paintBlocks } from './paint';
import type { Scene } from './scene';

export interface BlocksMapProps {
  readonly scene: Scene;
  readonly palette: Palette | undefined;
  readonly words: InsideMessages;
  readonly picked: number;
  readonly pointed: number | undefined;
  readonly onPoint: (block: number | undefined) => void;
  readonly onPick: (block: number) => void;
}

/** Every block of the pool, where it lies. Pointing looks at a block, a click or Enter keeps it. */
export function BlocksMap({ scene, palette, words, picked, pointed, onPoint, onPick }: BlocksMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    if (canvas.current) size.observe(canvas.current);
    return () => size.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && palette) paintBlocks(canvas.current, scene, palette, width, { picked, pointed });
  }, [scene, palette, width, picked, pointed]);

  const at = (event: PointerEvent): number | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    return blockAt(scene, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const onKey = (event: KeyboardEvent) => {
    const { columns, count } = blockGrid(scene);
    const by: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -count,
      End: count,
    };
    const now = pointed ?? picked;
    if (event.key === 'Enter' || event.key === ' ') onPick(now);
    else if (event.key === 'Escape') onPoint(undefined);
    else if (event.key in by) onPoint(Math.max(1, Math.min(count, now + by[event.key])));
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.map}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the cells of the map are read with the arrow keys.
      tabIndex={0}
      role="application"
      aria-label={words.map}
      onKeyDown={onKey}
      onBlur={() => onPoint(undefined)}
      onPointerMove={(event) => event.pointerType !== 'touch' && onPoint(at(event))}
      onPointerLeave={() => onPoint(undefined)}
      onPointerDown={(event) => {
        const block = at(event);
        if (block !== undefined) onPick(block);
      }}
    >
      <canvas ref={canvas} />
    </div>
  );
}
