import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { rooflineMessages } from './messages';
import { RooflineView } from './RooflineView';

/** The roofline of the reader's machine, with the reader's model under it. */
export function RooflineCalculator({ lang }: { lang: Lang }) {
  return <RooflineView lang={lang} messages={rooflineMessages[lang]} figure={figureMessages[lang]} />;
}
