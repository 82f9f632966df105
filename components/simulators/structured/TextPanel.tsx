import { fill } from '@/components/lang';
import type { StructuredMessages } from './messages';
import type { Moment } from './shown';
import { visible } from './shown';
import styles from './structured.module.css';

/** The running text, token by token, each marked by who wrote it. */
export function TextPanel({
  prompt,
  moment,
  messages,
}: {
  prompt: string;
  moment?: Moment;
  messages: StructuredMessages;
}) {
  return (
    <div className={styles.text} lang="">
      <p className={styles.line}>
        <span className={styles.prompt}>{prompt}</span>
        {moment?.tokens.map((token, at) => (
          <span
            // A token's place is what tells it from another of the same text.
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens are only ever appended or replaced in place
            key={at}
            className={styles.token}
            data-kind={token.kind}
            title={`${visible(token.text, messages.endToken)} · ${messages.kinds[token.kind]}`}
          >
            {token.text.replaceAll('\ufffd', '·')}
          </span>
        ))}
        {moment && !moment.over && <span className={styles.caret} />}
      </p>
      <p className={styles.key}>
        {(['free', 'steered', 'forced', 'outside'] as const).map((kind) => (
          <span key={kind}>
            <span className={styles.token} data-kind={kind}>
              {messages.sample}
            </span>
            {messages.kinds[kind]}
          </span>
        ))}
      </p>
      {moment === undefined && <p className={styles.note}>{fill(messages.nothingYet, {})}</p>}
    </div>
  );
}
