'use client';

import { memo } from 'react';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { readPalette } from '@/components/charts/timeline/canvas-pen';
import type { Slo } from '@/components/charts/timeline/draw';
import type { Lang } from '@/components/lang';
import type { UrlState } from '@/components/url-state';
import type { BatchingMessages } from './messages';
import { POLICY_IDS, type PolicyId } from './policies';
import { policyTable, requestTable } from './readings';
import type { PolicyResults } from './types';

export interface BatchingToolsProps {
  readonly results: PolicyResults;
  readonly shown: readonly PolicyId[];
  readonly slo: Slo;
  readonly settings: UrlState;
  readonly lang: Lang;
  readonly messages: BatchingMessages;
  readonly figure: FigureMessages;
}

/** Table, link, embed and files of the figure; the CSV has a line for each request and policy. */
export const BatchingTools = memo(function BatchingTools(props: BatchingToolsProps) {
  const { results, shown, slo, settings, lang, messages, figure } = props;
  return (
    <FigureTools
      lang={lang}
      messages={figure}
      source={{
        name: 'batching',
        table: () => policyTable(results, slo, messages, lang),
        csv: () => requestTable(results, slo, messages),
        json: () => {
          const { preset, values: params, seed } = settings;
          const policies = POLICY_IDS.map((policy) => [policy, results[policy].readings]);
          return { simulator: 'batching', preset, params, seed, policies: Object.fromEntries(policies) };
        },
        svg: async () => {
          const { batchingFile } = await import('./figure-file');
          const palette = readPalette(document.documentElement);
          return batchingFile(results, shown, slo, palette, messages, lang);
        },
      }}
      how={{ title: messages.how, text: [messages.howText] }}
    />
  );
});
