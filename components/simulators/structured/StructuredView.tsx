'use client';

import { useMemo, useRef } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { LiveStatus } from '@/components/labs/live/LiveStatus';
import { fill, type Lang } from '@/components/lang';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { formatQuantity } from '@/kernels/numbers/format';
import { AutomatonDrawing } from './AutomatonDrawing';
import { LiveControls, PlayControls } from './Controls';
import { Counters } from './Counters';
import type { StructuredMessages } from './messages';
import { OwnTask } from './OwnTask';
import { PassPanel } from './PassPanel';
import { RatesTable } from './RatesTable';
import { type Moment, momentOf } from './shown';
import styles from './structured.module.css';
import { TextPanel } from './TextPanel';
import { passesTable } from './tables';
import { type StructuredStart, type StructuredState, useStructured } from './use-structured';

export interface StructuredViewProps {
  readonly lang: Lang;
  readonly messages: StructuredMessages;
  readonly figure: FigureMessages;
  readonly start: StructuredStart;
  readonly vocabulary: number;
  readonly record: { readonly date: string; readonly machine: string };
}

/** The automaton beside the running text; its parts draw themselves. */
export function StructuredView({
  lang,
  messages,
  figure: words,
  start,
  vocabulary,
  record,
}: StructuredViewProps) {
  const figure = useStructured(start);
  const { run, compiled, cursor, masked } = figure;
  const drawing = useRef<SVGSVGElement>(null);
  const moment = useMemo(() => (run ? momentOf(run, cursor, masked) : undefined), [run, cursor, masked]);
  const way = useMemo(() => wayThrough(figure, moment), [figure, moment]);
  const parts = { figure, messages, lang, bytes: start.bytes };

  return (
    <Figure
      simulator="structured"
      state={figure.state}
      rung={figure.rung}
      title={messages.title}
      description={<LiveSentence text={sentence(figure, moment, messages, lang)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={words}
          source={{
            name: 'structured',
            table: () => passesTable(run, messages),
            json: () => ({ simulator: 'structured', settings: figure.settings, task: figure.task, run }),
            svg: () => drawing.current,
          }}
          how={{ title: messages.howTitle, text: messages.how }}
        />
      }
    >
      <ReplacedNotice issues={figure.settings.issues} messages={words} />
      <PlayControls {...parts} />
      <AutomatonDrawing
        ref={drawing}
        compiled={compiled}
        place={figure.isCompiled ? way.place : undefined}
        passed={way.passed}
        stale={!figure.isCompiled}
        messages={messages}
      />
      <TextPanel prompt={figure.task.prompt} moment={moment} messages={messages} />
      <div className={styles.columns}>
        <PassPanel moment={moment} masked={masked} vocabulary={vocabulary} messages={messages} lang={lang} />
        <section className={styles.part}>
          <h3>{messages.counted}</h3>
          <Counters
            moment={moment}
            compiled={compiled}
            valid={moment?.over ? run?.valid : undefined}
            maskSeconds={figure.maskSeconds}
            messages={messages}
            lang={lang}
          />
          {figure.rates && <RatesTable rates={figure.rates} messages={messages} lang={lang} />}
        </section>
      </div>
      <p className={styles.note} data-source={figure.rung}>
        {sourceText(figure, messages, record, lang)}
      </p>
      <LiveControls {...parts} />
      <LiveStatus run={figure.work} words={messages} lang={lang} />
      <OwnTask figure={figure} messages={messages} />
    </Figure>
  );
}

/** Where the text stands on the drawing, and what it has passed. */
function wayThrough({ run, cursor, compiled }: StructuredState, moment: Moment | undefined) {
  const passed = new Set<number>([compiled.places[0]]);
  let place: number | undefined;
  const visit = (state: number | undefined) => {
    const at = state === undefined || state < 0 ? undefined : compiled.places[state];
    if (at === undefined) return;
    place = at;
    passed.add(at);
  };
  if (run && moment) {
    for (let at = 0; at < cursor; at++) visit(run.steps[at].state);
    visit(moment.state);
    if (moment.state < 0) place = undefined;
  }
  return { place, passed };
}

function sentence(
  figure: StructuredState,
  moment: Moment | undefined,
  messages: StructuredMessages,
  lang: Lang,
): string {
  if (!moment) return messages.sentences.none;
  const count = (value: number) => formatQuantity(value, 'count', { lang });
  const values = { passes: count(moment.passes), tokens: count(moment.tokens.length) };
  if (!moment.over) return fill(messages.sentences.running, values);
  const { valid, ended } = figure.run ?? {};
  if (ended === 'limit') return fill(messages.sentences.limit, values);
  return fill(valid ? messages.sentences.valid : messages.sentences.invalid, values);
}

/** Where the text and the rates come from. */
function sourceText(
  figure: StructuredState,
  messages: StructuredMessages,
  record: { date: string; machine: string },
  lang: Lang,
): string {
  const text = figure.run ? fill(messages.sources[figure.rung], record) : messages.sources.none;
  if (!figure.rates) return text;
  return `${text}${lang === 'zh' ? '' : ' '}${fill(figure.areLiveRates ? messages.sources.liveRates : messages.sources.recordedRates, record)}`;
}
