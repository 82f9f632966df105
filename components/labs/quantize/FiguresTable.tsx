import styles from './lab.module.css';
import type { LabMessages } from './messages';
import type { Figure, Row } from './rows';

/** Original and quantized side by side: memory, quality, latency. */
export function FiguresTable({ rows, messages }: { rows: readonly Row[]; messages: LabMessages }) {
  const blocks = (['memory', 'quality', 'latency'] as const).map((axis) => ({
    axis,
    lines: rows.filter((row) => row.axis === axis),
  }));
  return (
    <table className={styles.figures}>
      <caption className="visually-hidden">{messages.table.caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{messages.column.original}</th>
          <th scope="col">{messages.column.quantized}</th>
          <th scope="col" className={styles.change}>
            <span className="visually-hidden">{messages.column.change}</span>
          </th>
        </tr>
      </thead>
      {blocks.map(({ axis, lines }) => (
        <tbody key={axis} data-axis={axis}>
          <tr>
            <th scope="colgroup" colSpan={4} className={styles.axisName}>
              {messages[axis]}
            </th>
          </tr>
          {lines.map((row) => (
            <tr key={row.metric} className={row.minor ? styles.minor : undefined}>
              <th scope="row">{row.label}</th>
              <td>
                <Value figure={row.original} metric={`original.${row.metric}`} label={row.label} />
              </td>
              <td className={styles.now}>
                <Value figure={row.quantized} metric={row.metric} label={row.label} answer={row.answer} />
              </td>
              <td className={styles.change}>{row.change}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Value({
  figure,
  metric,
  label,
  answer,
}: {
  figure?: Figure;
  metric: string;
  label: string;
  answer?: boolean;
}) {
  return (
    <output
      data-metric={metric}
      data-value={figure?.value}
      aria-label={label}
      aria-live="off"
      data-answer={answer || undefined}
    >
      {figure?.text ?? '–'}
    </output>
  );
}
