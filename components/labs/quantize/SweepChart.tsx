import { memo } from 'react';
import { outline, Scatter } from '@/components/charts/Scatter';
import { fill } from '@/components/lang';
import live from '../live/live.module.css';
import styles from './lab.module.css';
import type { LabMessages } from './messages';
import { type Grid, gridKey } from './params';
import type { SweepPoint } from './types';

const series = [
  { id: 'tensor', shape: 'square', colour: '--o2' },
  { id: 'channel', shape: 'triangle', colour: '--o6' },
  { id: 'group', shape: 'circle', colour: '--o5' },
] as const;

export interface SweepProps {
  readonly points: readonly SweepPoint[];
  /** Documents of a live sweep; absent for the recorded one. */
  readonly documents?: number;
  readonly grid: Grid;
  readonly messages: LabMessages;
  readonly chart?: React.Ref<SVGSVGElement>;
}

/** Quality against size for every width and fence; the reader's own setting is ringed. */
export const SweepChart = memo(function SweepChart(props: SweepProps) {
  const { points, documents, grid, messages, chart } = props;
  const shown = points.filter((point) => point.grid.scheme === grid.scheme && point.kl > 0);
  const own = gridKey({ ...grid, tensors: 'all' });
  const marks = shown.map((point) => ({
    key: gridKey(point.grid),
    x: point.bitsPerWeight,
    y: point.kl,
    series: point.grid.granularity,
    here: gridKey(point.grid) === own && grid.tensors === 'all',
    ...(point.grid.granularity === 'tensor' && { note: `${point.grid.bits} ${messages.bitsUnit}` }),
  }));
  const scheme = messages.choices[`scheme.${grid.scheme}`];
  const label = fill(messages.sweepLabel, { points: shown.length });
  const hint =
    documents === undefined
      ? fill(messages.sweepHint.recorded, { scheme })
      : fill(messages.sweepHint.live, { scheme, documents });
  return (
    <section className={live.part} aria-label={messages.sweepTitle}>
      <h3>
        {messages.sweepTitle} <small>{hint}</small>
      </h3>
      <p className={styles.legend} aria-hidden="true">
        {series.map(({ id, shape, colour }) => (
          <span key={id}>
            <svg aria-hidden="true" viewBox="-6 -6 12 12" width="12" height="12">
              <path d={outline(shape)} style={{ fill: `var(${colour})` }} />
            </svg>
            {messages.series[id]}
          </span>
        ))}
        <span>
          <svg aria-hidden="true" viewBox="0 0 22 12" width="22" height="12">
            <path d="M0 6H22" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2 3" />
          </svg>
          {messages.front}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the drawing scrolls sideways, by keyboard too */}
      <section className={`${live.scroll} ${styles.sweep}`} tabIndex={0} aria-label={label}>
        <Scatter
          ref={chart}
          marks={marks}
          series={series}
          xTitle={messages.sweepX}
          yTitle={messages.sweepY}
          label={label}
          hereLabel={messages.here}
        />
      </section>
    </section>
  );
});
