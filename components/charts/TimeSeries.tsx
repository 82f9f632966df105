import type { Ref } from 'react';
import { SERIES_SHAPE } from './stacked-series';
import styles from './TimeSeries.module.css';

export interface TimeSeriesProps {
  readonly label: string;
  readonly paths: readonly string[];
  /** Look of each band, from the bottom up. The lower ones are drawn over the upper ones. */
  readonly bands: readonly ('used' | 'internal' | 'external')[];
  /** Position of the time line, 0 to 1. */
  readonly cursor: number;
  readonly ref?: Ref<SVGSVGElement>;
}

/** Stacked shares over time, from nothing to all of it, with a line at the present moment. */
export function TimeSeries({ label, paths, bands, cursor, ref }: TimeSeriesProps) {
  const { width, height } = SERIES_SHAPE;
  return (
    <svg
      ref={ref}
      className={styles.series}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bands.toReversed().map((band, at) => (
        <path key={band} className={styles[band]} d={paths[bands.length - 1 - at]} />
      ))}
      <line
        className={styles.now}
        x1={cursor * width}
        x2={cursor * width}
        y1={0}
        y2={height}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Moves a drawn chart on without a render: for figures that play. */
export function updateTimeSeries(svg: SVGSVGElement, cursor: number, paths?: readonly string[]): void {
  const line = svg.lastElementChild as SVGLineElement;
  const x = (cursor * SERIES_SHAPE.width).toFixed(2);
  line.setAttribute('x1', x);
  line.setAttribute('x2', x);
  paths?.forEach((path, at) => {
    svg.children[paths.length - 1 - at].setAttribute('d', path);
  });
}
