import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { formatNumber } from '@/kernels/numbers/format';
import { LiveFigure } from '../live/LiveFigure';
import live from '../live/live.module.css';
import { fetchConsent, originOf } from '../live/messages';
import { useLiveLab } from '../live/use-live-lab';
import type { DrawnTest } from './draw-places';
import { createLive, record, type SpeculativeBytes, type SpeculativeLive } from './live';
import { speculativeMessages } from './messages';
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
  const [parts] = useState(() => createLive(bytes));
  const lab = useLiveLab<SpeculativeLive, SpeculativeOrder, SpeculativeResult>({
    lang,
    specs: speculativeSpecs,
    keyOf: workKey,
    parts,
  });
  const { own } = lab;
  const { values } = lab.settings;
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
    <LiveFigure
      id="speculative-live"
      lang={lang}
      words={words}
      specs={speculativeSpecs}
      lab={lab}
      rung={lab.rung}
      sentence={parts.describe(result, words)}
      work={workKeys}
      beside={['rung']}
      consent={fetchConsent(values, lab.isReady, { ...bytes, model: bytes.model + bytes.draft }, words, lang)}
      origin={originOf(own, words.source, result ? fill(words.source.recorded, record) : undefined)}
      source={{
        table: () => parts.comparisonTable(result, words),
        csv: () => parts.tokenTable(result, words),
        json: () => ({ lab: 'speculative-live', settings: values, result, test: found }),
      }}
    >
      <parts.Results result={result} words={words} lang={lang} />
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
    </LiveFigure>
  );
}
