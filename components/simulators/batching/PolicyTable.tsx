import type { Slo } from '@/components/charts/timeline/draw';
import { fill, type Lang } from '@/components/lang';
import styles from './batching.module.css';
import { goodputOf } from './goodput';
import type { BatchingMessages } from './messages';
import { POLICY_IDS, type PolicyId } from './policies';
import { columnsOf, type Metric, metricText, metricValue } from './readings';
import type { PolicyResults } from './types';

export interface PolicyTableProps {
  readonly results: PolicyResults;
  readonly shown: readonly PolicyId[];
  readonly slo: Slo;
  readonly lang: Lang;
  readonly messages: BatchingMessages;
}

/** The numbers of all policies, those on show set off. Goodput follows the promises at once. */
export function PolicyTable({ results, shown, slo, lang, messages }: PolicyTableProps) {
  const { table } = messages;
  const columns = columnsOf(results);
  const best = Math.max(...POLICY_IDS.map((policy) => metricValue(results[policy], 'goodput', slo)));
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{table.policy}</th>
            {columns.map((metric) => (
              <th
                key={metric}
                scope="col"
                className="num"
                title={metric === 'goodput' ? table.goodputUnit : undefined}
              >
                {table[metric]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {POLICY_IDS.map((policy) => (
            <tr key={policy} data-shown={shown.includes(policy) || undefined} data-policy={policy}>
              <th scope="row">
                <i aria-hidden="true" className={styles.swatch} data-policy={policy} />
                {messages.policies[policy]}
              </th>
              {columns.map((metric) => (
                <td key={metric} className="num">
                  <Reading {...{ results, policy, metric, slo, lang, best }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>{fill(messages.goodputHint, { n: results.static.timeline.ids.length })}</p>
    </div>
  );
}

function Reading({
  results,
  policy,
  metric,
  slo,
  lang,
  best,
}: Omit<PolicyTableProps, 'shown' | 'messages'> & { policy: PolicyId; metric: Metric; best: number }) {
  const value = metricValue(results[policy], metric, slo);
  const output = (
    <output data-metric={`${policy}.${metric}`} data-value={Number.isNaN(value) ? undefined : value}>
      {metricText(metric, value, lang)}
    </output>
  );
  if (metric !== 'goodput') return output;
  const { timeline, readings } = results[policy];
  const { share } = goodputOf(timeline, readings.spanSeconds, slo);
  return (
    <span className={styles.goodput} data-best={value === best && value > 0 ? '' : undefined}>
      {output} <small>{Math.round(share * 100)}&#x202f;%</small>
    </span>
  );
}
