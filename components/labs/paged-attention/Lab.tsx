import { fill, type Lang } from '@/components/lang';
import type { ParamValues } from '@/kernels/simulator';
import { LiveFigure } from '../live/LiveFigure';
import { useLiveLab } from '../live/use-live-lab';
import { live } from './live';
import { pagedMessages } from './messages';
import { pagedSpecs, problemKey, problemSpecs, sourceSpecs } from './params';
import type { AttentionResult } from './types';
import { describe, kernelTable } from './words';

const keysOf = (specs: readonly { readonly key: string }[]) => specs.map(({ key }) => key);

/** The lab itself: a recorded result at once, the reader's own on demand. */
export function Lab({ lang }: { lang: Lang }) {
  const words = pagedMessages[lang];
  const lab = useLiveLab<typeof live, ParamValues, AttentionResult>({
    lang,
    specs: pagedSpecs,
    keyOf: problemKey,
    parts: live,
  });
  const { own } = lab;
  const { values } = lab.settings;
  const result = own?.result ?? live.recordedFor(values);
  const kernel = String(values.kernel);
  const origin = own?.result
    ? fill(words.source[own.rung], { adapter: own.result.adapter })
    : result
      ? fill(words.source.recorded, { date: live.date, machine: live.machine[lang] })
      : words.source.unrecorded;

  return (
    <LiveFigure
      id="paged-attention"
      lang={lang}
      words={words}
      specs={pagedSpecs}
      lab={lab}
      rung={lab.rung}
      sentence={describe(result, kernel, words, lang)}
      work={keysOf(problemSpecs)}
      beside={['rung']}
      reading={keysOf(sourceSpecs)}
      consent={values.rung === 'recorded' ? words.consentRecorded : words.consent}
      origin={origin}
      source={{
        table: () => kernelTable(result, words, lang),
        json: () => ({ lab: 'paged-attention', settings: values, result }),
      }}
    >
      <live.Results result={result} kernel={kernel} words={words} lang={lang}>
        <live.Source values={values} words={words} />
      </live.Results>
    </LiveFigure>
  );
}
