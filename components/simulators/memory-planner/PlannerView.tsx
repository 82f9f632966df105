'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import { memoryPlanner, type PlannerAxis, stackOrder } from '@/kernels/cost/memory-planner/compute';
import { MOST_SEQUENCES, plannerParams, plannerPresets } from '@/kernels/cost/memory-planner/params';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import type { PlannerMessages } from './messages';
import { PlanChart } from './PlanChart';
import styles from './planner.module.css';
import { plannerSentence, plannerWarnings } from './words';

interface PlannerViewProps {
  readonly lang: Lang;
  readonly messages: PlannerMessages;
  readonly figure: FigureMessages;
}

const spec = {
  specs: plannerParams,
  presets: plannerPresets,
  firstPreset: 'setup',
  compute: memoryPlanner,
};
const axes: readonly PlannerAxis[] = ['tokensEach', 'sequences'];
/** Dials move in strips this fine; tokens come in pieces, sequences one by one. */
const TOKEN_STEPS = 512;

/** Weights, cache and the rest against capacity, over the length of the sequences and over their number. */
export function PlannerView({ lang, messages, figure }: PlannerViewProps) {
  const calculator = useCalculator(spec);
  const { result } = calculator;
  const { plan, curves, sequences, tokensEach } = result;
  const drawings = useRef<HTMLDivElement>(null);
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const share = (value: number) => formatQuantity(value / plan.capacity, 'percent', { lang });
  const here = { tokensEach, sequences };
  const top = Math.max(plan.capacity * 1.6, plan.weights * 1.25);
  const crossings = {
    tokensEach: result.crossover.tokens,
    sequences: (plan.weights * sequences) / plan.kvCache,
  };
  const steps = { tokensEach: Math.max(1, curves.tokensEach.to / TOKEN_STEPS), sequences: 1 };
  // The dials reach as far as the drawings do, and show what the Setup says until they are moved.
  const dials = plannerParams
    .filter((dial) => dial.kind === 'number')
    .map((dial) => ({
      ...dial,
      min: 1,
      max: curves[dial.key as PlannerAxis].to,
      step: 1,
    }));
  const set = (axis: PlannerAxis, value: number) => {
    const step = steps[axis];
    const snapped = Math.round(value / step) * step;
    const most = axis === 'tokensEach' ? result.longestTokens : MOST_SEQUENCES;
    calculator.set(axis, Math.round(Math.min(most, Math.max(1, snapped))));
  };
  const warnings = plannerWarnings(result, messages);
  const limits = [
    ['longestTokens', messages.longest, curves.tokensEach.fitsUpTo] as const,
    ['largestSequences', messages.most, curves.sequences.fitsUpTo] as const,
  ];
  const rows = [
    ...stackOrder.map((term) => [messages.terms[term], bytes(plan[term]), share(plan[term])]),
    [messages.total, bytes(plan.total), share(plan.total)],
    [messages.capacity, bytes(plan.capacity), share(plan.capacity)],
  ];
  return (
    <CalculatorFigure
      id="memory-planner"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={plannerParams.filter((dial) => dial.kind === 'choice')}
      calculator={calculator}
      sentence={plannerSentence(result, lang, messages)}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label, index) => ({ label, numeric: index > 0 })),
        rows,
      })}
      csv={() => ({
        caption: messages.csvCaption,
        columns: ['axis', 'at', ...stackOrder, 'total', 'capacity'].map((label) => ({ label })),
        rows: axes.flatMap((axis) =>
          curves[axis].points.map((point) => [
            axis,
            point.at,
            ...stackOrder.map((term) => point.plan[term]),
            point.plan.total,
            point.plan.capacity,
          ]),
        ),
      })}
      svg={() => drawings.current?.querySelector('svg')}
    >
      <div ref={drawings} className={styles.pair}>
        {axes.map((axis) => (
          <div key={axis} className={styles.half}>
            <PlanChart
              id={axis}
              curve={curves[axis]}
              here={here[axis]}
              total={plan.total}
              capacity={plan.capacity}
              capacityLabel={`${messages.capacity} ${bytes(plan.capacity)}`}
              top={top}
              crossing={crossings[axis]}
              crossingLabel={messages.passes}
              title={axis === 'tokensEach' ? messages.overContext : messages.overSequences}
              label={messages.drawing}
              onDrag={(value) => set(axis, value)}
            />
            <ParamControls
              specs={dials}
              only={[axis]}
              values={here}
              words={messages}
              onChange={(_, value) => calculator.set(axis, Number(value))}
            />
          </div>
        ))}
      </div>
      <dl className={styles.readings}>
        {stackOrder.map((term) => (
          <div key={term}>
            <dt>
              <span className={`${styles.swatch} ${styles[term]}`} />
              {messages.terms[term]}
            </dt>
            <dd>
              <output data-metric={term} data-value={plan[term]}>
                {bytes(plan[term])}
              </output>
            </dd>
          </div>
        ))}
        <div>
          <dt>{messages.total}</dt>
          <dd>
            <output data-metric="total" data-value={plan.total}>
              {bytes(plan.total)}
            </output>
          </dd>
        </div>
        <div>
          <dt>{plan.fits ? messages.free : messages.excess}</dt>
          <dd>
            <output data-metric="free" data-value={plan.capacity - plan.total}>
              {bytes(Math.abs(plan.capacity - plan.total))}
            </output>
          </dd>
        </div>
        <div>
          <dt>{messages.perDevice}</dt>
          <dd>
            <output data-metric="perDevice" data-value={plan.perDevice}>
              {bytes(plan.perDevice)}
            </output>
          </dd>
        </div>
        {limits.map(([name, label, value]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <output data-metric={name} data-value={value}>
                {value > 0 ? formatNumber(value, 9) : messages.none}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      {warnings.map((warning) => (
        <p key={warning} className={styles.note}>
          {warning}
        </p>
      ))}
      <p className={styles.note}>{messages.dragHint}</p>
    </CalculatorFigure>
  );
}
