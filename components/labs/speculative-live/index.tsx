import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import data from '@/content/data/recorded/speculative.json';
import { defaultParams } from '@/kernels/simulator';
import { modelFileBytes } from '../runtime/file-bytes';
import { speculativeMessages } from './messages';
import { speculativeSpecs } from './params';
import { Results } from './Results';
import { recordedFor, type SpeculativeRecord } from './recorded';
import { SpeculativeLabView } from './SpeculativeLabView';
import { comparisonTable, describe } from './words';

const record = data as unknown as SpeculativeRecord;

/** The live lab of the chapter on speculative decoding: a recorded run in the page itself, the reader's own on demand. */
export function SpeculativeLab({ lang }: { lang: Lang }) {
  const words = speculativeMessages[lang];
  const result = recordedFor(record, defaultParams(speculativeSpecs));
  const { date, machine } = record;
  return (
    <SpeculativeLabView
      lang={lang}
      words={words}
      figure={figureMessages[lang]}
      still={{ sentence: describe(result, words), table: comparisonTable(result, words) }}
      bytes={modelFileBytes()}
      record={{ date, machine }}
    >
      <Results result={result} words={words} lang={lang} />
    </SpeculativeLabView>
  );
}
