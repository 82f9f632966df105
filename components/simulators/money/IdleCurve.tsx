import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import type { MoneyResult } from '@/kernels/cost/money/compute';
import { formatNumber } from '@/kernels/numbers/format';
import type { MoneyMessages } from './messages';
import styles from './money.module.css';
import { deviceHours } from './readings';

export const CURVE_HEIGHT = 268;
const LEFT = 52;
const TOP = 44;
const BOTTOM = 214;
/** The curve is drawn up to this many times its least. */
const TALLEST = 6;

/** The cost of a million answer tokens by the share of paid time in which the machine works: one over it. */
export function IdleCurve({
  result,
  words,
  width,
}: {
  result: MoneyResult;
  words: MoneyMessages;
  width: number;
}) {
  const { answer, busy } = result;
  const priced = [
    { id: 'rent', label: words.rent, value: answer.rent },
    { id: 'owned', label: words.owned, value: answer.owned },
  ].flatMap((line) => (line.value === undefined ? [] : [{ ...line, full: line.value * 1e6 * busy }]));
  const lines =
    priced.length > 0
      ? priced
      : [{ id: 'hours', label: words.deviceHours, full: deviceHours(answer.deviceSeconds) * busy }];
  const least = Math.max(...lines.map(({ full }) => full), 1e-12);
  const tallest = Math.max(TALLEST, 1.1 / busy);
  const right = width - 62;
  const x = linearScale([0, 1], [LEFT, right]);
  const y = linearScale([0, least * tallest], [BOTTOM, TOP]);
  const path = (full: number) =>
    Array.from({ length: 61 }, (_, at) => 1 / tallest + (at / 60) * (1 - 1 / tallest))
      .filter((share) => full / share <= least * tallest * 1.0001)
      .map((share, at) => `${at ? 'L' : 'M'}${x(share).toFixed(1)} ${y(full / share).toFixed(1)}`)
      .join('');
  const currency = result.invented ? words.inventedCurrency : words.currency;
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {words.idlePanel}
      </text>
      <AxisLeft
        x={LEFT}
        to={right}
        top={34}
        ticks={y.ticks(5).map((tick) => ({ at: y(tick), label: formatNumber(tick, 3) }))}
        title={priced.length > 0 ? currency : words.deviceHours}
      />
      <AxisBelow
        y={BOTTOM}
        from={LEFT}
        to={right}
        ticks={[0, 0.25, 0.5, 0.75, 1].map((tick) => ({ at: x(tick), label: String(tick * 100) }))}
        title={words.idleAxis}
      />
      <line x1={x(busy)} x2={x(busy)} y1={TOP} y2={BOTTOM} className={styles.here} />
      {lines.map(({ id, label, full }) => (
        <g key={id} className={styles[id]}>
          <path d={path(full)} />
          <circle cx={x(busy)} cy={y(full / busy)} r={5} />
          {priced.length > 0 && (
            <text x={right + 6} y={y(full) + 4}>
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
