import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { measuredBands } from './bands';
import { LatencyView } from './LatencyView';
import { latencyMessages } from './messages';

/** The latency calculator; the measured ranges are worked out at build, so that the rows stay on the server. */
export function LatencyCalculator({ lang }: { lang: Lang }) {
  return (
    <LatencyView
      lang={lang}
      messages={latencyMessages[lang]}
      figure={figureMessages[lang]}
      bands={measuredBands()}
    />
  );
}
