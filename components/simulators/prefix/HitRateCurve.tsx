'use client';

import { memo } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { linearScale, logScale } from '@/components/charts/scales';
import { formatNumber } from '@/kernels/numbers/format';
import { PREFIX_LANES, type PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { CurvePoint } from '@/kernels/serving/prefix/summary';
import type { PrefixMessages } from './messages';
import styles from './prefix.module.css';

const WIDTH = 520;
const HEIGHT = 190;
const LEFT = 44;
const RIGHT = WIDTH - 104;
const TOP = 12;
const FLOOR = HEIGHT - 40;

export interface HitRateCurveProps {
  readonly points: readonly CurvePoint[];
  readonly poolTokens: number;
  readonly messages: PrefixMessages;
}

/** The hit rate of the whole run over the size of the memory, for both caches; the memory chosen is a line. */
export const HitRateCurve = memo(function HitRateCurve({ points, poolTokens, messages }: HitRateCurveProps) {
  const low = Math.min(poolTokens, points[0].poolTokens);
  const high = Math.max(poolTokens, points[points.length - 1].poolTokens);
  const x = logScale([low, Math.max(high, low + 1)], [LEFT, RIGHT]);
  const y = linearScale([0, 1], [FLOOR, TOP]);
  const doublings = Array.from({ length: 9 }, (_, at) => 256 * 2 ** at).filter(
    (size) => size >= low * 0.999 && size <= high * 1.001,
  );
  const last = points[points.length - 1];
  const apart = Math.abs(y(last.hash) - y(last.radix)) < 18;
  const labelY = (lane: PrefixLaneId) => {
    const upper = last.radix >= last.hash ? 'radix' : 'hash';
    const middle = (y(last.hash) + y(last.radix)) / 2;
    return apart ? middle + (lane === upper ? -9 : 9) : y(last[lane]);
  };
  return (
    <svg className={charts.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={messages.curve}>
      <AxisLeft
        x={LEFT}
        to={RIGHT}
        top={TOP}
        ticks={[0, 0.25, 0.5, 0.75, 1].map((share) => ({ at: y(share), label: `${100 * share}%` }))}
      />
      <AxisBelow
        y={FLOOR}
        from={LEFT}
        to={RIGHT}
        ticks={doublings.map((size) => ({ at: x(size), label: formatNumber(size, 6) }))}
        title={messages.curveMemory}
      />
      <line x1={x(poolTokens)} x2={x(poolTokens)} y1={TOP} y2={FLOOR} className={styles.here} />
      <text x={x(poolTokens) + 4} y={TOP + 8} className={styles.axisText}>
        {messages.curveHere}
      </text>
      {PREFIX_LANES.map((lane) => (
        <g key={lane} className={styles[`curve-${lane}`]}>
          <polyline
            points={points
              .map((point) => `${x(point.poolTokens).toFixed(1)},${y(point[lane]).toFixed(1)}`)
              .join(' ')}
          />
          <text x={RIGHT + 6} y={labelY(lane) + 4}>
            {messages.lanes[lane].name}
          </text>
        </g>
      ))}
    </svg>
  );
});
