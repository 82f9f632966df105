'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { type MoneyResult, money } from '@/kernels/cost/money/compute';
import { moneyDials, moneyParams, moneyPresets } from '@/kernels/cost/money/params';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { Guesses } from './Guesses';
import { CURVE_HEIGHT, IdleCurve } from './IdleCurve';
import type { GuessedMetric, Metric, MoneyMessages } from './messages';
import styles from './money.module.css';
import { REQUEST_HEIGHT, RequestBars } from './RequestBars';
import { guessedOf, type Reading, readingsOf } from './readings';

interface MoneyViewProps {
  readonly lang: Lang;
  readonly messages: MoneyMessages;
  readonly figure: FigureMessages;
}

const spec = {
  specs: moneyParams,
  presets: moneyPresets,
  firstPreset: 'chat',
  compute: money,
  keep: moneyParams.map(({ key }) => key).filter((key) => !/Tokens$/.test(key)),
};
/** What the guess at the head of the chapter asks for, one way or another. */
const TELLING: readonly Metric[] = ['answerWorth', 'deviceHoursPerMillionPrompt', 'promptShare'];

/** What tokens cost on the reader's machine: time that needs no guess, money that needs the reader's. */
export function MoneyView({ lang, messages, figure }: MoneyViewProps) {
  const calculator = useCalculator(spec);
  const { result, setup } = calculator;
  const drawings = useRef<HTMLDivElement>(null);
  const frame = { id: 'money', lang, messages, figure, specs: moneyDials, calculator };
  const table = { caption: messages.tableCaption, columns: columnsOf(messages), rows: [] };
  if (!result)
    return (
      <CalculatorFigure {...frame} sentence={messages.noRate} table={() => table}>
        {null}
      </CalculatorFigure>
    );
  const readings = readingsOf(result, lang, messages);
  const guessed = guessedOf(result, lang, messages);
  return (
    <CalculatorFigure
      {...frame}
      sentence={sentenceOf(result, readings, messages, lang)}
      table={() => ({
        ...table,
        rows: [
          ...Object.entries(readings).map(([name, { text }]) => [messages.metrics[name as Metric], text]),
          ...Object.entries(guessed).map(([name, reading]) => [
            messages.guessed[name as GuessedMetric],
            reading?.text ?? null,
          ]),
        ],
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <Drawing key={width} width={width} {...{ result, lang, messages }} />
        ))}
      </div>
      <dl className={styles.readings}>
        {(Object.entries(readings) as [Metric, Reading][]).map(([name, { value, text }]) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd data-answer={TELLING.includes(name) ? '' : undefined}>
              <output data-metric={name} data-value={value}>
                {text}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <Guesses
        lang={lang}
        words={messages}
        result={result}
        acceleratorId={setup.acceleratorId}
        onChange={calculator.set}
      />
      <dl className={result.invented ? `${styles.readings} ${styles.inventedReadings}` : styles.readings}>
        {(Object.entries(guessed) as [GuessedMetric, Reading | undefined][]).map(([name, reading]) => (
          <div key={name}>
            <dt>{messages.guessed[name]}</dt>
            <dd>
              <output data-metric={name} data-value={reading?.value}>
                {reading?.text ?? <i>{messages.needs}</i>}
              </output>
            </dd>
          </div>
        ))}
      </dl>
    </CalculatorFigure>
  );
}

const columnsOf = (messages: MoneyMessages) => [
  { label: messages.tableColumns[0] },
  { label: messages.tableColumns[1], numeric: true, answer: true },
];

function sentenceOf(
  result: MoneyResult,
  readings: Record<Metric, Reading>,
  messages: MoneyMessages,
  lang: Lang,
): string {
  const percent = (share: number) => formatQuantity(share, 'percent', { lang, digits: 2 });
  const { busy, reached } = result;
  return fill(messages.sentence, {
    answer: formatNumber(readings.deviceHoursPerMillionAnswer.value, 3),
    request: readings.deviceSecondsPerRequest.text,
    how:
      busy === 1 && reached === 1
        ? messages.atFloor
        : fill(messages.belowFloor, { busy: percent(busy), reached: percent(reached) }),
  });
}

/** Both panels: side by side where there is room, one above the other where not. */
function Drawing({
  width,
  result,
  lang,
  messages,
}: {
  width: number;
  result: MoneyResult;
  lang: Lang;
  messages: MoneyMessages;
}) {
  const wide = width > 500;
  const height = wide ? CURVE_HEIGHT : CURVE_HEIGHT + REQUEST_HEIGHT;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
      role="img"
      aria-label={messages.drawing}
    >
      <IdleCurve result={result} words={messages} width={wide ? 470 : width} />
      <g transform={wide ? 'translate(512 0)' : `translate(0 ${CURVE_HEIGHT})`}>
        <RequestBars result={result} lang={lang} words={messages} width={wide ? width - 512 : width} />
      </g>
    </svg>
  );
}
