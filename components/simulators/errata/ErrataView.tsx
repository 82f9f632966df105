'use client';

import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { createUrlWriter } from '@/components/url-state';
import type { ParamIssue } from '@/kernels/simulator';
import styles from './errata.module.css';
import { Filters } from './Filters';
import {
  EMPTY_QUERY,
  type Entry,
  found,
  matching,
  type Query,
  readQuery,
  searchable,
  writeQuery,
} from './filter';
import type { ErrataMessages } from './messages';
import { claimRows, openTarget, showOnly, verdictTable } from './page-list';

export interface ErrataViewProps {
  readonly lang: Lang;
  readonly messages: ErrataMessages;
  readonly figure: FigureMessages;
  readonly entries: readonly Entry[];
  readonly chapters: readonly { readonly id: string; readonly title: string }[];
  /** The list itself, finished HTML. */
  readonly children: ReactNode;
}

/** The filters over the list. What they leave is decided in filter.ts and shown by hiding the rest. */
export function ErrataView({ lang, messages, figure, entries, chapters, children }: ErrataViewProps) {
  const [query, setQuery] = useState<Query>(EMPTY_QUERY);
  const [issues, setIssues] = useState<readonly ParamIssue[]>([]);
  const [address] = useState(createUrlWriter);
  const root = useRef<HTMLElement>(null);
  const words = useRef<Map<string, string>>(undefined);
  const asked = useDeferredValue(query);

  useEffect(() => {
    const read = readQuery(location.search, entries);
    setQuery(read.query);
    setIssues(read.issues);
    const open = () => root.current && openTarget(root.current, location.hash);
    open();
    addEventListener('hashchange', open);
    return () => {
      removeEventListener('hashchange', open);
      address.cancel();
    };
  }, [entries, address]);

  const hits = useMemo(() => {
    if (!asked.q.trim() || !root.current) return undefined;
    words.current ??= new Map(
      [...root.current.querySelectorAll<HTMLElement>('[data-claim]')].map((item) => [
        item.dataset.claim ?? '',
        searchable(item.textContent),
      ]),
    );
    return found(words.current, asked.q);
  }, [asked.q]);
  const shown = useMemo(() => matching(entries, asked, hits), [entries, asked, hits]);
  useEffect(() => {
    if (root.current) showOnly(root.current, new Set(shown.map((entry) => entry.id)));
  }, [shown]);

  const change = (next: Query) => {
    setQuery(next);
    setIssues([]);
    address.write((search) => writeQuery(search, next));
  };
  const count = { n: shown.length, all: entries.length };
  const rows = () => (root.current ? claimRows(root.current, shown, messages) : []);
  const columns = Object.values(messages.columns).map((label) => ({ label }));

  return (
    <Figure
      ref={root}
      simulator="errata"
      state="done"
      title={messages.title}
      description={<LiveSentence text={fill(messages.shown, count)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'errata',
            table: () => verdictTable(shown, messages),
            csv: () => ({ caption: messages.title, columns, rows: rows().map((row) => Object.values(row)) }),
            json: () => ({ list: 'errata', query: asked, claims: rows() }),
          }}
        />
      }
    >
      <ReplacedNotice issues={issues} messages={figure} />
      <Filters {...{ entries, chapters, query, asked, hits, messages }} onChange={change} />
      <output
        className="visually-hidden"
        data-metric="shown"
        data-value={shown.length}
        aria-label={messages.count}
      >
        {shown.length}
      </output>
      {shown.length === 0 && <p className={styles.none}>{messages.none}</p>}
      {children}
    </Figure>
  );
}
