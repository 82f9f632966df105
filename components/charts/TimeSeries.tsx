import { SERIES_SHAPE } from './stacked-series';
import styles from './TimeSeries.module.css';

export interface TimeSeriesProps {
  readonly label: string;
  readonly paths: readonly string[];
  /** Look of each band, from the bottom up. The lower ones are drawn over the upper ones. */
  readonly bands: readonly ('used' | 'internal' | 'external')[];
  /** Position of the time line, 0 to 1. */
  readonly cursor: number;
}

/** Stacked shares over time, from nothing to all of it, with a line at the present moment. */
export function TimeSeries({ label, paths, bands, cursor }: TimeSeriesProps) {
  return (
    <div className={styles.series}>
      <svg
        viewBox={`0 0 ${SERIES_SHAPE.width} ${SERIES_SHAPE.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {bands.toReversed().map((band, at) => (
          <path key={band} className={styles[band]} d={paths[bands.length - 1 - at]} />
        ))}
      </svg>
      <i className={styles.now} style={{ transform: lineAt(cursor) }} />
    </div>
  );
}

/** The line stands at the right edge of an element as wide as the chart, which is shifted: that lays out nothing. */
function lineAt(cursor: number): string {
  return `translateX(${(cursor * 100 - 100).toFixed(2)}%)`;
}

/** Moves the time line of a drawn chart without a render: for figures that play. */
export function moveTimeLine(chart: HTMLElement, cursor: number): void {
  (chart.lastElementChild as HTMLElement).style.transform = lineAt(cursor);
}

/** Draws a chart anew without a render. */
export function drawTimeSeries(chart: HTMLElement, paths: readonly string[]): void {
  const bands = chart.firstElementChild?.children ?? [];
  paths.forEach((path, at) => {
    bands[paths.length - 1 - at].setAttribute('d', path);
  });
}
