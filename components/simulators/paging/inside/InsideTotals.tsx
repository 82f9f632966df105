import type { Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import type { InsideRun, InsideTotals as Totals } from '@/kernels/serving/paging/inside';
import styles from './inside.module.css';
import type { InsideMessages } from './messages';
import type { Scene } from './scene';

const COLUMNS: readonly (keyof Totals)[] = [
  'askedTokens',
  'hitTokens',
  'evictions',
  'preemptions',
  'finished',
];

export interface InsideTotalsProps {
  readonly runs: Readonly<Record<'v1' | 'v0.9.2', InsideRun>>;
  readonly shown: InsideRun;
  /** Renders anew with every scene. */
  readonly scene: Scene | undefined;
  readonly words: InsideMessages;
  readonly lang: Lang;
}

/** What the run has come to under both orders of the free queue. */
export function InsideTotals({ runs, shown, scene, words, lang }: InsideTotalsProps) {
  return (
    <table className={styles.totals} data-step={scene?.run.step}>
      <caption>{words.totals.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.totals.order}</th>
          {COLUMNS.map((name) => (
            <th key={name} scope="col">
              {words.totals[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['v1', 'v0.9.2'] as const).map((order) => (
          <tr key={order} data-shown={runs[order] === shown || undefined}>
            <th scope="row">{words.totals[order]}</th>
            {COLUMNS.map((name) => {
              const value = runs[order].totals[name];
              const metric = runs[order] === shown ? `inside.${name}` : `inside.other.${name}`;
              return (
                <td key={name}>
                  <output data-metric={metric} data-value={value}>
                    {formatQuantity(value, 'count', { lang })}
                  </output>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
