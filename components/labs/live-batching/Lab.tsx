import { useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { LiveStatus } from '../live/LiveStatus';
import styles from '../live/live.module.css';
import { useLiveLab } from '../live/use-live-lab';
import type { FileBytes } from '../runtime/model-setup';
import type { BatchingOrder } from './batching.worker';
import { type BatchingLive, createLive, record } from './live';
import { type BatchingMessages, batchingMessages } from './messages';
import { liveBatchingSpecs, workKey, workSpecs } from './params';
import type { BatchingResult } from './types';

export interface LabProps {
  readonly lang: Lang;
  readonly bytes: FileBytes;
}

const workKeys = workSpecs.map(({ key }) => key);

/** The lab itself: a recorded run at once, the reader's own on demand. */
export function Lab({ lang, bytes }: LabProps) {
  const words = batchingMessages[lang];
  const figure = figureMessages[lang];
  const [live] = useState(() => createLive(bytes));
  const lab = useLiveLab<BatchingLive, BatchingOrder, BatchingResult>({
    lang,
    specs: liveBatchingSpecs,
    keyOf: workKey,
    parts: live,
  });
  const { settings, own, run } = lab;
  const { values } = settings;
  const chart = useRef<SVGSVGElement>(null);
  const root = useRef<HTMLElement>(null);
  const result = own?.result ?? live.recordedFor(values, lang);
  const dials = { specs: liveBatchingSpecs, values, words, onChange: lab.set };

  return (
    <Figure
      ref={root}
      lab="live-batching"
      state={lab.state}
      rung={lab.rung}
      title={words.title}
      description={<LiveSentence text={live.describe(result, words, lang)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'live-batching',
            table: () => live.comparisonTable(result, words, lang),
            csv: () => live.requestTable(result, words),
            json: () => ({ lab: 'live-batching', settings: values, result }),
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
        <ParamControls {...dials} only={workKeys} disabled={lab.busy} />
      </div>
      <div className={styles.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={lab.start}>
          {words.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {words.cancel}
        </Button>
        <ParamControls {...dials} only={['rung']} disabled={lab.busy} />
      </div>
      <p className={styles.source}>{consent(values, lab.isReady, bytes, words, lang)}</p>
      <LiveStatus run={run} words={words} lang={lang} />
      <p className={styles.source} data-source={lab.rung}>
        {own?.result
          ? own.status === 'done'
            ? words.source[own.rung]
            : words.source.running
          : result
            ? fill(words.source.recorded, record)
            : words.source.unrecorded}
      </p>
      <live.Results id="live-batching" result={result} words={words} lang={lang} chart={chart} />
    </Figure>
  );
}

function consent(
  { rung }: ParamValues,
  isReady: (rung: string) => boolean,
  bytes: FileBytes,
  words: BatchingMessages,
  lang: Lang,
): string {
  if (rung === 'recorded') return words.consentRecorded;
  if (isReady(String(rung))) return words.consentDone;
  const print = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  const runtime = rung === 'webgpu' ? bytes.webgpu : bytes.wasm;
  return fill(words.consent, { model: print(bytes.model), runtime: print(runtime) });
}
