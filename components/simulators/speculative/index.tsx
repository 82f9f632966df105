import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { publishedSpeculation } from '@/kernels/catalog/speculation';
import { speculativeMessages } from './messages';
import { SpeculativeView } from './SpeculativeView';

/** Guess and check: rounds token by token, and what they gain alone and in company. */
export function SpeculativeSimulator({ lang }: { lang: Lang }) {
  return (
    <SpeculativeView
      lang={lang}
      messages={speculativeMessages[lang]}
      figure={figureMessages[lang]}
      published={publishedSpeculation}
    />
  );
}
