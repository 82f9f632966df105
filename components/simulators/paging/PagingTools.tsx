'use client';

import { memo } from 'react';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import type { Lang } from '@/components/lang';
import type { UrlState } from '@/components/url-state';
import { pagingSimulator } from '@/kernels/serving/paging/simulator';
import type { FirstFrame } from './first-frame';
import type { PagingMessages } from './messages';
import { readPalette } from './paint-map';
import type { Player } from './player';
import { describeText, metricsTable, seriesTable } from './readings';
import { RARE, useFrameValue, WORDS } from './use-frame';

interface Common {
  readonly player: Player;
  readonly first: FirstFrame;
  readonly messages: PagingMessages;
}

/** The sentence beside the title, four times a second at most. */
export function PagingSentence({ player, first, messages }: Common) {
  const text = useFrameValue(player, WORDS, describeText(first.description, messages), ({ state }) =>
    describeText(pagingSimulator.describe(state), messages),
  );
  return <LiveSentence text={text} />;
}

export interface PagingToolsProps extends Common {
  readonly lang: Lang;
  readonly figure: FigureMessages;
  readonly settings: UrlState;
}

/** Table, link, embed and files of the figure; the table follows once a second. */
export const PagingTools = memo(function PagingTools(props: PagingToolsProps) {
  const { player, first, messages, figure, lang, settings } = props;
  const metrics = useFrameValue(player, RARE, first.metrics, (frame) => frame.metrics);
  return (
    <FigureTools
      lang={lang}
      messages={figure}
      source={{
        name: 'paging',
        table: () => metricsTable(metrics, messages, lang),
        csv: () => seriesTable(player.ready().run),
        json: () => {
          const { metrics: now, state } = player.ready();
          const { preset, values: params, seed } = settings;
          return { simulator: 'paging', preset, params, seed, metrics: now, requests: state.requests };
        },
        svg: async () => {
          const { pagingFile } = await import('./figure-file');
          return pagingFile(player.ready(), readPalette(document.documentElement), messages, lang);
        },
      }}
      how={{ title: messages.how, text: [messages.howText] }}
    />
  );
});
