'use client';

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { Timeline } from '@/kernels/serving/timeline/timeline';
import { type Palette, paintTimeline, readPalette } from './canvas-pen';
import type { Slo, TimelineDrawing } from './draw';
import { countMarks, layoutTimeline, rowAt, type TimeWindow } from './layout';
import { timelineSvg } from './svg-pen';
import styles from './timeline.module.css';

export interface TimelineChartProps {
  readonly timeline: Timeline;
  readonly window: TimeWindow;
  /** Pixels that all rows together may take. */
  readonly maxHeight: number;
  readonly slo?: Slo;
  /** What a screen reader hears first; then how to move. */
  readonly label: string;
  /** The drawing from the server, until the page knows its width. */
  readonly still?: ReactNode;
  readonly chosen?: number;
  /** The words at the end of a row. */
  readonly note?: (row: number) => string;
  /** What is said where rows are drawn as areas, until something is looked at. */
  readonly areas?: string;
  /** What is said of a row, or of a moment where rows cannot be told apart. */
  readonly say: (row: number | undefined, seconds: number) => string;
  readonly onChoose?: (row: number | undefined, seconds: number) => void;
  /** What lies over the drawing; it finds the width of the drawing in `--plot`. */
  readonly over?: ReactNode;
}

/** More marks than this go to a canvas. */
const MOST_SVG_MARKS = 1500;
const ROOM_FOR_WORDS = 560;
/** Beside the drawing, for the words at the end of the last rows. */
const MARGIN = 118;

/** Requests × time. A pointer or the arrow keys look at a row; a click or Enter chooses it and its moment. */
export function TimelineChart(props: TimelineChartProps) {
  const { timeline, window, maxHeight, slo, label, still, chosen, note, areas, say, onChoose, over } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [palette, setPalette] = useState<Palette>();
  const [looked, setLooked] = useState<{ row: number | undefined; seconds: number }>();

  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    if (box.current) size.observe(box.current);
    const readColours = () => setPalette(readPalette(document.documentElement));
    readColours();
    const theme = new MutationObserver(readColours);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', readColours);
    return () => {
      size.disconnect();
      theme.disconnect();
      dark.removeEventListener('change', readColours);
    };
  }, []);

  const layout = layoutTimeline(timeline, window, maxHeight);
  const roomy = width >= ROOM_FOR_WORDS && note !== undefined;
  const plot = roomy ? width - MARGIN : width;
  const drawing: TimelineDrawing = {
    timeline,
    layout,
    window,
    width: plot,
    slo,
    chosen: looked?.row ?? chosen,
    note: roomy ? note : undefined,
  };
  const many = countMarks(timeline, layout) > MOST_SVG_MARKS;
  // Where rows are areas, no row is marked: nothing that changes with a promise or a pointer needs painting again.
  const key = [width, window.fromSeconds, window.toSeconds, maxHeight].join();
  const marks = layout.aggregated ? '' : [drawing.chosen, slo?.ttftSeconds, slo?.tpotSeconds].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the painting depends on.
  useEffect(() => {
    if (many && canvas.current && palette && width > 0) paintTimeline(canvas.current, drawing, palette);
  }, [timeline, palette, key, marks]);

  const secondsAt = (x: number) =>
    window.fromSeconds + (Math.max(0, Math.min(plot, x)) / plot) * (window.toSeconds - window.fromSeconds);
  const placeOf = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { row: rowAt(layout, event.clientY - top), seconds: secondsAt(event.clientX - left) };
  };
  const move = (rows: number, share: number) => {
    const at = layout.rows.indexOf(looked?.row ?? chosen ?? layout.rows[0]);
    const row = layout.aggregated
      ? undefined
      : layout.rows[Math.max(0, Math.min(layout.rows.length - 1, at + rows))];
    const now = looked?.seconds ?? window.fromSeconds;
    const seconds = now + share * (window.toSeconds - window.fromSeconds);
    setLooked({ row, seconds: Math.max(window.fromSeconds, Math.min(window.toSeconds, seconds)) });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1, 0);
    else if (event.key === 'ArrowUp') move(-1, 0);
    else if (event.key === 'ArrowRight') move(0, 0.01);
    else if (event.key === 'ArrowLeft') move(0, -0.01);
    else if (event.key === 'Home') move(-layout.rows.length, -1);
    else if (event.key === 'End') move(layout.rows.length, 1);
    else if (event.key === 'Escape') setLooked(undefined);
    else if (event.key === 'Enter' && looked) onChoose?.(looked.row, looked.seconds);
    else return;
    event.preventDefault();
  };
  const svg = () =>
    timelineSvg(drawing, { id: `t${id.replace(/\W/g, '')}`, paint: (name) => `var(--${name})` }, roomy);
  return (
    <>
      <div
        ref={box}
        className={styles.chart}
        style={{ height: layout.height, '--plot': width > 0 ? `${plot}px` : '100%' } as CSSProperties}
        data-marks={many ? 'canvas' : 'svg'}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows of the drawing are read with the arrow keys.
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${id}-said`}
        onKeyDown={onKey}
        onFocus={(event) => event.target.matches(':focus-visible') && move(0, 0)}
        onBlur={() => setLooked(undefined)}
        onPointerMove={(event) => event.pointerType !== 'touch' && setLooked(placeOf(event))}
        onPointerLeave={(event) => event.pointerType !== 'touch' && setLooked(undefined)}
        onPointerDown={(event) => {
          const place = placeOf(event);
          setLooked(place);
          onChoose?.(place.row, place.seconds);
        }}
      >
        {width === 0 && still}
        {width > 0 && many && <canvas ref={canvas} style={{ width: plot, height: layout.height }} />}
        {width > 0 && !many && (
          <svg
            viewBox={`0 0 ${width} ${layout.height}`}
            width={width}
            height={layout.height}
            aria-hidden="true"
            dangerouslySetInnerHTML={{ __html: svg() }}
          />
        )}
        {over}
      </div>
      <p id={`${id}-said`} className={styles.said} aria-live="polite">
        {looked ? say(looked.row, looked.seconds) : layout.aggregated ? areas : ''}
      </p>
    </>
  );
}
