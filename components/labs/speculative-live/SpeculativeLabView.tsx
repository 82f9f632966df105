'use client';

import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { FigureTable } from '@/components/charts/figure-types';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { LiveStatus } from '../live/LiveStatus';
import live from '../live/live.module.css';
import { useLiveLab } from '../live/use-live-lab';
import type { DrawnTest } from './draw-places';
import type { SpeculativeBytes, SpeculativeLive } from './live';
import type { SpeculativeMessages } from './messages';
import { speculativeSpecs, testKeys, workKey, workKeys } from './params';
import styles from './speculative.module.css';
import type { SpeculativeOrder } from './speculative.worker';
import type { SpeculativeResult } from './types';

export interface SpeculativeLabViewProps {
  readonly lang: Lang;
  readonly words: SpeculativeMessages;
  readonly figure: FigureMessages;
  /** What the recorded run says, before the run itself is loaded. */
  readonly still: { readonly sentence: string; readonly table: FigureTable };
  readonly bytes: SpeculativeBytes;
  readonly record: { readonly date: string; readonly machine: string };
  /** The initial result, drawn on the server. */
  readonly children: ReactNode;
}

/** The lab on the page. Small at first: drawing, worker and runtime follow the reader's first touch. */
export function SpeculativeLabView(props: SpeculativeLabViewProps) {
  const { lang, words, figure, still, bytes, record, children } = props;
  const load = useCallback(
    (): Promise<SpeculativeLive> => import('./live').then(({ createLive }) => createLive(bytes)),
    [bytes],
  );
  const lab = useLiveLab<SpeculativeLive, SpeculativeOrder, SpeculativeResult>({
    lang,
    specs: speculativeSpecs,
    keyOf: workKey,
    load,
  });
  const { settings, own, run } = lab;
  const { values } = settings;
  const parts = lab.live;
  const chart = useRef<SVGSVGElement>(null);
  const root = useRef<HTMLElement>(null);
  const result = own?.result ?? parts?.recordedFor(values);
  const dials = { specs: speculativeSpecs, values, words, onChange: lab.set };
  const [test, setTest] = useState<{ readonly of: string; readonly found: DrawnTest }>();
  // A test belongs to the p and q it drew from.
  const testId = [workKey(values), values.draws, values.rule, lab.rung].join(' ');
  const found = test?.of === testId ? test.found : undefined;
  const sure = values.temperature === 0;
  const drawable = !sure && (!parts || Boolean(result?.prefixes));

  const draw = async () => {
    const loaded = await lab.load();
    const { prefixes } = own?.result ?? loaded.recordedFor(values) ?? {};
    if (prefixes) setTest({ of: testId, found: await loaded.drawTest(prefixes, values) });
  };

  return (
    <Figure
      ref={root}
      lab="speculative-live"
      state={lab.state}
      rung={lab.rung}
      title={words.title}
      description={<LiveSentence text={parts ? parts.describe(result, words) : still.sentence} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'speculative-live',
            table: () => (parts ? parts.comparisonTable(result, words) : still.table),
            csv: () => (parts ? parts.tokenTable(result, words) : still.table),
            json: () => ({ lab: 'speculative-live', settings: values, result, test: found }),
            svg: () => chart.current ?? root.current?.querySelector<SVGSVGElement>('svg[role=img]'),
          }}
        >
          <details className={live.how}>
            <summary>{words.howTitle}</summary>
            {words.how.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </details>
        </FigureTools>
      }
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <div className={live.controls}>
        <ParamControls {...dials} only={workKeys} disabled={lab.busy} />
      </div>
      <div className={live.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={lab.start}>
          {words.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {words.cancel}
        </Button>
        <ParamControls {...dials} only={['rung']} disabled={lab.busy} />
      </div>
      <p className={live.source}>{consent(values, lab.isReady, bytes, words, lang)}</p>
      <LiveStatus run={run} words={words} lang={lang} />
      <p className={live.source} data-source={lab.rung}>
        {own?.result
          ? own.status === 'done'
            ? words.source[own.rung]
            : words.source.running
          : result || !parts
            ? fill(words.source.recorded, record)
            : words.source.unrecorded}
      </p>
      {parts ? <parts.Results result={result} words={words} lang={lang} chart={chart} /> : children}
      <section className={styles.test} aria-label={words.testTitle} data-part="test">
        <div className={live.part}>
          <h3>
            {words.testTitle} <small>{words.testHint}</small>
          </h3>
        </div>
        <div className={live.actions}>
          <Button name="test" disabled={lab.busy || !lab.ready || !drawable} onClick={draw}>
            {fill(words.test, { draws: formatNumber(Number(values.draws), 6) })}
          </Button>
          <ParamControls {...dials} only={testKeys} disabled={lab.busy} />
        </div>
        {!drawable && <p className={live.source}>{sure ? words.testSure : words.testNone}</p>}
        {parts && found && <parts.DrawTest test={found} words={words} />}
      </section>
    </Figure>
  );
}

function consent(
  { rung }: ParamValues,
  isReady: (rung: string) => boolean,
  bytes: SpeculativeBytes,
  words: SpeculativeMessages,
  lang: Lang,
): string {
  if (rung === 'recorded') return words.consentRecorded;
  if (isReady(String(rung))) return words.consentDone;
  const print = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  const runtime = rung === 'webgpu' ? bytes.webgpu : bytes.wasm;
  return fill(words.consent, { model: print(bytes.model + bytes.draft), runtime: print(runtime) });
}
