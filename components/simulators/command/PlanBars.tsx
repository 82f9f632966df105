import type { Lang } from '@/components/lang';
import type { MemoryPlan } from '@/kernels/cost/plan-memory';
import { formatQuantity } from '@/kernels/numbers/format';
import styles from './command.module.css';
import type { CommandMessages } from './messages';

export interface PlanBar {
  readonly id: 'yours' | 'theirs';
  readonly plan: MemoryPlan;
}

const WIDTH = 600;
const HEIGHT = 16;

const partsOf = (plan: MemoryPlan) =>
  [
    ['weights', plan.weights],
    ['kvCache', plan.kvCache],
    ['rest', plan.total - plan.weights - plan.kvCache],
  ] as const;

/** Bytes of one or two plans on one scale, each with its capacity. */
export function PlanBars({
  bars,
  lang,
  words,
}: {
  bars: readonly PlanBar[];
  lang: Lang;
  words: CommandMessages;
}) {
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const widest = Math.max(...bars.flatMap(({ plan }) => [plan.total, plan.capacity]));
  const x = (value: number) => (value / widest) * WIDTH;
  const say = words.setup;
  return (
    <div className={styles.bars}>
      {bars.map(({ id, plan }) => {
        let from = 0;
        return (
          <div key={id} className={styles.bar}>
            <span>{say[id]}</span>
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={`${say.bar}: ${bytes(plan.total)} / ${bytes(plan.capacity)}`}
            >
              {partsOf(plan).map(([part, value]) => {
                const at = from;
                from += value;
                return (
                  <rect
                    key={part}
                    x={x(at)}
                    y={2}
                    width={x(value)}
                    height={HEIGHT - 4}
                    className={styles[part]}
                  />
                );
              })}
              <line
                x1={x(plan.capacity)}
                x2={x(plan.capacity)}
                y1={0}
                y2={HEIGHT}
                className={styles.capacity}
              />
            </svg>
            <span className={styles.total} data-over={!plan.fits || undefined}>
              <output data-metric={`${id}.total`} data-value={plan.total}>
                {bytes(plan.total)}
              </output>
              {' / '}
              <output data-metric={`${id}.capacity`} data-value={plan.capacity}>
                {bytes(plan.capacity)}
              </output>
              {' · '}
              {plan.fits ? say.fits : say.over}
            </span>
          </div>
        );
      })}
      <p className={styles.legend}>
        {(['weights', 'kvCache', 'rest'] as const).map((part) => (
          <span key={part}>
            <span className={`${styles.swatch} ${styles[part]}`} />
            {say.parts[part]}
          </span>
        ))}
      </p>
    </div>
  );
}
