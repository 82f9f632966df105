'use client';

import { useMemo, useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import type { Setup } from '@/kernels/cost/setup';
import { type Decision, decide } from '@/kernels/engines/decision/decide';
import { needsParams, needsPresets, resolveAnswers } from '@/kernels/engines/decision/needs';
import { formatNumber } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import styles from './engines.module.css';
import { Leaf } from './Leaf';
import type { EnginesMessages, EnginesMetric } from './messages';
import { Path } from './Path';
import type { ShownEngine } from './rows';
import { Threads, threadsHeight } from './Threads';

interface EnginesViewProps {
  readonly lang: Lang;
  readonly messages: EnginesMessages;
  readonly figure: FigureMessages;
  readonly engines: readonly ShownEngine[];
  /** The day on which the sources were read. */
  readonly read: string;
}

const spec = {
  specs: needsParams,
  presets: needsPresets,
  firstPreset: 'yours',
  compute: (setup: Setup, values: ParamValues) => resolveAnswers(setup, values),
};

/** The dials that most readers turn stand above the drawing, the rest below it. */
const FIRST = ['hardware', 'file', 'users', 'output'];
const first = needsParams.filter((one) => FIRST.includes(one.key));
const rest = needsParams.filter((one) => !FIRST.includes(one.key));

/** Eight engines run down nine questions until one ends them. */
export function EnginesView({ lang, messages, figure, engines, read }: EnginesViewProps) {
  const calculator = useCalculator(spec);
  const { answers, fromSetup } = calculator.result;
  const decision = useMemo(() => decide(engines, answers), [engines, answers]);
  const drawings = useRef<HTMLDivElement>(null);
  const names = (ids: readonly string[]) => nameList(ids, engines, messages);
  const answer = (question: string) =>
    messages.choices?.[`${question}.${answers[question as keyof typeof answers]}`];
  const { leaf, steps } = decision;
  const metrics: Record<EnginesMetric, number> = {
    clear: leaf.clear.length,
    reserved: leaf.reserved.length,
    ended: engines.length - leaf.clear.length - leaf.reserved.length,
  };
  return (
    <CalculatorFigure
      id="engines"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={first}
      calculator={calculator}
      sentence={sentenceOf(decision, answers.users === 'one', names, messages)}
      table={() => ({
        caption: messages.tableCaption,
        columns: messages.tableColumns.map((label) => ({ label })),
        rows: steps.map((step) => [
          messages.asks[step.question],
          answer(step.question) ?? step.answer,
          names(step.dropped),
          names(step.reserved),
          names(step.left),
        ]),
      })}
      svg={() => shownDrawing(drawings.current)}
    >
      <div ref={drawings}>
        {[928, 400].map((width) => (
          <svg
            key={width}
            viewBox={`0 0 ${width} ${threadsHeight(width)}`}
            className={`${styles.drawing} ${width > 500 ? styles.wide : styles.narrow}`}
            role="img"
            aria-label={messages.drawing}
          >
            <Threads width={width} engines={engines} decision={decision} words={messages} />
          </svg>
        ))}
      </div>
      <div className={styles.bar}>
        <ParamControls
          specs={rest}
          values={calculator.settings.values}
          words={messages}
          onChange={calculator.set}
        />
      </div>
      <dl className={styles.readings}>
        {(Object.keys(metrics) as EnginesMetric[]).map((name) => (
          <div key={name}>
            <dt>{messages.metrics[name]}</dt>
            <dd>
              <output data-metric={name} data-value={metrics[name]}>
                {formatNumber(metrics[name], 3)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <Leaf leaf={leaf} engines={engines} words={messages} lang={lang} setup={calculator.setup} />
      <Path
        decision={decision}
        engines={engines}
        fromSetup={fromSetup}
        words={messages}
        read={read}
        onChange={calculator.set}
      />
    </CalculatorFigure>
  );
}

/** Names in a row. Worked: `vLLM, SGLang and TGI`. */
function nameList(ids: readonly string[], engines: readonly ShownEngine[], words: EnginesMessages): string {
  const all = ids.map((id) => engines.find((engine) => engine.id === id)?.name ?? id);
  if (all.length < 2) return all.join('');
  return `${all.slice(0, -1).join(words.listJoin)}${words.lastJoin}${all[all.length - 1]}`;
}

function sentenceOf(
  { verdict, leaf }: Decision,
  alone: boolean,
  names: (ids: readonly string[]) => string,
  words: EnginesMessages,
): string {
  const main = fill(verdict === 'several' && alone ? words.easiest : words.verdicts[verdict], {
    names: names(verdict === 'reserved' ? leaf.reserved : leaf.clear),
  });
  const more = verdict !== 'reserved' && leaf.reserved.length > 0;
  return more ? `${main} ${fill(words.besides, { names: names(leaf.reserved) })}` : main;
}
