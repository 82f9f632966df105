import { useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
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
import { createLive, record, type SpeculativeBytes, type SpeculativeLive } from './live';
import { type SpeculativeMessages, speculativeMessages } from './messages';
import { speculativeSpecs, testKeys, workKey, workKeys } from './params';
import styles from './speculative.module.css';
import type { SpeculativeOrder } from './speculative.worker';
import type { SpeculativeResult } from './types';

export interface LabProps {
  readonly lang: Lang;
  readonly bytes: SpeculativeBytes;
}

/** The lab itself: a recorded run at once, the reader's own on demand. */
export function Lab({ lang, bytes }: LabProps) {
  const words = speculativeMessages[lang];
  const figure = figureMessages[lang];
  const [parts] = useState(() => createLive(bytes));
  const lab = useLiveLab<SpeculativeLive, SpeculativeOrder, SpeculativeResult>({
    lang,
    specs: speculativeSpecs,
    keyOf: workKey,
    parts,
  });
  const { settings, own, run } = lab;
  const { values } = settings;
  const chart = useRef<SVGSVGElement>(null);
  const root = useRef<HTMLElement>(null);
  const result = own?.result ?? parts.recordedFor(values);
  const dials = { specs: speculativeSpecs, values, words, onChange: lab.set };
  const [test, setTest] = useState<{ readonly of: string; readonly found: DrawnTest }>();
  // A test belongs to the p and q it drew from.
  const testId = [workKey(values), values.draws, values.rule, lab.rung].join(' ');
  const found = test?.of === testId ? test.found : undefined;
  const sure = values.temperature === 0;
  const drawable = !sure && Boolean(result?.prefixes);

  const draw = async () => {
    const prefixes = result?.prefixes;
    if (prefixes) setTest({ of: testId, found: await parts.drawTest(prefixes, values) });
  };

  return (
    <Figure
      ref={root}
      lab="speculative-live"
      state={lab.state}
      rung={lab.rung}
      title={words.title}
      description={<LiveSentence text={parts.describe(result, words)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'speculative-live',
            table: () => parts.comparisonTable(result, words),
            csv: () => parts.tokenTable(result, words),
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
          : result
            ? fill(words.source.recorded, record)
            : words.source.unrecorded}
      </p>
      <parts.Results result={result} words={words} lang={lang} chart={chart} />
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
        {found && <parts.DrawTest test={found} words={words} />}
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
