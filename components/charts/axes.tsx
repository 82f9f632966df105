import styles from './charts.module.css';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A horizontal axis: a hairline, ticks, labels below, a title at its right end. */
export function AxisBelow({
  y,
  from,
  to,
  ticks,
  title,
}: {
  y: number;
  from: number;
  to: number;
  ticks: readonly Tick[];
  title?: string;
}) {
  return (
    <g className={styles.axis}>
      <line x1={from} x2={to} y1={y} y2={y} />
      {ticks.map((tick) => (
        <g key={tick.label}>
          <line x1={tick.at} x2={tick.at} y1={y} y2={y + 5} />
          <text x={tick.at} y={y + 17} textAnchor="middle">
            {tick.label}
          </text>
        </g>
      ))}
      {title && (
        <text x={to} y={y + 33} textAnchor="end" className={styles.axisTitle}>
          {title}
        </text>
      )}
    </g>
  );
}

/** A vertical axis: grid lines across, labels at the left, the title above. */
export function AxisLeft({
  x,
  to,
  top,
  ticks,
  title,
}: {
  x: number;
  to: number;
  top: number;
  ticks: readonly Tick[];
  title?: string;
}) {
  return (
    <g className={styles.axis}>
      {ticks.map((tick) => (
        <g key={tick.label}>
          <line x1={x} x2={to} y1={tick.at} y2={tick.at} className={styles.gridLine} />
          <text x={x - 7} y={tick.at + 3.5} textAnchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      {title && (
        <text x={0} y={top} className={styles.axisTitle}>
          {title}
        </text>
      )}
    </g>
  );
}
