import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import type { FleetRuns, LaneResult } from '@/kernels/serving/scale-out/figure';
import { KEPT } from '@/kernels/serving/scale-out/fleet';
import type { ScaleOutMessages } from './messages';
import styles from './scale-out.module.css';

interface RatePanelProps {
  readonly runs: FleetRuns;
  /** The rate on the dial. */
  readonly rate: number;
  readonly words: ScaleOutMessages;
  readonly width: number;
}

export const RATE_HEIGHT = 262;
const TOP = 62;
const BOTTOM = 206;
const LEFT = 40;

/** The share of requests that keep both limits over the rate of requests, with everyone together and with pools. */
export function RatePanel({ runs, rate, words, width }: RatePanelProps) {
  const lanes = ['together', 'apart'] as const;
  const rates = lanes.flatMap((lane) => runs[lane].points.map((point) => point.arrivalsPerSecond));
  const most = Math.max(rate * 1.1, ...rates);
  const x = linearScale([0, most], [LEFT, width - 8]);
  const y = linearScale([0, 1], [BOTTOM, TOP]);
  /** Slower traffic than the slowest that was run has the same share, if that was all. */
  const path = ({ points }: LaneResult) =>
    (points[0]?.attainment > 0.99
      ? [{ arrivalsPerSecond: 0, attainment: points[0].attainment }, ...points]
      : points
    )
      .map(
        (point, at) =>
          `${at ? 'L' : 'M'}${x(point.arrivalsPerSecond).toFixed(1)} ${y(point.attainment).toFixed(1)}`,
      )
      .join('');
  return (
    <g>
      <text x={0} y={12} className={styles.panel}>
        {words.ratePanel}
      </text>
      {lanes.map((lane, at) => (
        <g key={lane}>
          <line x1={at * 130} x2={at * 130 + 22} y1={29} y2={29} className={styles[lane]} />
          <text x={at * 130 + 27} y={33} className={styles.small}>
            {words.lanes[lane]}
          </text>
        </g>
      ))}
      <AxisLeft
        x={LEFT}
        to={width}
        top={50}
        ticks={[0, 0.5, 1].map((tick) => ({ at: y(tick), label: `${tick * 100}` }))}
        title="%"
      />
      <line x1={LEFT} x2={width} y1={y(KEPT)} y2={y(KEPT)} className={styles.promise} />
      <text x={LEFT + 3} y={y(KEPT) + 12} className={styles.small}>
        {words.kept}
      </text>
      <line x1={x(rate)} x2={x(rate)} y1={TOP - 6} y2={BOTTOM} className={styles.now} />
      <text x={x(rate)} y={TOP - 10} textAnchor="middle" className={styles.small}>
        {words.now}
      </text>
      {lanes.map((lane, at) => {
        const { kneeRate } = runs[lane];
        return (
          <g key={lane}>
            <path d={path(runs[lane])} className={styles[lane]} />
            {kneeRate > 0 && (
              <g className={lane === 'together' ? styles.dotTogether : styles.dotApart}>
                <circle cx={x(kneeRate)} cy={y(KEPT)} r={4} />
                <text x={x(kneeRate)} y={BOTTOM - 10 - at * 15} textAnchor="middle" className={styles.number}>
                  {fill(words.kneeAt, { rate: formatNumber(kneeRate, 2) })}
                </text>
                <line
                  x1={x(kneeRate)}
                  x2={x(kneeRate)}
                  y1={y(KEPT)}
                  y2={BOTTOM - 22 - at * 15}
                  className={styles.promise}
                />
              </g>
            )}
          </g>
        );
      })}
      <AxisBelow
        y={BOTTOM + 4}
        from={LEFT}
        to={width - 8}
        ticks={x.ticks(6).map((tick) => ({ at: x(tick), label: formatNumber(tick, 3) }))}
        title={words.rateAxis}
      />
    </g>
  );
}
