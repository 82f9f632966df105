'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import type { EfficiencyBand } from '@/kernels/cost/efficiency';
import { latencyParams, latencyPresets } from '@/kernels/cost/latency/params';
import { type LatencyTimes, latencyTimes } from '@/kernels/cost/latency/request';
import { formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import styles from './latency.module.css';
import type { LatencyMessages, Metric } from './messages';
import { RequestLine } from './RequestLine';
import { sumOf, TokenBars } from './TokenBars';

interface LatencyViewProps {
  readonly lang: Lang;
  readonly messages: LatencyMessages;
  readonly figure: FigureMessages;
  /** Measured shares of the bound, by device; under `*` those of all. */
  readonly bands: Readonly<Record<string, EfficiencyBand | undefined>>;
}

const spec = {
  specs: latencyParams,
  presets: latencyPresets,
  firstPreset: 'chat',
  compute: latencyTimes,
};

const metricNames: readonly Metric[] = [
  'ttftSeconds',
  'tpotSeconds',
  'endToEndSeconds',
  'ttftShare',
  'memorySeconds',
  'computeSeconds',
  'communicationSeconds',
  'floorSeconds',
  'sumSeconds',
];

function metricOf(times: LatencyTimes, name: Metric): number {
  if (name === 'ttftShare') return times.ttftSeconds / times.endToEndSeconds;
  if (name === 'sumSeconds') return sumOf(times.token);
  if (name === 'ttftSeconds' || name === 'tpotSeconds' || name === 'endToEndSeconds') return times[name];
  return times.token[name];
}

/** One token's time as the larger of two, and the request it belongs to. */
export function LatencyView({ lang, messages, figure, bands }: LatencyViewProps) {
  const calculator = useCalculator(spec);
  const { result: times, setup } = calculator;
  const drawings = useRef<HTMLDivElement>(null);
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const reading = (name: Metric) => (name === 'ttftShare' ? percent : seconds)(metricOf(times, name));
  const { token } = times;
  const memoryBound = token.boundBy === 'memory';
  // Every published row is bound by memory; a share of that bound says nothing about arithmetic.
  const band = memoryBound ? (bands[setup.acceleratorId] ?? bands['*']) : undefined;
  const why = fill(messages.hides[token.boundBy], {
    other: seconds(memoryBound ? token.computeSeconds : token.memorySeconds),
  });
  const sentence = fill(messages.sentence, {
    number: token.number,
    answer: times.answerTokens,
    floor: seconds(token.floorSeconds),
    why,
    first: seconds(times.ttftSeconds),
    end: seconds(times.endToEndSeconds),
  });
  const height = token.communicationSeconds > 0 ? 340 : 313;
  return (
    <CalculatorFigure
      id="latency"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={latencyParams}
      calculator={calculator}
      sentence={times.fits ? sentence : sentence + messages.tooLarge}
      above={['promptTokens', 'answerTokens', 'place', 'company']}
      table={() => ({
        caption: messages.tableCaption,
        columns: [{ label: messages.tableColumns[0] }, { label: messages.tableColumns[1], numeric: true }],
        rows: metricNames.map((name) => [messages.metrics[name], reading(name)]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <svg
            key={width}
            viewBox={`0 0 ${width} ${height}`}
            className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
            role="img"
            aria-label={messages.drawing}
          >
            <TokenBars times={times} band={band} lang={lang} words={messages} width={width} />
            <g transform={`translate(0 ${height - 118})`}>
              <RequestLine times={times} lang={lang} words={messages} width={width} />
            </g>
          </svg>
        ))}
      </div>
      <dl className={styles.readings}>
        {metricNames.map((name) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd>
              <output data-metric={name} data-value={metricOf(times, name)}>
                {reading(name)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        {band
          ? fill(messages.bandNote, { low: percent(band.low), high: percent(band.high), rows: band.rows })
          : messages.noBand}
      </p>
    </CalculatorFigure>
  );
}
