'use client';

import { useState } from 'react';
import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { DataTable, StillTable } from './DataTable';
import styles from './Figure.module.css';
import type { FigureMessages } from './figure-messages';
import type { DownloadFormat, FigureSource } from './figure-types';

export interface FigureToolsProps {
  readonly source: FigureSource;
  readonly lang: Lang;
  readonly messages: FigureMessages;
  /** How the figure is computed, to open in the same line. */
  readonly how?: { readonly title: string; readonly text: readonly string[] };
}

/** The line under a figure: the table twin, a link, the embed snippet, the files. Heavy parts load on demand. */
export function FigureTools({ source, lang, messages, how }: FigureToolsProps) {
  const [note, setNote] = useState('');
  const [snippet, setSnippet] = useState('');
  const [tableOpened, setTableOpened] = useState(false);

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setNote(messages.copied);
    } catch {
      setNote(`${messages.copyByHand} ${location.href}`);
    }
  };
  const openEmbed = () => {
    const address = new URL(asset(`/${lang}/embed/${source.name}/`), location.href);
    address.search = location.search;
    setSnippet(
      `<iframe src="${address.href.replaceAll('&', '&amp;')}" width="100%" height="760" style="border:0" loading="lazy"></iframe>`,
    );
  };
  const download = async (format: DownloadFormat) => {
    setNote('');
    try {
      const { downloadFigure } = await import('./export-figure');
      await downloadFigure(source, format);
    } catch (error) {
      setNote(
        fill(messages.downloadFailed, { reason: error instanceof Error ? error.message : String(error) }),
      );
    }
  };
  const formats: DownloadFormat[] = source.svg ? ['svg', 'png', 'csv', 'json'] : ['csv', 'json'];

  return (
    <div className={styles.tools}>
      <details className={styles.tool} onToggle={() => setTableOpened(true)}>
        <summary>{messages.showTable}</summary>
        {tableOpened ? <DataTable table={source.table()} /> : <StillTable table={source.table} />}
      </details>
      {how && (
        <details className={`${styles.tool} ${styles.how}`}>
          <summary>{how.title}</summary>
          {how.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </details>
      )}
      <details className={`${styles.tool} ${styles.live}`} onToggle={openEmbed}>
        <summary>{messages.embed}</summary>
        <label className={styles.snippet}>
          {messages.embedHint}
          <textarea
            name="embed"
            readOnly
            rows={3}
            value={snippet}
            onFocus={(event) => event.target.select()}
          />
        </label>
      </details>
      <button type="button" className={`${styles.text} ${styles.live}`} onClick={copyLink}>
        {messages.copyLink}
      </button>
      <span className={styles.live}>
        <span>{messages.download}</span>
        {formats.map((format) => (
          <button
            key={format}
            type="button"
            className={styles.text}
            aria-label={`${messages.download} ${format.toUpperCase()}`}
            onClick={() => download(format)}
          >
            {format.toUpperCase()}
          </button>
        ))}
      </span>
      <span role="status" className={styles.note}>
        {note}
      </span>
    </div>
  );
}
