import { AxisBelow } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import type { Lang } from '@/components/lang';
import { CASE_CAPACITY, type CaseRow } from '@/kernels/cost/oom-case/compute';
import type { SixTermName } from '@/kernels/cost/six-term';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './case.module.css';
import type { CaseMessages } from './messages';

interface RowBarsProps {
  readonly rows: readonly CaseRow[];
  readonly lang: Lang;
  readonly words: CaseMessages;
  /** Units of the drawing: 928 beside text, 400 on a phone. */
  readonly width: number;
}

const GIB = 2 ** 30;
const ROW = 19;
const HEAD = 28;
const TOP_GIB = 68;

/** The terms alive at a row's peak, in the order they are stacked: of scores and logits only the larger. */
function alive({ terms }: CaseRow): readonly SixTermName[] {
  const stays: SixTermName[] = ['weights', 'rotaryTables', 'kvCache'];
  return terms.scores > terms.logits + terms.logitsFp32
    ? [...stays, 'scores']
    : [...stays, 'logits', 'logitsFp32'];
}

/** Every published run: what the reader's model predicts, stacked, and what was reported, as a stroke. */
export function RowBars({ rows, lang, words, width }: RowBarsProps) {
  const wide = width > 500;
  const left = wide ? 128 : 104;
  const right = width - (wide ? 108 : 62);
  const x = linearScale([0, TOP_GIB], [left, right], { clamp: true });
  const starts: number[] = [];
  let y = 0;
  for (const [index, row] of rows.entries()) {
    if (row.group !== rows[index - 1]?.group) y += HEAD;
    starts.push(y);
    y += ROW;
  }
  const bottom = y + 6;
  return (
    <svg
      viewBox={`0 0 ${width} ${bottom + 40}`}
      className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
      role="img"
      aria-label={words.drawing}
    >
      {rows.map((row, index) => {
        const top = starts[index];
        let from = 0;
        const key = `${row.group} ${row.arm} ${row.batch} ${row.tokens}`;
        const mark = row.reported ?? CASE_CAPACITY;
        return (
          <g key={key}>
            {row.group !== rows[index - 1]?.group && (
              <text x={0} y={top - 9} className={styles.panel}>
                {words.groups[row.group]}
              </text>
            )}
            <text x={left - 8} y={top + 11} textAnchor="end" className={styles.value}>
              {`${words.arms[row.arm]} ${row.batch} × ${formatNumber(row.tokens, 6)}`}
            </text>
            {alive(row).map((term) => {
              const start = from;
              from += row.terms[term] / GIB;
              return (
                <rect
                  key={term}
                  x={x(start)}
                  y={top + 1}
                  width={x(from) - x(start)}
                  height={ROW - 6}
                  className={styles[term]}
                />
              );
            })}
            <line
              x1={x(mark / GIB)}
              x2={x(mark / GIB)}
              y1={top - 2}
              y2={top + ROW - 2}
              className={row.reported === undefined ? styles.capacity : styles.reported}
            />
            <text
              x={width}
              y={top + 11}
              textAnchor="end"
              className={row.matched ? styles.good : styles.value}
            >
              {row.matched ? '✓ ' : ''}
              {row.error === undefined
                ? wide
                  ? words.outOfMemory
                  : 'OOM'
                : `${row.error > 0 ? '+' : ''}${formatQuantity(row.error, 'percent', { lang, digits: 2 })}`}
            </text>
          </g>
        );
      })}
      <AxisBelow
        y={bottom}
        from={left}
        to={right}
        ticks={x.ticks(wide ? 7 : 4).map((tick) => ({ at: x(tick), label: String(tick) }))}
        title="GiB"
      />
    </svg>
  );
}
