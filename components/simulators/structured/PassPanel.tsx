import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import type { StructuredMessages } from './messages';
import { type Moment, visible } from './shown';
import styles from './structured.module.css';

/** One pass: what the model wanted before the mask, and what the mask left of it. */
export function PassPanel({
  moment,
  masked,
  vocabulary,
  messages,
  lang,
}: {
  moment?: Moment;
  masked: boolean;
  vocabulary: number;
  messages: StructuredMessages;
  lang: Lang;
}) {
  const step = moment?.step;
  // Less than this is noise to a reader, and its digits would only push the bars about.
  const percent = (share: number) =>
    share < 1e-4
      ? `<${formatQuantity(1e-4, 'percent', { lang })}`
      : formatQuantity(share, 'percent', { lang, digits: 3 });
  return (
    <section className={styles.part}>
      <h3>{messages.wanted}</h3>
      {step ? (
        <>
          <p className={styles.note}>
            {fill(step.state < 0 ? messages.outside : masked ? messages.left : messages.wouldLeave, {
              allowed: formatQuantity(step.allowed, 'count', { lang }),
              vocabulary: formatQuantity(vocabulary, 'count', { lang }),
              share: percent(step.keptShare),
            })}
          </p>
          <ol className={styles.favourites}>
            {step.favourites.map(({ id, share, allowed }) => (
              <li key={id} data-allowed={allowed || step.state < 0} data-chosen={id === step.id || undefined}>
                <code>{visible(tokenText(moment, id), messages.endToken)}</code>
                <span className={styles.bar}>
                  <span style={{ width: `${Math.max(0.4, share * 100).toFixed(1)}%` }} />
                </span>
                <span className={styles.share}>{percent(share)}</span>
                <span className="visually-hidden">{allowed ? messages.allowed : messages.forbidden}</span>
              </li>
            ))}
          </ol>
          <p className={styles.note}>
            {fill(messages.chosen, { token: visible(moment.chosenText, messages.endToken) })}
            {step.forced.length > 0 && ` ${fill(messages.thenForced, { count: step.forced.length })}`}
            {step.replaced > 0 && ` ${fill(messages.thenReplaced, { count: step.replaced })}`}
          </p>
        </>
      ) : (
        <p className={styles.note}>{moment ? messages.noPass : messages.sentences.none}</p>
      )}
    </section>
  );
}

const tokenText = (moment: Moment, id: number) => moment.texts[id] ?? '';
