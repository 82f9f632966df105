import type { Lang } from '@/components/lang';
import styles from './live.module.css';
import { errorLine, type LiveMessages, noteLine, statusLine } from './messages';
import type { LiveRun } from './types';

/** What a lab is doing: a line, a thin meter, notes, and an error in words. */
export function LiveStatus({
  run,
  words,
  lang,
}: {
  run?: LiveRun<unknown>;
  words: LiveMessages;
  lang: Lang;
}) {
  const line = statusLine(run, words, lang);
  // A screen reader hears phases, not every byte.
  const spoken = run?.phase === 'fetching' ? words.phases.starting : line;
  return (
    <>
      <p className={styles.status} aria-hidden="true" data-activity={run?.phase}>
        {line}
      </p>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
      {run?.share !== undefined && (
        <span className={styles.meter} aria-hidden="true">
          <span style={{ transform: `scaleX(${run.share.toFixed(4)})` }} />
        </span>
      )}
      {run?.error && (
        <p className={styles.problem} role="alert" data-error={run.error.id}>
          {errorLine(run.error, words)}
        </p>
      )}
      {run?.notes.map((note) => (
        <p key={note.id} className={styles.source} data-note={note.id}>
          {noteLine(note, words)}
        </p>
      ))}
    </>
  );
}
