'use client';

import { useCallback, useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import { CASE_CAPACITY, type CaseRun, matchRuns } from '@/kernels/cost/oom-case/compute';
import { caseParams, casePresets } from '@/kernels/cost/oom-case/params';
import type { Cure } from '@/kernels/cost/oom-case/runs';
import type { Setup } from '@/kernels/cost/setup';
import { sixTermNames } from '@/kernels/cost/six-term';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { Evidence, Suspects } from './Cards';
import { CurePanel } from './CurePanel';
import styles from './case.module.css';
import type { CaseMessages } from './messages';
import { RowBars } from './RowBars';

interface CaseViewProps {
  readonly lang: Lang;
  readonly messages: CaseMessages;
  readonly figure: FigureMessages;
  readonly runs: readonly CaseRun[];
  readonly cure: Cure;
}

const spec = { specs: caseParams, presets: casePresets, firstPreset: 'opened', presetKey: 'case' };
const GIB = 2 ** 30;

/** An out-of-memory as an investigation: suspects, evidence, six terms against every published row, the cure. */
export function CaseView({ lang, messages, figure, runs, cure }: CaseViewProps) {
  // The case happened: the Setup does not enter.
  const compute = useCallback((_: Setup, values: ParamValues) => matchRuns(runs, values), [runs]);
  const calculator = useCalculator({ ...spec, compute });
  const { result } = calculator;
  const drawings = useRef<HTMLDivElement>(null);
  const gib = (value: number) => formatQuantity(value, 'bytesBinary', { lang });
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const sentence = fill(messages.sentence, {
    matched: result.matched,
    rows: result.rows.length,
    peak: gib(result.outOfMemoryPeak),
    fate: result.outOfMemoryPeak > CASE_CAPACITY ? messages.dies : messages.lives,
  });
  const metrics = [
    ['matched', messages.matched, result.matched, `${result.matched} / ${result.rows.length}`],
    ['worst', messages.worst, result.worst, percent(result.worst)],
    ['outOfMemoryPeak', messages.peak, result.outOfMemoryPeak, gib(result.outOfMemoryPeak)],
  ] as const;
  return (
    <CalculatorFigure
      id="oom-case"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={[]}
      calculator={calculator}
      sentence={result.solved ? `${sentence} ${messages.solved}` : sentence}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label, index) => ({ label, numeric: index > 0 && index < 4 })),
        rows: result.rows.map((row) => [
          `${messages.arms[row.arm]} ${row.batch} × ${formatNumber(row.tokens, 6)}, ${messages.groups[row.group]}`,
          row.reported === undefined ? messages.outOfMemory : formatNumber(row.reported / GIB, 4),
          formatNumber(row.peak / GIB, 4),
          row.error === undefined ? '' : percent(row.error),
          row.matched ? '✓' : '',
        ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <Suspects words={messages} values={calculator.settings.values} onTry={calculator.choose} />
      <Evidence words={messages} />
      <p className={styles.title}>{messages.switchesTitle}</p>
      <div className={styles.controls}>
        <ParamControls
          specs={caseParams}
          values={calculator.settings.values}
          words={messages}
          onChange={calculator.set}
        />
      </div>
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <RowBars key={width} rows={result.rows} lang={lang} words={messages} width={width} />
        ))}
      </div>
      <p className={styles.legend}>
        {sixTermNames.map((term) => (
          <span key={term}>
            <span className={`${styles.swatch} ${styles[term]}`} />
            {messages.terms[term]}
          </span>
        ))}
        <span>
          <span className={styles.stroke} />
          {messages.reported}
        </span>
      </p>
      <dl className={styles.readings}>
        {metrics.map(([name, label, value, text]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <output data-metric={name} data-value={value}>
                {text}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <CurePanel
        cure={cure}
        before={result.outOfMemoryPeak}
        open={result.solved}
        lang={lang}
        words={messages}
      />
    </CalculatorFigure>
  );
}
