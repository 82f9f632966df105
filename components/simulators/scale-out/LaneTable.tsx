import type { Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { FleetRuns, LaneResult } from '@/kernels/serving/scale-out/figure';
import type { LaneMetric, ScaleOutMessages } from './messages';
import styles from './scale-out.module.css';

const metrics: readonly LaneMetric[] = [
  'attainment',
  'goodput',
  'kneeRate',
  'ttftP90Seconds',
  'tpotP90Seconds',
  'prefillBusy',
  'decodeBusy',
];

const readingOf = (lane: LaneResult, metric: LaneMetric) =>
  metric === 'kneeRate' ? lane.kneeRate : lane.metrics[metric];

function text(metric: LaneMetric, value: number, lang: Lang): string {
  if (metric === 'goodput' || metric === 'kneeRate') return formatNumber(value, 3);
  return formatQuantity(value, metric.endsWith('Seconds') ? 'seconds' : 'percent', { lang, digits: 3 });
}

/** What both ways of using the fleet come to at the rate on the dial. */
export function LaneTable({
  runs,
  lang,
  words,
}: {
  runs: FleetRuns | undefined;
  lang: Lang;
  words: ScaleOutMessages;
}) {
  return (
    <table className={styles.lanes}>
      <thead>
        <tr>
          <th scope="col">{words.laneColumn}</th>
          <th scope="col">{words.lanes.together}</th>
          <th scope="col">{words.lanes.apart}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric}>
            <th scope="row">{words.laneMetrics[metric]}</th>
            {(['together', 'apart'] as const).map((lane) => {
              const value = runs && readingOf(runs[lane], metric);
              return (
                <td key={lane}>
                  <output data-metric={`${lane}.${metric}`} data-value={value}>
                    {value === undefined ? '—' : text(metric, value, lang)}
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
