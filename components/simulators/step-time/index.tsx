import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { layerProducts } from '@/kernels/catalog/measurements';
import { stepTimeMessages } from './messages';
import { StepTimeView } from './StepTimeView';

/** Measured matrix products and the step-time model, and a field for measurements of one's own. */
export function StepTimeCalculator({ lang }: { lang: Lang }) {
  return (
    <StepTimeView
      lang={lang}
      messages={stepTimeMessages[lang]}
      figure={figureMessages[lang]}
      sets={layerProducts}
    />
  );
}
