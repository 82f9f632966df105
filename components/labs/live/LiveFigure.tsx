import { type ReactNode, useRef } from 'react';
import { Figure, type FigureProps } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
import type { FigureSource } from '@/components/charts/figure-types';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { shownDrawing } from '@/components/charts/shown-drawing';
import type { Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls, type ParamWords } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import type { UrlState } from '@/components/url-state';
import type { ParamSpec } from '@/kernels/simulator';
import { LiveStatus } from './LiveStatus';
import styles from './live.module.css';
import type { LiveMessages } from './messages';
import type { LiveRun } from './types';

interface LiveFigureProps {
  readonly id: string;
  readonly lang: Lang;
  readonly words: LiveMessages &
    ParamWords & {
      readonly title: string;
      readonly run: string;
      readonly howTitle: string;
      readonly how: readonly string[];
    };
  readonly specs: readonly ParamSpec[];
  readonly lab: {
    readonly state: FigureProps['state'];
    readonly settings: UrlState;
    readonly run: LiveRun<unknown> | undefined;
    readonly busy: boolean;
    readonly ready: boolean;
    readonly set: (key: string, value: number | string) => void;
    readonly start: () => void;
    readonly cancel: () => void;
  };
  readonly rung: string;
  /** What the figure says now. */
  readonly sentence: string;
  /** Dials of the work in a line of their own, those beside the buttons, and those that mean no new run. */
  readonly work?: readonly string[];
  readonly beside: readonly string[];
  readonly reading?: readonly string[];
  /** What pressing Run fetches. */
  readonly consent: string;
  /** Where what is shown comes from; a lab with reports to choose from says it with them. */
  readonly origin?: string;
  readonly source: Pick<FigureSource, 'table' | 'csv' | 'json'>;
  readonly children: ReactNode;
}

/** The frame of a lab that measures: dials, Run and Cancel, what it is doing, the result, tools. */
export function LiveFigure(props: LiveFigureProps) {
  const { id, lang, words, specs, lab, rung, work, beside, reading, origin, source } = props;
  const figure = figureMessages[lang];
  const dials = { specs, values: lab.settings.values, words, onChange: lab.set };
  const root = useRef<HTMLElement>(null);
  return (
    <Figure
      ref={root}
      lab={id}
      state={lab.state}
      rung={rung}
      title={words.title}
      description={<LiveSentence text={props.sentence} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{ name: id, svg: () => shownDrawing(root.current), ...source }}
          how={{ title: words.howTitle, text: words.how }}
        />
      }
    >
      <ReplacedNotice issues={lab.settings.issues} messages={figure} />
      {work && (
        <div className={styles.controls}>
          <ParamControls {...dials} only={work} disabled={lab.busy} />
        </div>
      )}
      <div className={styles.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={lab.start}>
          {words.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {words.cancel}
        </Button>
        <ParamControls {...dials} only={beside} disabled={lab.busy} />
        {reading && <ParamControls {...dials} only={reading} />}
      </div>
      <p className={styles.consent}>{props.consent}</p>
      <LiveStatus run={lab.run} words={words} lang={lang} />
      {origin && (
        <p className={styles.source} data-source={rung}>
          {origin}
        </p>
      )}
      {props.children}
    </Figure>
  );
}
