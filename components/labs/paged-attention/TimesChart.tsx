import { AxisBelow } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { logScale } from '@/components/charts/scales';
import type { Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import live from '../live/live.module.css';
import type { PagedMessages } from './messages';
import styles from './paged.module.css';
import type { AttentionResult, Times } from './types';

const WIDTH = 900;
const LEFT = 130;
const ROW = 34;

/** Both layouts of every kernel on one logarithmic axis: a mark at the median, a line over the middle half. */
export function TimesChart(props: { result: AttentionResult; words: PagedMessages; lang: Lang }) {
  const { result, words, lang } = props;
  const timed = result.kernels.filter(({ contiguous, paged }) => contiguous && paged);
  const all = timed.flatMap(({ contiguous, paged }) => [contiguous, paged] as Times[]);
  if (all.length === 0) return null;
  const low = Math.min(...all.map((times) => times.low)) * 0.8;
  const high = Math.max(...all.map((times) => times.high)) * 1.25;
  const x = logScale([low, high], [LEFT, WIDTH - 24]);
  const bottom = timed.length * ROW + 8;
  const ticks = steps(low, high).map((value) => ({
    at: x(value),
    label: formatQuantity(value, 'seconds', { lang }),
  }));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${bottom + 34}`}
      className={`${charts.chart} ${live.drawing}`}
      role="img"
      aria-label={words.chartLabel}
    >
      {timed.map(({ kernel, contiguous, paged }, row) => {
        const middle = row * ROW + ROW / 2 + 2;
        return (
          <g key={kernel}>
            <line x1={LEFT} x2={WIDTH - 24} y1={middle} y2={middle} className={styles.guide} />
            <text x={LEFT - 12} y={middle + 4} textAnchor="end" className={charts.combLabel}>
              {words.kernels[kernel]}
            </text>
            <Mark times={contiguous as Times} y={middle - 6} x={x} className={styles.contiguous} />
            <Mark times={paged as Times} y={middle + 6} x={x} className={styles.paged} />
          </g>
        );
      })}
      <AxisBelow y={bottom} from={LEFT} to={WIDTH - 24} ticks={ticks} />
    </svg>
  );
}

/** 1, 2 and 5 times every power of ten in between. */
function steps(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, i) => first + i);
  return decades
    .flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)))
    .filter((value) => value >= low && value <= high);
}

function Mark(props: { times: Times; x: (value: number) => number; y: number; className: string }) {
  const { times, x, y, className } = props;
  return (
    <g className={className}>
      <line x1={x(times.low)} x2={x(times.high)} y1={y} y2={y} />
      <circle cx={x(times.median)} cy={y} r={4.5} />
    </g>
  );
}
