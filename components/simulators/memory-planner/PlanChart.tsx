import { useRef } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { type PlannerCurve, stackOrder } from '@/kernels/cost/memory-planner/compute';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './planner.module.css';

interface PlanChartProps {
  /** Distinguishes the two drawings' clip paths. */
  readonly id: string;
  readonly curve: PlannerCurve;
  readonly here: number;
  /** Bytes where the reader stands. */
  readonly total: number;
  readonly capacity: number;
  readonly capacityLabel: string;
  /** Top of the vertical axis, in bytes. */
  readonly top: number;
  /** Where the cache is as large as the weights, in the axis's unit. */
  readonly crossing: number;
  readonly crossingLabel: string;
  readonly title: string;
  readonly label: string;
  /** A drag along the axis, in its unit. */
  readonly onDrag: (value: number) => void;
}

const WIDTH = 440;
const HEIGHT = 290;
const LEFT = 40;
const RIGHT = 428;
const TOP = 26;
const BOTTOM = 246;
const GIGABYTE = 1e9;

/** Bytes stacked along one axis, capacity across them, and a handle that the pointer drags. */
export function PlanChart(props: PlanChartProps) {
  const { id, curve, here, capacity, top, crossing } = props;
  const x = linearScale([0, curve.to], [LEFT, RIGHT]);
  const y = linearScale([0, top], [BOTTOM, TOP], { clamp: true });
  const edges = stackOrder.map((_, index) =>
    curve.points.map(({ plan }) => stackOrder.slice(0, index + 1).reduce((sum, term) => sum + plan[term], 0)),
  );
  const area = (index: number) => {
    const line = curve.points.map(
      ({ at }, point) => `${x(at).toFixed(1)} ${y(edges[index][point]).toFixed(1)}`,
    );
    return `M${line.join('L')}L${RIGHT} ${BOTTOM}L${LEFT} ${BOTTOM}Z`;
  };
  // The axis may shorten while the hand moves left; the hand keeps the axis it took hold of.
  const grip = useRef(x);
  const drag = (event: React.PointerEvent<SVGSVGElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    props.onDrag(grip.current.invert(((event.clientX - box.left) / box.width) * WIDTH));
  };
  const hereX = x(here);
  const crossX = x(crossing);
  const crossed = crossing > 0 && crossing <= curve.to;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={styles.drawing}
      role="img"
      aria-label={props.label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = x;
        drag(event);
      }}
      onPointerMove={drag}
    >
      <AxisLeft
        x={LEFT}
        to={RIGHT}
        top={10}
        ticks={y.ticks(5).map((tick) => ({ at: y(tick), label: formatNumber(tick / GIGABYTE, 4) }))}
        title="GB"
      />
      {stackOrder.toReversed().map((term, back) => (
        <path key={term} d={area(stackOrder.length - 1 - back)} className={styles[term]} />
      ))}
      <clipPath id={`over-${id}`}>
        <rect x={LEFT} y={TOP} width={RIGHT - LEFT} height={Math.max(0, y(capacity) - TOP)} />
      </clipPath>
      <path d={area(stackOrder.length - 1)} className={styles.beyond} clipPath={`url(#over-${id})`} />
      <line x1={LEFT} x2={RIGHT} y1={y(capacity)} y2={y(capacity)} className={styles.capacity} />
      <text x={RIGHT} y={y(capacity) - 6} textAnchor="end" className={styles.label}>
        {props.capacityLabel}
      </text>
      {crossed && (
        <g>
          <line x1={crossX} x2={crossX} y1={BOTTOM} y2={TOP + 20} className={styles.crossing} />
          <text
            x={crossX + (crossX > 300 ? -5 : 5)}
            y={BOTTOM - 8}
            textAnchor={crossX > 300 ? 'end' : 'start'}
            className={styles.label}
          >
            {props.crossingLabel}
          </text>
        </g>
      )}
      <line x1={hereX} x2={hereX} y1={BOTTOM} y2={TOP} className={styles.here} />
      <circle cx={hereX} cy={y(props.total)} r={5} className={styles.handle} />
      <path d={`M${hereX.toFixed(1)} ${BOTTOM}l-5 8h10z`} className={styles.handle} />
      <AxisBelow
        y={BOTTOM}
        from={LEFT}
        to={RIGHT}
        ticks={x.ticks(4).map((tick) => ({ at: x(tick), label: formatNumber(tick, 7) }))}
        title={props.title}
      />
    </svg>
  );
}
