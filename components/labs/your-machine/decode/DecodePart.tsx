import type { ReactNode } from 'react';
import live from '../../live/live.module.css';
import styles from './decode.module.css';
import type { DecodeMessages } from './messages';
import { RowsTable } from './RowsTable';
import type { Row } from './rows';

/** Formats down, figures across, and below what they mean. */
export function DecodePart(props: {
  id: 'pocket' | 'chain';
  title: string;
  rows: readonly Row[];
  notes: readonly string[];
  words: DecodeMessages;
  /** Below the notes. */
  children?: ReactNode;
}) {
  const { id, title, rows, notes, words, children } = props;
  if (rows.length === 0) return null;
  return (
    <div className={styles.part} data-part={id}>
      <h4>{title}</h4>
      <RowsTable rows={rows} prefix={id} label={title} words={words} />
      {notes.map((note) => (
        <p key={note} className={live.note}>
          {note}
        </p>
      ))}
      {children}
    </div>
  );
}
