import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { MoneyView } from './MoneyView';
import { moneyMessages } from './messages';

/** What tokens cost on the reader's machine: device-hours, and money once the reader has guessed a price. */
export function MoneyCalculator({ lang }: { lang: Lang }) {
  return <MoneyView lang={lang} messages={moneyMessages[lang]} figure={figureMessages[lang]} />;
}
