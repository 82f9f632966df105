import { useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { compareMachineReports } from '@/kernels/gpu/machine/compare';
import { formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { LiveStatus } from '../live/LiveStatus';
import live from '../live/live.module.css';
import type { FileBytes } from '../runtime/model-setup';
import { createLive } from './live';
import { type MachineMessages, machineMessages } from './messages';
import { machineSpecs } from './params';
import { ReportChoices } from './ReportChoices';
import { Reports } from './Reports';
import { Results } from './Results';
import { useMachineLab } from './use-machine-lab';
import { describe, nameOf, variantTable } from './words';

export interface LabProps {
  readonly lang: Lang;
  readonly bytes: FileBytes;
  readonly loops: Readonly<Record<string, string>>;
}

/** The lab itself: a recorded report at once, the reader's own on demand, others' beside it. */
export function Lab({ lang, bytes, loops }: LabProps) {
  const words = machineMessages[lang];
  const figure = figureMessages[lang];
  const [parts] = useState(() => createLive(bytes));
  const lab = useMachineLab(lang, parts);
  const { settings, shown, against, run } = lab;
  const { report } = shown;
  const chart = useRef<HTMLDivElement>(null);
  const compared = against ? compareMachineReports(report, against.report) : undefined;
  const dials = { specs: machineSpecs, values: settings.values, words, onChange: lab.set };

  return (
    <Figure
      lab="your-machine"
      state={lab.state}
      rung={shown.id === 'latest' && run ? run.rung : 'recorded'}
      title={words.title}
      description={<LiveSentence text={describe(report, words, lang)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'your-machine',
            table: () => variantTable(report, against?.report, compared?.variants ?? [], words, lang),
            json: () => report,
            svg: () => shownDrawing(chart.current),
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
      <div className={live.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={lab.start}>
          {words.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {words.cancel}
        </Button>
        <ParamControls {...dials} only={['rung', 'stages']} disabled={lab.busy} />
      </div>
      <p className={live.source}>{consent(settings.values, bytes, words, lang)}</p>
      <LiveStatus run={run} words={words} lang={lang} />
      <ReportChoices
        shelf={lab.shelf}
        shown={shown}
        against={against}
        busy={lab.busy}
        words={words}
        lang={lang}
        onChoose={lab.set}
      />
      <Results
        shown={shown}
        other={against && { report: against.report, name: nameOf(against.report, words) }}
        compared={compared}
        loops={loops}
        words={words}
        lang={lang}
        chart={chart}
      />
      <Reports {...lab} words={words} onText={lab.give} onUnreadable={lab.fail} onForget={lab.forget} />
    </Figure>
  );
}

function consent(
  { rung, stages }: ParamValues,
  bytes: FileBytes,
  words: MachineMessages,
  lang: Lang,
): string {
  if (rung === 'recorded') return words.consentRecorded;
  if (stages === 'peaks') return words.consentPeaks;
  const print = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  // The GPU's runtime has the processor's in it.
  const runtime = rung === 'webgpu' ? bytes.webgpu : bytes.wasm;
  return fill(words.consentAll, { model: print(bytes.model), runtime: print(runtime) });
}
