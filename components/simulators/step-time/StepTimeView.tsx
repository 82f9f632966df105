'use client';

import { useMemo, useRef } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { logScale } from '@/components/charts/scales';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import type { LayerProducts } from '@/kernels/catalog/measurements';
import type { Setup } from '@/kernels/cost/setup';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import {
  productFigure,
  type StepTimeFigure,
  setId,
  stepTimeParams,
  stepTimePresets,
} from '@/kernels/serving/step-time/figure';
import { joinTimes } from '@/kernels/serving/step-time/knee';
import type { ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import type { StepMetric, StepTimeMessages } from './messages';
import { OwnSteps } from './OwnSteps';
import styles from './step-time.module.css';

interface StepTimeViewProps {
  readonly lang: Lang;
  readonly messages: StepTimeMessages;
  readonly figure: FigureMessages;
  /** What was measured; it stays on the server until here. */
  readonly sets: readonly LayerProducts[];
}

const spec = {
  specs: stepTimeParams,
  presets: stepTimePresets,
  firstPreset: 'smooth',
  presetKey: 'products',
  // The measured machines are what they are, whatever the Setup.
  compute: (_setup: Setup, values: ParamValues) => values,
};
const HEIGHT = 330;
/** Logarithms and powers differ in their last bits from machine to machine, and the page is made on another one. */
const place = (at: number) => Math.round(at * 10) / 10;
const steady = (value: number) => Number(value.toPrecision(9));

function metricsOf({
  meanError,
  worst,
  sharpMeanError,
  kneeTokens,
  set,
}: StepTimeFigure): Record<StepMetric, number> {
  return {
    meanError: steady(meanError),
    worstError: steady(Math.abs(worst.error)),
    sharpMeanError: steady(sharpMeanError),
    kneeTokens: steady(kneeTokens),
    computeShare: set.compute_share,
    memoryShare: set.memory_share,
  };
}

/** Measured matrix products, the two bounds, and the curve that joins them; below it the reader's own steps. */
export function StepTimeView({ lang, messages, figure, sets }: StepTimeViewProps) {
  const calculator = useCalculator(spec);
  const { result: values, setup } = calculator;
  const knee = Number(values.kneeSharpness);
  const result = useMemo(
    () => productFigure(sets.find((set) => setId(set) === values.set) ?? sets[0], knee),
    [sets, values.set, knee],
  );
  const drawings = useRef<HTMLDivElement>(null);
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const tokens = (value: number) => formatQuantity(value, 'tokens', { lang, digits: 4 });
  const metrics = metricsOf(result);
  return (
    <CalculatorFigure
      id="step-time"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={stepTimeParams}
      calculator={calculator}
      sentence={fill(messages.sentence, {
        mean: percent(result.meanError),
        worst: percent(metrics.worstError),
        tokens: tokens(result.worst.tokens),
        sharp: percent(result.sharpMeanError),
      })}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label) => ({ label, numeric: true })),
        rows: result.points.map((point) => [
          point.tokens,
          seconds(point.measuredSeconds),
          seconds(point.predictedSeconds),
          percent(point.error),
        ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <svg
            key={width}
            viewBox={`0 0 ${width} ${HEIGHT}`}
            className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
            role="img"
            aria-label={messages.drawing}
          >
            <Chart result={result} knee={knee} words={messages} width={width} />
          </svg>
        ))}
      </div>
      <dl className={styles.readings}>
        {(Object.keys(messages.metrics) as StepMetric[]).map((name) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd>
              <output data-metric={name} data-value={metrics[name]}>
                {name === 'kneeTokens' ? tokens(Math.round(metrics[name])) : percent(metrics[name])}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <OwnSteps setup={setup} lang={lang} words={messages} />
    </CalculatorFigure>
  );
}

function Chart({
  result,
  knee,
  words,
  width,
}: {
  result: StepTimeFigure;
  knee: number;
  words: StepTimeMessages;
  width: number;
}) {
  const { points, memorySeconds, computeSeconds } = result;
  const most = points[points.length - 1].tokens;
  const times = points.flatMap((point) => [point.measuredSeconds, point.predictedSeconds]);
  const right = width > 500 ? width - 80 : width - 8;
  const across = logScale([1, most], [46, right]);
  const up = logScale([Math.min(...times) * 0.6, Math.max(...times) * 1.3], [HEIGHT - 50, 26]);
  const x = (tokens: number) => place(across(tokens));
  const y = (time: number) => place(up(time));
  const from = computeSeconds;
  const at = (tokens: number, time: number) => `${x(tokens)} ${y(time)}`;
  const curve = Array.from({ length: 61 }, (_, index) => most ** (index / 60))
    .map(
      (tokens, index) => `${index ? 'L' : 'M'}${at(tokens, joinTimes(memorySeconds, from * tokens, knee))}`,
    )
    .join('');
  // Arithmetic leaves the drawing below; the line begins where it enters.
  const enters = Math.max(1, (Math.min(...times) * 0.6) / from);
  const decades = [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2].filter(
    (time) => time > Math.min(...times) * 0.6 && time < Math.max(...times) * 1.3,
  );
  return (
    <g>
      <AxisLeft
        x={46}
        to={right}
        top={12}
        ticks={decades.map((time) => ({ at: y(time), label: formatNumber(time * 1e3, 3) }))}
        title={words.yTitle}
      />
      <path d={`M${at(1, memorySeconds)}L${at(most, memorySeconds)}`} className={styles.reading} />
      <path d={`M${at(enters, from * enters)}L${at(most, from * most)}`} className={styles.computing} />
      <path d={curve} className={styles.model} />
      {points.map((point) => (
        <circle
          key={point.tokens}
          cx={x(point.tokens)}
          cy={y(point.measuredSeconds)}
          r={3.5}
          className={styles.point}
        />
      ))}
      <text x={right} y={y(memorySeconds) + 14} textAnchor="end">
        {words.reading}
      </text>
      <text x={x(enters) + 28} y={HEIGHT - 58}>
        {words.computing}
      </text>
      <text x={x(most ** 0.3)} y={y(memorySeconds) - 10}>
        {words.measured} ○ · {words.smooth} —
      </text>
      <AxisBelow
        y={HEIGHT - 46}
        from={46}
        to={right}
        ticks={[1, 4, 16, 64, 256, 1024, 4096].map((tokens) => ({
          at: x(tokens),
          label: formatNumber(tokens, 4),
        }))}
        title={words.xTitle}
      />
    </g>
  );
}
