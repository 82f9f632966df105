'use client';

import { useRef } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import { figureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import type { Lang } from '@/components/lang';
import { useSetup } from '@/components/setup/use-setup';
import { flagSources } from '@/kernels/catalog/engine-flags';
import type { PasteReport } from '@/kernels/engines/paste';
import { CachePart } from './CachePart';
import styles from './command.module.css';
import { FlagList } from './FlagList';
import { commandMessages } from './messages';
import { PasteFields } from './PasteFields';
import { Problems } from './Problems';
import { withoutSecrets } from './place';
import { SetupPart } from './SetupPart';
import { OWN, scenes } from './scenes';
import { useCommand } from './use-command';
import { problemsOf, sentenceOf, sourceVersion, valueText } from './words';

export interface CommandProps {
  readonly lang: Lang;
  readonly preset: string;
  /** What the first scene says, read while the page was made. */
  readonly first: PasteReport;
}

/** Paste a command line, and the log of its start: what it says, what it moves, what is wrong with it. */
export function CommandView({ lang, preset, first }: CommandProps) {
  const words = commandMessages[lang];
  const state = useCommand(preset, first);
  const { place, report, busy, trouble } = state;
  const reader = useSetup();
  const text = useRef<HTMLTextAreaElement>(null);
  const problems = problemsOf(report, lang, words);
  const own = place.card ? { ...reader, acceleratorId: place.card } : reader;
  const show = (at: number) => {
    const field = text.current;
    if (!field) return;
    const end = /\s|$/.exec(place.command.slice(at + 1));
    field.focus();
    field.setSelectionRange(at, at + 1 + (end?.index ?? 0));
  };
  const nothing = report.parsed.engine === 'unknown';
  return (
    <Figure
      simulator="command"
      state={trouble ? 'error' : busy ? 'running' : 'done'}
      title={words.title}
      description={<LiveSentence text={sentenceOf(report, problems, lang, words)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figureMessages[lang]}
          source={{
            name: 'command',
            table: () => ({
              caption: words.table.caption,
              columns: words.table.columns.map((label) => ({ label })),
              rows: report.parsed.flags
                .slice(0, 150)
                .map((given, index) => [
                  `${index + 1}. ${given.flag.name}`,
                  valueText(given, words),
                  given.flag.default === null ? words.flags.decided : String(given.flag.default),
                  given.flag[lang],
                  sourceVersion(flagSources[given.flag.source], lang, words),
                ]),
            }),
            json: () => ({
              simulator: 'command',
              command: withoutSecrets(place.command),
              log: withoutSecrets(place.log),
              setup: report.setup,
              problems,
              cache: report.cache,
            }),
          }}
          how={{ title: words.how, text: [words.howText] }}
        />
      }
    >
      <PasteFields state={state} lang={lang} words={words} text={text} />
      <div className={styles.results} data-busy={busy || undefined}>
        <p className={styles.counts}>
          <output data-metric="flags" data-value={report.parsed.flags.length} />
          <output data-metric="unknown" data-value={report.unknown.length} />
          <output data-metric="contradictions" data-value={report.parsed.contradictions.length} />
          <output data-metric="problems" data-value={problems.length} />
        </p>
        {report.parsed.stopped?.id !== 'nothing' && (
          <Problems
            problems={problems}
            command={place.command}
            words={words}
            places={!report.fromLog}
            onShow={show}
          />
        )}
        {!nothing && (
          <>
            <SetupPart report={report} reader={own} card={place.card} lang={lang} words={words} />
            <CachePart
              report={report}
              logGiven={place.log.trim() !== ''}
              why={place.preset === OWN ? undefined : scenes[place.preset].published?.why}
              lang={lang}
              words={words}
            />
            <FlagList report={report} lang={lang} words={words} />
          </>
        )}
      </div>
    </Figure>
  );
}
