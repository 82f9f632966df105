import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { FlopsView } from './FlopsView';
import { flopsMessages } from './messages';

/** The count of a forward pass of the reader's model. */
export function FlopsCalculator({ lang }: { lang: Lang }) {
  return <FlopsView lang={lang} messages={flopsMessages[lang]} figure={figureMessages[lang]} />;
}
