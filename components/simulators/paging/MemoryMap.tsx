'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { fill } from '@/components/lang';
import type { LaneColumnProps } from './LaneColumn';
import { layoutOf, MAP_COLUMNS, type MapLayout } from './map-layout';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import { createMapPainter, type MapPainter } from './paint-map';
import type { Frame } from './player';
import { type PlaceReport, placeOf } from './report';
import { useFrame } from './use-frame';

/** The memory of one cache. A pointer or the arrow keys look into a cell; a click or Enter follows its request. */
export function MemoryMap({ id, player, messages, first, palette, request, map, onFollow }: LaneColumnProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<MapPainter>(undefined);
  const width = useRef(0);
  const [cursor, setCursor] = useState<number>();
  const [drawn, setDrawn] = useState(false);
  const [readout, setReadout] = useState('');

  const paint = ({ state, metrics }: Frame) => {
    if (!canvas.current || !palette) return;
    // The map from the server shows this very moment, in any theme: nothing is painted before something moves.
    const asServed = request === first.report.request && cursor === undefined && !player.playing;
    if (!painter.current && asServed && JSON.stringify(metrics) === JSON.stringify(first.metrics)) return;
    painter.current ??= createMapPainter(canvas.current, id);
    painter.current(state, palette, { request, cursor }, width.current);
    if (!drawn) setDrawn(true);
    const box = canvas.current.parentElement;
    const shape = `${MAP_COLUMNS} / ${layoutOf(state, id).rows}`;
    if (box && box.style.aspectRatio !== shape) box.style.aspectRatio = shape;
    if (cursor !== undefined) say(cursor);
  };
  // After a click the numbers are written first, and the map is painted in the frame that shows them.
  const asked = useRef(0);
  useFrame(player, (frame) => {
    cancelAnimationFrame(asked.current);
    if (player.playing) paint(frame);
    else asked.current = requestAnimationFrame(() => paint(player.frame ?? frame));
  });
  useEffect(() => () => cancelAnimationFrame(asked.current), []);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => {
      width.current = entry.contentRect.width;
      player.repaint();
    });
    if (canvas.current) size.observe(canvas.current);
    return () => size.disconnect();
  }, [player]);
  // Colours, the followed request and the cursor change without a step.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the drawing depends on.
  useEffect(() => player.repaint(), [player, palette, request, cursor]);

  const layout = (): MapLayout | undefined => player.frame && layoutOf(player.frame.state, id);
  const say = (token: number | undefined) => {
    const state = player.frame?.state;
    const text = token === undefined || !state ? '' : placeText(placeOf(state, id, token), messages);
    setReadout(text);
  };
  const look = (token: number | undefined) => {
    setCursor(token);
    say(token);
  };
  const tokenAt = (event: PointerEvent): number | undefined => {
    const at = layout();
    if (!at) return undefined;
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * at.rows);
    const token = row * at.rowTokens + ((event.clientX - box.left) / box.width) * at.rowTokens;
    return token >= 0 && token < at.poolTokens ? Math.floor(token) : undefined;
  };
  const follow = (token: number | undefined) => {
    const state = player.frame?.state;
    const place = token === undefined || !state ? undefined : placeOf(state, id, token);
    if (place) onFollow(place.request);
  };
  const onKey = (event: KeyboardEvent) => {
    const at = layout();
    if (!at) return;
    const { unitTokens, rowTokens } = at;
    const last = (Math.floor(at.poolTokens / unitTokens) - 1) * unitTokens;
    const by: Record<string, number> = {
      ArrowLeft: -unitTokens,
      ArrowRight: unitTokens,
      ArrowUp: -rowTokens,
      ArrowDown: rowTokens,
      Home: -last,
      End: last,
    };
    if (event.key === 'Enter' || event.key === ' ') follow(cursor);
    else if (event.key === 'Escape') look(undefined);
    else if (event.key in by) look(Math.max(0, Math.min(last, (cursor ?? 0) + by[event.key])));
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        className={styles.map}
        style={{ aspectRatio: `${MAP_COLUMNS} / ${first.rows[id]}` }}
        data-drawn={drawn || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cells of the map are read with the arrow keys.
        tabIndex={0}
        role="application"
        aria-label={`${fill(messages.map, { name: messages.lanes[id].name })} ${messages.lookHint}`}
        aria-describedby={`look-${id}`}
        onKeyDown={onKey}
        onFocus={(event) => event.target.matches(':focus-visible') && look(cursor ?? 0)}
        onBlur={() => look(undefined)}
        onPointerMove={(event) => event.pointerType !== 'touch' && look(tokenAt(event))}
        onPointerLeave={(event) => event.pointerType !== 'touch' && look(undefined)}
        onPointerDown={(event) => {
          const token = tokenAt(event);
          look(token);
          follow(token);
        }}
      >
        {map}
        <canvas ref={canvas} />
      </div>
      <p id={`look-${id}`} className={styles.readout} aria-live="polite">
        {readout}
      </p>
    </>
  );
}

/** Who holds the place under the cursor. */
function placeText(place: PlaceReport | undefined, messages: PagingMessages): string {
  if (!place) return messages.place.free;
  const { block, used, size, owners } = place.piece;
  const values = { request: place.request + 1, used, size };
  const text =
    block === undefined
      ? fill(messages.place.span, values)
      : fill(messages.place.block, { ...values, block });
  return owners > 1 ? `${text} · ${fill(messages.place.shared, { n: owners })}` : text;
}
