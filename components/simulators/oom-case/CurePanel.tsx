import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill, type Lang } from '@/components/lang';
import { CASE_CAPACITY } from '@/kernels/cost/oom-case/compute';
import type { Cure } from '@/kernels/cost/oom-case/runs';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './case.module.css';
import type { CaseMessages } from './messages';

interface CurePanelProps {
  readonly cure: Cure;
  /** Peak of the run that died, as it was. */
  readonly before: number;
  readonly open: boolean;
  readonly lang: Lang;
  readonly words: CaseMessages;
}

const GIB = 2 ** 30;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [440, 250, 34, 430, 24, 206];

/** What fused attention does to the same run, and the published pair of rows that tests it. */
export function CurePanel({ cure, before, open, lang, words }: CurePanelProps) {
  if (!open)
    return (
      <section className={styles.section}>
        <p className={styles.title}>{words.cureTitle}</p>
        <p className={styles.note}>{words.cureLocked}</p>
      </section>
    );
  const gib = (value: number) => formatQuantity(value, 'bytesBinary', { lang });
  const { growth } = cure;
  return (
    <section className={styles.section}>
      <p className={styles.title}>{words.cureTitle}</p>
      <div className={styles.cure}>
        <CureChart cure={cure} words={words} />
        <div>
          <p>
            {fill(words.cureText, {
              before: gib(before),
              after: gib(cure.peak),
              longestBefore: formatNumber(cure.longestWritten, 9),
              longestAfter: formatNumber(cure.longestFused, 9),
            })}
          </p>
          <p>
            {fill(words.cureCheck, {
              published: gib(cure.published),
              scores: gib(growth.scoresAvoided),
              total: gib(growth.total),
              cache: gib(growth.kvCache),
              tables: gib(growth.rotaryTables),
              logits: gib(growth.logits),
              activations: gib(growth.activations),
            })}
          </p>
        </div>
      </div>
    </section>
  );
}

function CureChart({ cure, words }: Pick<CurePanelProps, 'cure' | 'words'>) {
  const last = cure.points[cure.points.length - 1];
  const x = linearScale([0, last.tokens], [LEFT, RIGHT]);
  const y = linearScale([0, 60], [BOTTOM, TOP]);
  const line = (key: 'written' | 'fused') =>
    `M${cure.points
      .filter((point) => point[key] / GIB <= 60)
      .map((point) => `${x(point.tokens).toFixed(1)} ${y(point[key] / GIB).toFixed(1)}`)
      .join('L')}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={styles.drawing}
      role="img"
      aria-label={words.cureDrawing}
    >
      <AxisLeft
        x={LEFT}
        to={RIGHT}
        top={10}
        ticks={y.ticks(4).map((tick) => ({ at: y(tick), label: String(tick) }))}
        title="GiB"
      />
      <line
        x1={LEFT}
        x2={RIGHT}
        y1={y(CASE_CAPACITY / GIB)}
        y2={y(CASE_CAPACITY / GIB)}
        className={styles.capacity}
      />
      <text x={LEFT + 6} y={y(CASE_CAPACITY / GIB) - 6}>
        {words.card}
      </text>
      <path d={line('written')} className={styles.writtenLine} />
      <path d={line('fused')} className={styles.fusedLine} />
      <text x={x(4700)} y={y(42)} textAnchor="end">
        {words.written}
      </text>
      <text x={RIGHT} y={y(11)} textAnchor="end">
        {words.fused}
      </text>
      <AxisBelow
        y={BOTTOM}
        from={LEFT}
        to={RIGHT}
        ticks={[0, 2048, 4096, 6144, 8192].map((tick) => ({ at: x(tick), label: formatNumber(tick, 6) }))}
        title={words.tokensEach}
      />
    </svg>
  );
}
