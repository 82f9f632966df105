'use client';

import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import type { UrlState } from '@/components/url-state';
import type { CurvePoint } from '@/kernels/serving/prefix/summary';
import type { PrefixFrame } from './frame';
import type { PrefixMessages } from './messages';
import { curveTable, metricsTable } from './readings';

export interface PrefixToolsProps {
  readonly frame: PrefixFrame;
  readonly curve: readonly CurvePoint[];
  readonly messages: PrefixMessages;
  readonly figure: FigureMessages;
  readonly lang: Lang;
  readonly settings: UrlState;
}

/** Table, link, embed and files of the figure. */
export function PrefixTools({ frame, curve, messages, figure, lang, settings }: PrefixToolsProps) {
  return (
    <FigureTools
      lang={lang}
      messages={figure}
      source={{
        name: 'prefix',
        table: () => metricsTable(frame, messages),
        csv: () => curveTable(curve),
        json: () => {
          const { preset, values: params, seed } = settings;
          const { stepCount, metrics, picture } = frame;
          return { simulator: 'prefix', preset, params, seed, stepCount, metrics, curve, picture };
        },
        svg: async () => {
          const { prefixFile } = await import('./figure-file');
          return prefixFile(frame, messages);
        },
      }}
      how={{ title: messages.how, text: [messages.howText] }}
    />
  );
}
