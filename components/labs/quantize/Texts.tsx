import live from '../live/live.module.css';
import styles from './lab.module.css';
import type { LabMessages } from './messages';
import { markDifferences } from './text-diff';
import type { LabResult } from './types';

/** Both continuations of one beginning; where a token differs from the other model's, it is marked. */
export function Texts({ result, messages }: { result: LabResult; messages: LabMessages }) {
  const columns = [
    {
      id: 'original',
      name: messages.column.original,
      own: result.original.text,
      other: result.quantized.text,
    },
    {
      id: 'quantized',
      name: messages.column.quantized,
      own: result.quantized.text,
      other: result.original.text,
    },
  ];
  const { original, quantized } = result;
  const common = Math.min(original.text?.length ?? 0, quantized.text?.length ?? 0);
  const same = common > 0 && quantized.text?.every((piece, i) => i >= common || piece === original.text?.[i]);
  return (
    <section className={live.part} aria-label={messages.textTitle}>
      <h3>
        {messages.textTitle} <small>{same ? messages.textSame : common > 0 ? messages.textHint : ''}</small>
      </h3>
      <div className={styles.texts}>
        {columns.map(({ id, name, own, other }) => (
          <div key={id}>
            <h4>{name}</h4>
            <p className={styles.text} data-text={id}>
              <span className={styles.prompt}>{result.prompt}</span>
              {own ? pieces(own, other) : <span className={styles.prompt}> {messages.textNone}</span>}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

/** While one text is still being written, what the other has beyond it is not yet a difference. */
function pieces(own: readonly string[], other: readonly string[] | undefined) {
  const length = other ? Math.min(own.length, other.length) : 0;
  const rest = own.slice(length).join('');
  return (
    <>
      {markDifferences(own.slice(0, length), other?.slice(0, length) ?? []).map(({ start, differs, text }) =>
        differs ? (
          <mark key={start} className={styles.differs}>
            {text}
          </mark>
        ) : (
          <span key={start}>{text}</span>
        ),
      )}
      {rest}
    </>
  );
}
