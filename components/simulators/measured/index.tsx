import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { MeasuredView } from './MeasuredView';
import { measuredMessages } from './messages';
import { printedClaims, shownRows } from './rows';

/** The measured rows, read and checked at build: the browser gets names and numbers, not the catalogue. */
export function MeasuredRows({ lang }: { lang: Lang }) {
  return (
    <MeasuredView
      lang={lang}
      messages={measuredMessages[lang]}
      figure={figureMessages[lang]}
      rows={shownRows()}
      printed={printedClaims()}
    />
  );
}
