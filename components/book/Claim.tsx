import type { Lang } from '@/components/lang';
import { claimHtml, claimSource } from '@/content/loader/claims';
import { claimById } from '@/content/loader/data';
import styles from './Claim.module.css';
import { bookMessages } from './messages';

/** A claim of the notes this book grew from, checked: what was said, what is so, how one knows. */
export function Claim({ id, lang }: { id: string; lang: Lang }) {
  const messages = bookMessages[lang];
  const claim = claimById(id);
  const html = (text: string) => ({ __html: claimHtml(claim, text, lang) });
  // What holds is not struck out.
  const struck = claim.verdict === 'wrong' || claim.verdict === 'misleading';
  return (
    <section className={styles.claim} id={`claim-${id.replace(/\W/g, '-')}`}>
      <p className={styles.verdict}>
        {messages.verdict} · <b>{messages.verdicts[claim.verdict]}</b>
      </p>
      <dl>
        <dt>{messages.noteSaid}</dt>
        <dd className={struck ? styles.said : undefined} dangerouslySetInnerHTML={html(claim.claim[lang])} />
        <dt>{messages.inFact}</dt>
        <dd dangerouslySetInnerHTML={html(claim.correction[lang])} />
      </dl>
      {claim.derivation && (
        <details>
          <summary>{messages.derivation}</summary>
          <p dangerouslySetInnerHTML={html(claim.derivation[lang])} />
        </details>
      )}
      <p className={styles.source}>
        {messages.source}: {claimSource(claim, lang)}
      </p>
    </section>
  );
}
