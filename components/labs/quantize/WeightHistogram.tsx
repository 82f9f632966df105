import { memo } from 'react';
import { Histogram } from '@/components/charts/Histogram';
import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import live from '../live/live.module.css';
import { levelsOf, stepOf } from './grid-levels';
import type { LabMessages } from './messages';
import type { Grid } from './params';
import type { TensorView } from './types';
import { tensorName } from './words';

export interface HistogramProps {
  readonly view: TensorView;
  readonly grid: Grid;
  readonly messages: LabMessages;
}

/** The chosen tensor's weights, the grids of three of its groups, and what rounding did to it. */
export const WeightHistogram = memo(function WeightHistogram({ view, grid, messages }: HistogramProps) {
  const { gridLine } = messages;
  const names =
    view.ranges.length === 1 ? [gridLine.only] : [gridLine.narrow, gridLine.middle, gridLine.wide];
  const combs = view.ranges.map((range, i) => ({
    label: names[i],
    note: fill(messages.step, { step: formatNumber(stepOf(grid, range), 2) }),
    values: levelsOf(grid, range),
  }));
  const name = tensorName(view.name, messages);
  const label = fill(messages.histogramLabel, {
    tensor: name,
    low: formatNumber(view.low, 2),
    high: formatNumber(view.high, 2),
  });
  return (
    <section className={live.part} aria-label={messages.histogramTitle}>
      <h3>
        {messages.histogramTitle} <small>{name}</small>
      </h3>
      <Histogram low={view.low} high={view.high} counts={view.counts} combs={combs} label={label} />
      <p className={live.note}>
        {view.sqnrDecibel === undefined ? (
          messages.histogramNone
        ) : (
          <>
            <output data-metric="sqnr" data-value={view.sqnrDecibel} aria-live="off">
              {fill(messages.error, { sqnr: `${formatNumber(view.sqnrDecibel, 3)}\u202fdB` })}
            </output>
            {' · '}
            <output data-metric="rms" data-value={view.rms} aria-live="off">
              {fill(messages.rms, { rms: formatNumber(view.rms ?? 0, 2) })}
            </output>
          </>
        )}
      </p>
    </section>
  );
});
