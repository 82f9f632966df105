'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { type BillResult, bill, rateAt } from '@/kernels/cost/bill/compute';
import { billParams, billPresets } from '@/kernels/cost/bill/params';
import type { CalcUnit } from '@/kernels/cost/calc';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import styles from './bill.module.css';
import type { BillMessages, Metric } from './messages';
import { BARS_HEIGHT, StepBars } from './StepBars';
import { TRADE_HEIGHT, Trade } from './Trade';

interface BillViewProps {
  readonly lang: Lang;
  readonly messages: BillMessages;
  readonly figure: FigureMessages;
}

const spec = { specs: billParams, presets: billPresets, firstPreset: 'setup', compute: bill };
/** What the guess at the head of the chapter asks for, one way or another. */
const TELLING: readonly Metric[] = ['waitRatio', 'costRatio'];
const tableRows = [1, 2, 4, 8, 16, 32, 64, 128, 256];

function metricsOf(result: BillResult): Record<Metric, [value: number, unit: CalcUnit]> {
  const { step, alone, here, share } = result;
  return {
    floorSeconds: [step.floorSeconds, 'seconds'],
    secondsPerToken: [1 / here.machineRate, 'seconds'],
    readerTokensPerSecond: [here.readerRate, 'tokensPerSecond'],
    machineTokensPerSecond: [here.machineRate, 'tokensPerSecond'],
    weightsShareBytes: [share.weightsBytes, 'bytes'],
    cacheShareBytes: [share.cacheBytes, 'bytes'],
    shareFlops: [share.flops, 'flops'],
    busyShare: [step.computeSeconds / step.floorSeconds, 'percent'],
    waitRatio: [step.floorSeconds / alone.floorSeconds, 'ratio'],
    costRatio: [1 / here.machineRate / alone.floorSeconds, 'percent'],
    heldShare: [step.storedBytes / result.capacityBytes, 'percent'],
    largestSequences: [result.largestSequences, 'count'],
  };
}

/** One decode step under the reader's thumb: its bill, one token's share, and what a larger batch trades for it. */
export function BillView({ lang, messages, figure }: BillViewProps) {
  const calculator = useCalculator(spec);
  const { result, settings, setup } = calculator;
  const drawings = useRef<HTMLDivElement>(null);
  const text = (value: number, unit: CalcUnit) => formatQuantity(value, unit, { lang });
  // Dials left to the Setup show what it says.
  const shown = {
    ...calculator,
    settings: {
      ...settings,
      values: {
        sequences: Number(settings.values.sequences) || setup.batch,
        tokensEach: Number(settings.values.tokensEach) || setup.contextTokens,
      },
    },
  };
  const frame = {
    id: 'bill',
    lang,
    messages,
    figure,
    specs: billParams,
    calculator: shown,
  };
  if (!result)
    return (
      <CalculatorFigure {...frame} sentence={messages.noRate} table={() => emptyTable(messages)}>
        {null}
      </CalculatorFigure>
    );
  return (
    <CalculatorFigure
      {...frame}
      sentence={sentenceOf(result, messages, lang)}
      table={() => ({
        ...emptyTable(messages),
        rows: tableRows
          .map((count) => rateAt(result, count))
          .map(({ sequences, readerRate, machineRate }) => [
            formatNumber(sequences, 6),
            text(readerRate, 'tokensPerSecond'),
            text(machineRate, 'tokensPerSecond'),
            text(1 / machineRate, 'seconds'),
          ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <Drawing
            key={width}
            width={width}
            {...{ result, lang, messages }}
            onSequences={(n) => calculator.set('sequences', n)}
          />
        ))}
      </div>
      <dl className={styles.readings}>
        {(Object.entries(metricsOf(result)) as [Metric, [number, CalcUnit]][]).map(
          ([name, [value, unit]]) => (
            <div key={name}>
              <dt>{messages.metrics[name]}</dt>
              <dd data-answer={TELLING.includes(name) ? '' : undefined}>
                <output data-metric={name} data-value={value}>
                  {text(value, unit)}
                </output>
              </dd>
            </div>
          ),
        )}
      </dl>
    </CalculatorFigure>
  );
}

function sentenceOf(result: BillResult, messages: BillMessages, lang: Lang): string {
  const { step, here, fits, largestSequences } = result;
  const text = (value: number, unit: CalcUnit) => formatQuantity(value, unit, { lang });
  const sentence = fill(messages.sentence, {
    sequences: formatNumber(result.sequences, 6),
    tokens: formatQuantity(result.tokensEach, 'tokens', { lang, digits: 7 }),
    floor: text(step.floorSeconds, 'seconds'),
    token: text(1 / here.machineRate, 'seconds'),
    machine: text(here.machineRate, 'tokensPerSecond'),
    why: fill(messages.hides[step.boundBy], {
      other: text(Math.min(step.memorySeconds, step.computeSeconds), 'seconds'),
    }),
  });
  if (fits) return sentence;
  const but =
    largestSequences > 0
      ? fill(messages.tooMany, { largest: formatNumber(largestSequences, 6) })
      : messages.weightsTooLarge;
  return lang === 'zh' ? sentence + but : `${sentence} ${but}`;
}

const emptyTable = (messages: BillMessages) => ({
  caption: messages.tableCaption,
  columns: messages.tableColumns.map((label, at) => ({ label, numeric: true, answer: at === 1 })),
  rows: [],
});

/** Both panels: side by side where there is room, one above the other where not. */
function Drawing({
  width,
  result,
  lang,
  messages,
  onSequences,
}: {
  width: number;
  result: BillResult;
  lang: Lang;
  messages: BillMessages;
  onSequences: (sequences: number) => void;
}) {
  const wide = width > 500;
  const height = wide ? TRADE_HEIGHT : BARS_HEIGHT + 24 + TRADE_HEIGHT;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
      role="img"
      aria-label={messages.drawing}
    >
      <StepBars result={result} lang={lang} words={messages} width={wide ? 424 : width} />
      <g transform={wide ? 'translate(472 0)' : `translate(0 ${BARS_HEIGHT + 24})`}>
        <Trade
          result={result}
          words={messages}
          width={wide ? width - 472 : width}
          onSequences={onSequences}
        />
      </g>
    </svg>
  );
}
