import { Still } from '@/components/book/Still';
import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import data from '@/content/data/recorded/paged-attention.json';
import { defaultParams } from '@/kernels/simulator';
import { pagedMessages } from './messages';
import { PagedAttentionView } from './PagedAttentionView';
import { pagedSpecs, problemKey } from './params';
import { Results } from './Results';
import { Source } from './Source';
import type { AttentionResult } from './types';

const recorded = data.entries as unknown as Readonly<Record<string, AttentionResult>>;

/** The lab of the chapter on paging: recorded times in the page itself, the reader's own on demand. */
export function PagedAttentionLab({ lang }: { lang: Lang }) {
  const words = pagedMessages[lang];
  const values = defaultParams(pagedSpecs);
  const result = recorded[problemKey(values)];
  const { date, machine } = data;
  return (
    <PagedAttentionView
      lang={lang}
      words={words}
      figure={figureMessages[lang]}
      initial={result}
      record={{ date, machine: machine[lang] }}
    >
      <Still>
        <Results result={result} kernel={String(values.kernel)} words={words} lang={lang}>
          <Source values={values} words={words} />
        </Results>
      </Still>
    </PagedAttentionView>
  );
}
