import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import data from '@/content/data/recorded/live-batching.json';
import { defaultParams } from '@/kernels/simulator';
import { modelFileBytes } from '../runtime/file-bytes';
import { LiveBatchingView } from './LiveBatchingView';
import { batchingMessages } from './messages';
import { liveBatchingSpecs, workKey } from './params';
import { Results } from './Results';
import { type CompactResult, expand } from './recorded';
import type { BatchingResult } from './types';
import { comparisonTable, describe } from './words';

const entries = data.entries as unknown as Readonly<Record<string, CompactResult>>;
const texts = data.texts as unknown as Readonly<Record<Lang, BatchingResult['texts']>>;

/** The live lab of the chapter on batching: a recorded run in the page itself, the reader's own on demand. */
export function LiveBatchingLab({ lang }: { lang: Lang }) {
  const words = batchingMessages[lang];
  const result = expand(entries[workKey(defaultParams(liveBatchingSpecs))], texts[lang]);
  const { date, machine } = data;
  return (
    <LiveBatchingView
      lang={lang}
      words={words}
      figure={figureMessages[lang]}
      still={{ sentence: describe(result, words, lang), table: comparisonTable(result, words, lang) }}
      bytes={modelFileBytes()}
      record={{ date, machine }}
    >
      <Results id="live-batching-still" result={result} words={words} lang={lang} />
    </LiveBatchingView>
  );
}
