import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { firstFrame } from './first-frame';
import { pagingMessages } from './messages';
import { PagingView } from './PagingView';
import { StaticChart } from './StaticChart';
import { StaticMap } from './StaticMap';

/** The paging simulator: first frame from the build, everything else on demand. */
export function PagingSimulator({ lang, preset }: { lang: Lang; preset?: string }) {
  const { first, maps, charts } = firstFrame(preset);
  const messages = pagingMessages[lang];
  return (
    <PagingView
      lang={lang}
      messages={messages}
      figure={figureMessages[lang]}
      first={first}
      maps={{
        reserve: <StaticMap svg={maps.reserve} rows={first.rows.reserve} />,
        grow: <StaticMap svg={maps.grow} rows={first.rows.grow} />,
        paged: <StaticMap svg={maps.paged} rows={first.rows.paged} />,
      }}
      charts={{
        reserve: <StaticChart id="reserve" paths={charts.reserve} messages={messages} />,
        grow: <StaticChart id="grow" paths={charts.grow} messages={messages} />,
        paged: <StaticChart id="paged" paths={charts.paged} messages={messages} />,
      }}
    />
  );
}
