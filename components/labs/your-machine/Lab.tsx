import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { compareMachineReports } from '@/kernels/gpu/machine/compare';
import { formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import { LiveFigure } from '../live/LiveFigure';
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
  const [parts] = useState(() => createLive(bytes));
  const lab = useMachineLab(lang, parts);
  const { settings, shown, against, run } = lab;
  const { report } = shown;
  const compared = against ? compareMachineReports(report, against.report) : undefined;

  return (
    <LiveFigure
      id="your-machine"
      lang={lang}
      words={words}
      specs={machineSpecs}
      lab={lab}
      rung={shown.id === 'latest' && run ? run.rung : 'recorded'}
      sentence={describe(report, words, lang)}
      beside={['rung', 'stages']}
      consent={consent(settings.values, bytes, words, lang)}
      source={{
        table: () => variantTable(report, against?.report, compared?.variants ?? [], words, lang),
        json: () => report,
      }}
    >
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
      />
      <Reports {...lab} words={words} onText={lab.give} onUnreadable={lab.fail} onForget={lab.forget} />
    </LiveFigure>
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
