'use client';

import { useMemo, useRef } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import { choosePresets } from '@/kernels/cost/choose/scenes';
import type { PlanTerm } from '@/kernels/cost/plan-memory';
import type { Setup } from '@/kernels/cost/setup';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import type { Side } from './Bars';
import { Candidates } from './Candidates';
import { Compare } from './Compare';
import styles from './choose.module.css';
import type { ChooseMessages } from './messages';
import { Overview } from './Overview';
import { Questions } from './Questions';
import { Refusal } from './Refusal';
import { candidateTable } from './table';
import { useAdvice } from './use-advice';
import { chooseSentence, type Speaker } from './words';

interface ChooseViewProps {
  readonly lang: Lang;
  readonly messages: ChooseMessages;
  readonly figure: FigureMessages;
  readonly terms: Readonly<Record<PlanTerm, string>>;
  /** Names of accelerators, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** The dials; they name the whole catalogue, which the view does without. */
  readonly specs: readonly ParamSpec[];
  /** The first scene, answered at build. */
  readonly first: ChooseAnswer;
}

/** The question; a worker answers it. */
const question = (setup: Setup, values: ParamValues) => {
  // Which rows are compared, and the words of a scene, ask nothing new.
  const { first: _, second: __, ...asked } = values;
  return { kind: 'choose' as const, setup, values: asked };
};
const above = ['about', 'machine', 'count', 'load', 'quality', 'rankedBy'];

/** What would serve a model, best first, with reasons; or why nothing would, and the least change. */
export function ChooseView(props: ChooseViewProps) {
  const { lang, messages, figure, terms, names, specs, first } = props;
  const spec = useMemo(
    () => ({ specs, presets: choosePresets, firstPreset: 'setup', compute: question }),
    [specs],
  );
  const calculator = useCalculator(spec);
  const { settings, setup } = calculator;
  const { answer, trouble, settled } = useAdvice(calculator.result, first);
  const drawings = useRef<HTMLDivElement>(null);
  const speaker: Speaker = useMemo(() => ({ lang, words: messages, names }), [lang, messages, names]);
  const last = answer.listed.length - 1;
  const place = (key: string) => Math.min(Math.max(0, last), Number(settings.values[key]) - 1);
  const chosen = [place('first'), place('second')] as const;
  const sides: Side[] = [
    { name: 'A' as const, one: answer.listed[chosen[0]] },
    { name: 'B' as const, one: answer.listed[chosen[1]] },
  ].slice(0, last < 0 ? 0 : chosen[0] === chosen[1] ? 1 : 2);
  // Another question has another list; its first two are compared.
  const ask = (moved: ParamValues) => calculator.setAll({ ...moved, first: 1, second: 2 });
  const sentence = trouble
    ? fill(messages.trouble[trouble.id] ?? messages.trouble.other, { id: trouble.id, ...trouble.data })
    : chooseSentence(answer, speaker);
  return (
    <CalculatorFigure
      id="choose"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={specs.filter(({ kind }) => kind === 'choice')}
      above={above}
      calculator={{
        ...calculator,
        result: answer,
        set: (key, value) => ask({ [key]: value }),
      }}
      state={settled ? 'done' : 'running'}
      sentence={sentence}
      table={() => candidateTable(answer, speaker)}
      svg={() => shownDrawing(drawings.current)}
    >
      <Questions specs={specs} values={settings.values} setup={setup} words={messages} onChange={ask} />
      {(['fitting', 'considered'] as const).map((name) => (
        <output
          key={name}
          className="visually-hidden"
          data-metric={name}
          data-value={answer[name]}
          aria-label={messages.counts[name]}
        >
          {answer[name]}
        </output>
      ))}
      <div ref={drawings} className={settled ? undefined : styles.stale}>
        {[928, 400].map((width) => (
          <Overview
            key={width}
            {...{ answer, speaker, width, chosen }}
            onPick={(at) => calculator.set('second', at + 1)}
          />
        ))}
      </div>
      <div className={settled ? undefined : styles.stale}>
        {answer.refusal && <Refusal refusal={answer.refusal} speaker={speaker} onApply={ask} />}
        {answer.listed.length > 0 && (
          <>
            <Candidates
              {...{ answer, speaker, chosen }}
              onChoose={(side, at) => calculator.set(side, at + 1)}
            />
            <Compare {...{ answer, sides, speaker, terms, setup }} />
          </>
        )}
      </div>
      <noscript>
        <p className={styles.note}>{messages.noScript}</p>
      </noscript>
    </CalculatorFigure>
  );
}
