import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { LiveFigure } from '../live/LiveFigure';
import { fetchConsent, originOf } from '../live/messages';
import { useLiveLab } from '../live/use-live-lab';
import type { FileBytes } from '../runtime/model-setup';
import type { BatchingOrder } from './batching.worker';
import { type BatchingLive, createLive, record } from './live';
import { batchingMessages } from './messages';
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
  const [live] = useState(() => createLive(bytes));
  const lab = useLiveLab<BatchingLive, BatchingOrder, BatchingResult>({
    lang,
    specs: liveBatchingSpecs,
    keyOf: workKey,
    parts: live,
  });
  const { own } = lab;
  const { values } = lab.settings;
  const result = own?.result ?? live.recordedFor(values, lang);

  return (
    <LiveFigure
      id="live-batching"
      lang={lang}
      words={words}
      specs={liveBatchingSpecs}
      lab={lab}
      rung={lab.rung}
      sentence={live.describe(result, words, lang)}
      work={workKeys}
      beside={['rung']}
      consent={fetchConsent(values, lab.isReady, bytes, words, lang)}
      origin={originOf(own, words.source, result ? fill(words.source.recorded, record) : undefined)}
      source={{
        table: () => live.comparisonTable(result, words, lang),
        csv: () => live.requestTable(result, words),
        json: () => ({ lab: 'live-batching', settings: values, result }),
      }}
    >
      <live.Results id="live-batching" result={result} words={words} lang={lang} />
    </LiveFigure>
  );
}
