import { useRef } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import type { ParamValues } from '@/kernels/simulator';
import { LiveStatus } from '../live/LiveStatus';
import styles from '../live/live.module.css';
import { useLiveLab } from '../live/use-live-lab';
import { live } from './live';
import { pagedMessages } from './messages';
import { pagedSpecs, problemKey, problemSpecs, sourceSpecs } from './params';
import type { AttentionResult } from './types';
import { describe, kernelTable } from './words';

const keysOf = (specs: readonly { readonly key: string }[]) => specs.map(({ key }) => key);

/** The lab itself: a recorded result at once, the reader's own on demand. */
export function Lab({ lang }: { lang: Lang }) {
  const words = pagedMessages[lang];
  const figure = figureMessages[lang];
  const lab = useLiveLab<typeof live, ParamValues, AttentionResult>({
    lang,
    specs: pagedSpecs,
    keyOf: problemKey,
    parts: live,
  });
  const { settings, own, run } = lab;
  const { values } = settings;
  const chart = useRef<SVGSVGElement>(null);
  const root = useRef<HTMLElement>(null);
  const result = own?.result ?? live.recordedFor(values);
  const kernel = String(values.kernel);
  const dials = { specs: pagedSpecs, values, words, onChange: lab.set };
  const source = own?.result
    ? fill(words.source[own.rung], { adapter: own.result.adapter })
    : result
      ? fill(words.source.recorded, { date: live.date, machine: live.machine[lang] })
      : words.source.unrecorded;

  return (
    <Figure
      ref={root}
      lab="paged-attention"
      state={lab.state}
      rung={lab.rung}
      title={words.title}
      description={<LiveSentence text={describe(result, kernel, words, lang)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'paged-attention',
            table: () => kernelTable(result, words, lang),
            json: () => ({ lab: 'paged-attention', settings: values, result }),
            svg: () => chart.current ?? root.current?.querySelector<SVGSVGElement>('svg[role=img]'),
          }}
        >
          <details className={styles.how}>
            <summary>{words.howTitle}</summary>
            {words.how.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </details>
        </FigureTools>
      }
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <div className={styles.controls}>
        <ParamControls {...dials} only={keysOf(problemSpecs)} disabled={lab.busy} />
      </div>
      <div className={styles.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={lab.start}>
          {words.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {words.cancel}
        </Button>
        <ParamControls {...dials} only={['rung']} disabled={lab.busy} />
        <ParamControls {...dials} only={keysOf(sourceSpecs)} />
      </div>
      <p className={styles.source}>{values.rung === 'recorded' ? words.consentRecorded : words.consent}</p>
      <LiveStatus run={run} words={words} lang={lang} />
      <p className={styles.source} data-source={lab.rung}>
        {source}
      </p>
      <live.Results result={result} kernel={kernel} words={words} lang={lang} chart={chart}>
        <live.Source values={values} words={words} />
      </live.Results>
    </Figure>
  );
}
