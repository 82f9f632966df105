import type { Lang } from '@/components/lang';
import type { CalcUnit } from '@/kernels/cost/calc';
import { formatQuantity } from '@/kernels/numbers/format';
import type { Compiled } from './compiled';
import type { StructuredMessages } from './messages';
import type { Moment } from './shown';
import styles from './structured.module.css';

/** The figure's numbers, each as an output. */
export function Counters({
  moment,
  compiled,
  valid,
  maskSeconds,
  messages,
  lang,
}: {
  moment?: Moment;
  compiled: Compiled;
  /** Known once the text is over. */
  valid?: boolean;
  /** Per mask, measured here. */
  maskSeconds?: number;
  messages: StructuredMessages;
  lang: Lang;
}) {
  const tokens = moment?.tokens.length ?? 0;
  const passes = moment?.passes ?? 0;
  const rows: [name: string, value: number, unit: CalcUnit][] = [
    ['passes', passes, 'count'],
    ['tokens', tokens, 'count'],
    ['passShare', tokens > 0 ? passes / tokens : 0, 'percent'],
    ['reread', moment?.reread ?? 0, 'count'],
    ['allowed', moment?.step?.allowed ?? 0, 'count'],
    ['keptShare', moment?.step?.keptShare ?? 0, 'percent'],
    ['states', compiled.states, 'count'],
    ['compressedStates', compiled.compressedStates, 'count'],
    ...(maskSeconds === undefined
      ? []
      : [['maskSeconds', maskSeconds, 'seconds'] as [string, number, CalcUnit]]),
  ];
  return (
    <dl className={styles.counters}>
      {rows.map(([name, value, unit]) => (
        <div key={name}>
          <dt>{messages.metrics[name]}</dt>
          <dd>
            <output data-metric={name} data-value={value}>
              {formatQuantity(value, unit, { lang, digits: 3 })}
            </output>
          </dd>
        </div>
      ))}
      <div>
        <dt>{messages.metrics.valid}</dt>
        <dd>
          <output data-metric="valid" data-value={valid === undefined ? undefined : Number(valid)}>
            {valid === undefined ? messages.notOver : valid ? messages.yes : messages.no}
          </output>
        </dd>
      </div>
    </dl>
  );
}
