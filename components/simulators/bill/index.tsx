import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { BillView } from './BillView';
import { billMessages } from './messages';

/** One decode step of the reader's Setup, and what a larger batch trades. */
export function BillCalculator({ lang }: { lang: Lang }) {
  return <BillView lang={lang} messages={billMessages[lang]} figure={figureMessages[lang]} />;
}
