'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import type { CalcUnit } from '@/kernels/cost/calc';
import { type FlopCount, flopCount } from '@/kernels/cost/flop-count/compute';
import { flopCountParams, flopCountPresets } from '@/kernels/cost/flop-count/params';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { CountBars } from './CountBars';
import { CountChart } from './CountChart';
import styles from './flops.module.css';
import { layoutOf } from './layout';
import type { FlopsMessages, Metric } from './messages';

interface FlopsViewProps {
  readonly lang: Lang;
  readonly messages: FlopsMessages;
  readonly figure: FigureMessages;
}

const spec = { specs: flopCountParams, presets: flopCountPresets, firstPreset: 'setup', compute: flopCount };

const metricsOf = (result: FlopCount): Record<Metric, [value: number, unit: CalcUnit]> => ({
  totalFlops: [result.flops.total, 'flops'],
  perTokenFlops: [result.flops.total / result.passed, 'flops'],
  projectionsShare: [result.flops.projections / result.flops.total, 'percent'],
  scoresShare: [result.flops.scores / result.flops.total, 'percent'],
  ffnShare: [result.flops.ffn / result.flops.total, 'percent'],
  headShare: [result.flops.head / result.flops.total, 'percent'],
  crossTokens: [result.crossTokens, 'tokens'],
  ruleRatio: [result.ruleRatio, 'ratio'],
  heldParameters: [result.parameters.held, 'parameters'],
  workParameters: [result.parameters.work, 'parameters'],
  computeSeconds: [result.seconds ?? Number.NaN, 'seconds'],
});

/** What would give the chapter's guess away. */
const TELLING: readonly Metric[] = [
  'scoresShare',
  'projectionsShare',
  'ffnShare',
  'crossTokens',
  'perTokenFlops',
  'totalFlops',
  'ruleRatio',
  'computeSeconds',
];

/** Operations of a prompt or of one token, by part, and how they grow with the length of the text. */
export function FlopsView({ lang, messages, figure }: FlopsViewProps) {
  const calculator = useCalculator(spec);
  const { result, settings } = calculator;
  const drawings = useRef<HTMLDivElement>(null);
  const { phase } = result;
  const text = (value: number, unit: CalcUnit) => {
    if (Number.isNaN(value)) return messages.noRate;
    if (!Number.isFinite(value)) return messages.never;
    return formatQuantity(unit === 'tokens' ? Math.round(value) : value, unit, { lang });
  };
  const metrics = Object.entries(metricsOf(result)) as [Metric, [number, CalcUnit]][];
  const sentence = fill(messages.sentence[phase], {
    tokens: formatNumber(result.tokens, 7),
    matrices: text((result.flops.total - result.flops.scores) / result.passed, 'flops'),
  });
  // A length left to the Setup shows what it says.
  const shown = {
    ...calculator,
    settings: { ...settings, values: { ...settings.values, promptTokens: result.tokens } },
  };
  return (
    <CalculatorFigure
      id="flops"
      lang={lang}
      messages={{ ...messages, labels: { ...messages.labels, promptTokens: messages.length[phase] } }}
      figure={figure}
      specs={flopCountParams}
      calculator={shown}
      sentence={sentence}
      table={() => ({
        caption: messages.tableCaption[phase],
        columns: messages.tableColumns.map((label, at) => ({ label, numeric: at > 0, answer: at > 0 })),
        rows: result.pieces.map(({ id, flops }) => [
          messages.pieceNames[id],
          text(flops, 'flops'),
          text(flops / result.passed, 'flops'),
          text(flops / result.flops.total, 'percent'),
        ]),
      })}
      csv={() => ({
        caption: messages.csvCaption,
        columns: ['tokens', 'projections', 'scores', 'ffn', 'head', 'total'].map((label) => ({
          label,
          numeric: true,
        })),
        rows: result.curve.map(({ tokens, parts }) => [
          tokens,
          parts.projections,
          parts.scores,
          parts.ffn,
          parts.head,
          parts.total,
        ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => {
          const layout = layoutOf(result, width);
          const part = { result, layout, lang, words: messages };
          return (
            <svg
              key={width}
              viewBox={`0 0 ${width} ${layout.height}`}
              className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
              role="img"
              aria-label={messages.drawing}
            >
              <CountChart {...part} onTokens={(tokens) => calculator.set('promptTokens', tokens)} />
              <CountBars {...part} />
            </svg>
          );
        })}
      </div>
      {result.beyondContext && <p className={styles.note}>{messages.beyondContext}</p>}
      <dl className={styles.readings}>
        {metrics.map(([name, [value, unit]]) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd data-answer={TELLING.includes(name) ? '' : undefined}>
              <output data-metric={name} data-value={Number.isNaN(value) ? undefined : value}>
                {text(value, unit)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
    </CalculatorFigure>
  );
}
