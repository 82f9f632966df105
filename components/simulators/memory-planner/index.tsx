import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { plannerMessages } from './messages';
import { PlannerView } from './PlannerView';

/** The memory planner. */
export function MemoryPlanner({ lang }: { lang: Lang }) {
  return <PlannerView lang={lang} messages={plannerMessages[lang]} figure={figureMessages[lang]} />;
}
