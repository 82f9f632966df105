'use client';

import { useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { measuredFilters, measuredParams, measuredPresets } from '@/kernels/cost/latency/measured-params';
import type { Claimed } from '@/kernels/cost/latency/suspects';
import type { Setup } from '@/kernels/cost/setup';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import styles from './measured.module.css';
import type { MeasuredMessages } from './messages';
import { RowDetail } from './RowDetail';
import { RowPicker } from './RowPicker';
import { looks, RowScatter } from './RowScatter';
import type { ShownRow } from './rows';
import { SuspectGame } from './SuspectGame';
import { medianShare, passes } from './select';
import { Tally } from './Tally';

interface MeasuredViewProps {
  readonly lang: Lang;
  readonly messages: MeasuredMessages;
  readonly figure: FigureMessages;
  readonly rows: readonly ShownRow[];
  readonly printed: readonly Claimed[];
}

// What is published does not depend on the reader's Setup.
const spec = {
  specs: measuredParams,
  presets: measuredPresets,
  firstPreset: 'all',
  presetKey: 'rows',
  compute: (_: Setup, values: ParamValues) => values,
};

/** Published decode times against the bound, one of them opened, and a game about catching a wrong one. */
export function MeasuredView({ lang, messages, figure, rows, printed }: MeasuredViewProps) {
  const calculator = useCalculator(spec);
  const { values, seed } = calculator.settings;
  const drawings = useRef<HTMLDivElement>(null);
  const shown = rows.filter((row) => passes(row, values));
  const numbers = new Set(shown.map((row) => row.at));
  const chosen = rows[Number(values.row) - 1];
  const choose = (at: number) => calculator.set('row', at);
  const timed = shown.filter((row) => row.kind === 'timed');
  const median = medianShare(timed);
  const below = timed.filter((row) => (row.fraction ?? 0) > 1).length;
  const seconds = (value?: number) =>
    value === undefined ? null : formatQuantity(value, 'seconds', { lang });
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const table = () => ({
    caption: messages.tableCaption,
    columns: messages.columns.map((label, at) => ({
      label,
      numeric: at === 0 || (at >= 3 && at !== 6 && at !== 10),
      answer: at === 7 || at === 9,
    })),
    rows: shown.map((row) => [
      row.at,
      row.model,
      `${row.gpus} × ${row.hardware}`,
      formatNumber(row.bits, 3),
      row.batch,
      row.context,
      row.software,
      seconds(row.boundSeconds),
      seconds(row.measuredSeconds) ?? messages.tooLarge,
      row.fraction === undefined ? null : formatQuantity(row.fraction, 'percent', { lang }),
      row.source,
    ]),
  });
  return (
    <CalculatorFigure
      id="measured"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={measuredFilters}
      calculator={{ ...calculator, result: { rows: shown } }}
      sentence={
        shown.length === 0
          ? messages.nothing
          : fill(messages.sentence, {
              shown: shown.length,
              all: rows.length,
              median: percent(median),
              below,
            })
      }
      table={table}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <svg
            key={width}
            viewBox={`0 0 ${width} 330`}
            className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
            role="img"
            aria-label={messages.drawing}
          >
            <RowScatter
              rows={rows}
              shown={numbers}
              chosen={chosen.at}
              across={values.across as 'bound' | 'bandwidth' | 'bits'}
              words={messages}
              width={width}
              onChoose={choose}
            />
          </svg>
        ))}
      </div>
      <ul className={styles.legend}>
        {Object.entries(messages.softwareNames).map(([id, name]) => (
          <li key={id}>
            <svg viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true">
              <path
                d={looks[id as keyof typeof looks][0]}
                style={{ fill: looks[id as keyof typeof looks][1] }}
              />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <RowPicker rows={rows} shown={shown} chosen={chosen} words={messages} onChoose={choose} />
      <RowDetail row={chosen} lang={lang} words={messages} />
      <Tally
        name="shownRows"
        label={messages.tally.shownRows}
        value={shown.length}
        text={`${shown.length}`}
      />
      <Tally name="belowBound" label={messages.tally.belowBound} value={below} text={`${below}`} />
      <Tally name="medianShare" label={messages.tally.medianShare} value={median} text={percent(median)} />
      <SuspectGame rows={soundRows(rows)} printed={printed} seed={seed} lang={lang} words={messages.game} />
    </CalculatorFigure>
  );
}

/** Rows the game deals: one sequence, a time, no draft model. */
function soundRows(rows: readonly ShownRow[]): Claimed[] {
  return rows.flatMap((row) =>
    row.kind === 'timed' && row.batch === 1 && row.measuredSeconds
      ? [{ ...row, seconds: row.measuredSeconds }]
      : [],
  );
}
