import { scaleLinear } from 'd3-scale';
import { formatNumber } from '@/kernels/numbers/format';
import { AxisBelow } from './axes';
import styles from './charts.module.css';

/** A row of strokes under the bars: values that something can take. */
export interface Comb {
  readonly label: string;
  readonly note: string;
  readonly values: readonly number[];
}

export interface HistogramProps {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly combs: readonly Comb[];
  readonly label: string;
}

const WIDTH = 480;
const BARS = 250;
const COMB = 38;

/** Bars over [low, high], and combs under them on the same axis. Height by the square root, so that tails are seen. */
export function Histogram({ low, high, counts, combs, label }: HistogramProps) {
  const x = scaleLinear()
    .domain([low, high])
    .range([8, WIDTH - 8]);
  const y = scaleLinear()
    .domain([0, Math.sqrt(Math.max(1, ...counts))])
    .range([0, BARS - 6]);
  const width = (x(high) - x(low)) / counts.length;
  const height = BARS + 26 + combs.length * COMB;
  const ticks = x.ticks(5).map((value) => ({ at: x(value), label: formatNumber(value, 2) }));
  const bars = counts
    .map((count, i) => {
      const size = y(Math.sqrt(count));
      const left = (x(low) + i * width + 0.4).toFixed(1);
      return size > 0 ? `M${left} ${BARS}v${(-size).toFixed(1)}h${(width - 0.8).toFixed(1)}V${BARS}z` : '';
    })
    .join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} className={styles.chart} role="img" aria-label={label}>
      <path d={bars} className={styles.bar} />
      <AxisBelow y={BARS} from={x(low)} to={x(high)} ticks={ticks} />
      {combs.map((comb, row) => {
        const top = BARS + 30 + row * COMB;
        return (
          <g key={comb.label}>
            <path
              className={styles.level}
              strokeOpacity={comb.values.length > 64 ? 0.55 : 1}
              d={comb.values.map((value) => `M${x(value).toFixed(1)} ${top}v11`).join('')}
            />
            <text x={8} y={top + 24} className={styles.combLabel}>
              {comb.label}
            </text>
            <text x={WIDTH - 8} y={top + 24} textAnchor="end" className={styles.combNote}>
              {comb.note}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
