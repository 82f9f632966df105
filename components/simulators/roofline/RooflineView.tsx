'use client';

import { useRef, useState } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import type { CalcUnit } from '@/kernels/cost/calc';
import { type PointId, type RooflineResult, roofline } from '@/kernels/cost/roofline/compute';
import { rooflineParams, rooflinePresets } from '@/kernels/cost/roofline/params';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { layoutOf, pointIds } from './layout';
import type { Metric, RooflineMessages } from './messages';
import { Points } from './Points';
import { Rails } from './Rails';
import { Reading } from './Reading';
import { Roofs } from './Roofs';
import styles from './roofline.module.css';

interface RooflineViewProps {
  readonly lang: Lang;
  readonly messages: RooflineMessages;
  readonly figure: FigureMessages;
}

const spec = { specs: rooflineParams, presets: rooflinePresets, firstPreset: 'setup', compute: roofline };

const metricsOf = ({
  points,
  ...result
}: RooflineResult): Record<Metric, [value: number, unit: CalcUnit]> => ({
  ridge: [result.ridge, 'flopsPerByte'],
  weightsIntensity: [points.weights.intensity, 'flopsPerByte'],
  attentionIntensity: [points.attention.intensity, 'flopsPerByte'],
  stepIntensity: [points.step.intensity, 'flopsPerByte'],
  limitIntensity: [result.limitIntensity, 'flopsPerByte'],
  prefillIntensity: [points.prefill.intensity, 'flopsPerByte'],
  ridgeSequences: [Math.ceil(result.ridgeSequences - 0.05), 'count'],
  stepRidgeSequences: [Math.ceil(result.stepRidgeSequences), 'count'],
  stepSeconds: [points.step.seconds, 'seconds'],
  busyShare: [points.step.computeSeconds / points.step.seconds, 'percent'],
  prefillSeconds: [points.prefill.seconds, 'seconds'],
});

/** The roofline of the reader's devices, and where a decode step, its two parts and a prefill stand under it. */
export function RooflineView({ lang, messages, figure }: RooflineViewProps) {
  const calculator = useCalculator(spec);
  const { result, setup, settings } = calculator;
  const [chosen, setChosen] = useState<PointId>('step');
  const drawings = useRef<HTMLDivElement>(null);
  const { step } = result.points;
  const metrics = Object.entries(metricsOf(result)) as [Metric, [number, CalcUnit]][];
  const text = (value: number, unit: CalcUnit) =>
    Number.isFinite(value) ? formatQuantity(value, unit, { lang }) : messages.never;
  const sentence = fill(messages.sentence[step.boundBy], {
    sequences: formatNumber(result.sequences, 6),
    intensity: text(step.intensity, 'flopsPerByte'),
    ridge: text(result.ridge, 'flopsPerByte'),
    seconds: text(step.seconds, 'seconds'),
    busy: formatQuantity(step.computeSeconds / step.seconds, 'percent', { lang, digits: 2 }),
  });
  const name = acceleratorById(setup.acceleratorId).name.replace('NVIDIA ', '');
  // Dials left to the Setup show what it says.
  const shown = {
    ...calculator,
    settings: {
      ...settings,
      values: { ...settings.values, sequences: result.sequences, tokensEach: result.tokensEach },
    },
  };
  const note =
    result.numbers.rate === undefined ? messages.noRate : result.numbers.widened && messages.widened;
  return (
    <CalculatorFigure
      id="roofline"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={rooflineParams}
      calculator={shown}
      sentence={result.numbers.rate === undefined ? messages.noRate : sentence}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label, at) => ({ label, numeric: at > 0 })),
        rows: pointIds.map((id) => {
          const { flops, bytes, intensity, memorySeconds, computeSeconds } = result.points[id];
          return [
            messages.points[id],
            text(flops, 'flops'),
            text(bytes, 'bytes'),
            formatNumber(intensity, 3),
            text(memorySeconds, 'seconds'),
            text(computeSeconds, 'seconds'),
          ];
        }),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => {
          const layout = layoutOf(result, width);
          const part = { result, layout, words: messages };
          return (
            <svg
              key={width}
              viewBox={`0 0 ${width} ${layout.height}`}
              className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
              role="img"
              aria-label={messages.drawing}
            >
              <Roofs {...part} lang={lang} device={`${setup.devices} × ${name}`} />
              <Rails {...part} onSequences={(sequences) => calculator.set('sequences', sequences)} />
              <Points result={result} layout={layout} chosen={chosen} onChoose={setChosen} />
            </svg>
          );
        })}
      </div>
      <Reading result={result} lang={lang} words={messages} chosen={chosen} onChoose={setChosen} />
      {note && <p className={styles.note}>{note}</p>}
      <dl className={styles.readings}>
        {metrics.map(([metric, [value, unit]]) => (
          <div key={metric}>
            <dt>{messages.metrics[metric]}</dt>
            <dd>
              <output data-metric={metric} data-value={value}>
                {text(value, unit)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
    </CalculatorFigure>
  );
}
