import { figureMessages } from '@/components/charts/figure-messages';
import { modelFileBytes } from '@/components/labs/runtime/file-bytes';
import type { Lang } from '@/components/lang';
import data from '@/content/data/recorded/structured.json';
import { OWN, structuredPresets, tasks } from '@/kernels/structured/presets';
import { compileScene } from './compiled';
import { structuredMessages } from './messages';
import { type Recorded, unpackRun } from './recorded';
import { StructuredView } from './StructuredView';

const recorded = data as unknown as Recorded;
/** Far enough that something has been written, jumped over and forbidden. */
const FIRST_CURSOR = 9;

/** The simulator of the chapter on constrained output: a recorded text in the page itself, live ones on demand. */
export function StructuredSimulator({ lang, preset: asked }: { lang: Lang; preset?: string }) {
  const known = asked && asked !== OWN && Object.hasOwn(structuredPresets, asked);
  const preset = known ? asked : 'form';
  const run = unpackRun(recorded.runs[preset].off);
  const ids = new Set(run.opening);
  for (const step of run.steps)
    for (const id of [step.id, ...step.forced, ...step.favourites.map((one) => one.id)]) ids.add(id);
  return (
    <StructuredView
      lang={lang}
      messages={structuredMessages[lang]}
      figure={figureMessages[lang]}
      start={{
        preset,
        run: {
          ...run,
          tokenTexts: Object.fromEntries([...ids].map((id) => [id, recorded.tokenTexts[id]])),
        },
        compiled: compileScene(tasks[preset], 'spaced'),
        rates: recorded.rates[preset],
        cursor: Math.min(FIRST_CURSOR, run.steps.length),
        temperature: recorded.temperature,
        bytes: modelFileBytes(),
      }}
      vocabulary={recorded.vocabulary}
      record={{ date: recorded.date, machine: recorded.machine }}
    />
  );
}
