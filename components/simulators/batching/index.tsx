import { StaticHtml } from '@/components/book/StaticHtml';
import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { BatchingView } from './BatchingView';
import styles from './batching.module.css';
import { firstFrame } from './first-frame';
import { batchingMessages } from './messages';

/** The batching simulator: first frame from the build, everything else on demand. */
export function BatchingSimulator({ lang, preset }: { lang: Lang; preset?: string }) {
  const first = firstFrame(preset);
  const stills = Object.fromEntries(
    Object.entries(first.stills).map(([policy, { svg, height }]) => [
      policy,
      <StaticHtml
        key={policy}
        as="div"
        html={`<svg class="${styles.still}" viewBox="0 0 1000 ${height}" preserveAspectRatio="none" aria-hidden="true">${svg}</svg>`}
      />,
    ]),
  );
  return (
    <BatchingView
      lang={lang}
      messages={batchingMessages[lang]}
      figure={figureMessages[lang]}
      preset={first.preset}
      first={first.results}
      stills={stills}
    />
  );
}
