import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { firstFrame } from './first-frame';
import { prefixMessages } from './messages';
import { PrefixView } from './PrefixView';

/** The prefix simulator: first frame from the build, everything else on demand. */
export function PrefixSimulator({ lang, preset }: { lang: Lang; preset?: string }) {
  return (
    <PrefixView
      lang={lang}
      messages={prefixMessages[lang]}
      figure={figureMessages[lang]}
      first={firstFrame(preset)}
    />
  );
}
