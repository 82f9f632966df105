import live from '../../live/live.module.css';
import type { DecodeBlockProps } from './DecodeBlock';
import { RowsTable } from './RowsTable';
import { pocketRows } from './rows';

/** Pocket through the runtime: small enough for a cache, so launches are what it waits for. */
export function PocketTable({ result, bound, words, lang }: DecodeBlockProps) {
  const rows = pocketRows(result, bound, words, lang);
  if (rows.length === 0) return null;
  return (
    <section className={live.part} aria-label={words.pocketTitle}>
      <h3>{words.pocketTitle}</h3>
      <RowsTable rows={rows} prefix="pocket" label={words.pocketTitle} words={words} />
      <p className={live.note}>{words.pocketNote}</p>
    </section>
  );
}
