import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { enginesRead } from '@/kernels/catalog/engines';
import { EnginesView } from './EnginesView';
import { enginesMessages } from './messages';
import { shownEngines } from './rows';

/** Which engines remain on the reader's Setup, question by question, and what another answer would change. */
export function EnginesSimulator({ lang }: { lang: Lang }) {
  return (
    <EnginesView
      lang={lang}
      messages={enginesMessages[lang]}
      figure={figureMessages[lang]}
      engines={shownEngines(lang)}
      read={enginesRead}
    />
  );
}
