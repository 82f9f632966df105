import { scaleLinear, scaleLog } from 'd3-scale';
import { formatNumber } from '@/kernels/numbers/format';
import { AxisBelow, AxisLeft } from './axes';
import styles from './charts.module.css';

export interface Mark {
  readonly key: string;
  readonly x: number;
  /** Above zero. */
  readonly y: number;
  readonly series: string;
  /** Written beside the mark. */
  readonly note?: string;
  readonly here?: boolean;
}

export interface Series {
  readonly id: string;
  readonly shape: 'circle' | 'square' | 'triangle';
  /** A custom property of the palette, e.g. `--o1`. */
  readonly colour: string;
}

export interface ScatterProps {
  readonly marks: readonly Mark[];
  readonly series: readonly Series[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly label: string;
  readonly hereLabel: string;
  readonly ref?: React.Ref<SVGSVGElement>;
}

const WIDTH = 928;
const HEIGHT = 330;
const margin = { left: 54, right: 14, top: 28, bottom: 40 };

/** Points over a linear and a logarithmic axis; a dashed line joins those that no other beats in both. */
export function Scatter({ marks, series, xTitle, yTitle, label, hereLabel, ref }: ScatterProps) {
  const largest = Math.max(2.5, ...marks.map((mark) => mark.x));
  const smallest = Math.min(2, ...marks.map((mark) => mark.x));
  const ys = marks.map((mark) => mark.y);
  const x = scaleLinear()
    .domain([smallest - 0.1, largest + 0.1])
    .range([margin.left, WIDTH - margin.right]);
  const y = scaleLog()
    .domain([Math.min(1e-3, ...ys) / 1.5, Math.max(1e-2, ...ys) * 1.5])
    .range([HEIGHT - margin.bottom, margin.top]);
  const powers = y
    .ticks()
    .filter((value) => Number.isInteger(Math.log10(value)) || Math.abs(Math.log10(value) % 1) < 1e-9);
  const front = paretoFront(marks);
  const rank = (mark: Mark) => series.findIndex(({ id }) => id === mark.series);
  // The series named first lie on top: the last has the most marks, and would cover them.
  const painted = [...marks].sort((a, b) => rank(b) - rank(a));
  const here = marks.find((mark) => mark.here);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} role="img" aria-label={label} ref={ref}>
      <AxisLeft
        x={margin.left}
        to={WIDTH - margin.right}
        top={12}
        ticks={powers.map((value) => ({ at: y(value), label: powerLabel(value) }))}
        title={yTitle}
      />
      <AxisBelow
        y={HEIGHT - margin.bottom}
        from={margin.left}
        to={WIDTH - margin.right}
        ticks={x.ticks(8).map((value) => ({ at: x(value), label: formatNumber(value, 2) }))}
        title={xTitle}
      />
      <path
        className={styles.front}
        d={front.map((mark, i) => `${i ? 'L' : 'M'}${x(mark.x).toFixed(1)} ${y(mark.y).toFixed(1)}`).join('')}
      />
      {painted.map((mark) => {
        const look = series.find(({ id }) => id === mark.series) ?? series[0];
        return (
          <path
            key={mark.key}
            className={styles.mark}
            style={{ fill: `var(${look.colour})` }}
            transform={`translate(${x(mark.x).toFixed(1)} ${y(mark.y).toFixed(1)})`}
            d={outline(look.shape)}
          />
        );
      })}
      {marks
        .filter((mark) => mark.note)
        .map((mark) => (
          <text key={mark.key} x={x(mark.x) + 8} y={y(mark.y) - 6} className={styles.markLabel}>
            {mark.note}
          </text>
        ))}
      {here && (
        <g transform={`translate(${x(here.x).toFixed(1)} ${y(here.y).toFixed(1)})`}>
          <circle r={10} className={styles.here} />
          <text
            x={x(here.x) < 160 ? 6 : -6}
            y={26}
            textAnchor={x(here.x) < 160 ? 'start' : 'end'}
            className={styles.hereLabel}
          >
            {hereLabel}
          </text>
        </g>
      )}
    </svg>
  );
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A power of ten: plain down to a hundredth, then as 10⁻³. */
function powerLabel(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= -2 && power <= 3) return formatNumber(value, 1);
  const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `10${power < 0 ? '⁻' : ''}${digits}`;
}

/** Marks such that none is both further left and lower, from left to right. */
export function paretoFront<T extends Pick<Mark, 'x' | 'y'>>(marks: readonly T[]): T[] {
  const sorted = [...marks].sort((a, b) => a.x - b.x || a.y - b.y);
  let best = Number.POSITIVE_INFINITY;
  return sorted.filter((mark) => {
    if (mark.y >= best) return false;
    best = mark.y;
    return true;
  });
}

export function outline(shape: Series['shape']): string {
  if (shape === 'square') return 'M-4-4h8v8h-8z';
  if (shape === 'triangle') return 'M0-5L4.8 3.6H-4.8z';
  return 'M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0-9.2 0z';
}
