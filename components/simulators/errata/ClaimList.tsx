import { asset } from '@/components/base-path';
import { fill, htmlLang, type Lang, otherLang } from '@/components/lang';
import { claimHtml, claimSource } from '@/content/loader/claims';
import type { Claim } from '@/content/loader/data';
import { chapterById, chapterHref } from '@/content/loader/outline';
import styles from './errata.module.css';
import type { ErrataMessages } from './messages';

interface Props {
  readonly claims: readonly Claim[];
  readonly lang: Lang;
  readonly messages: ErrataMessages;
}

/** All claims as a plain list to open and close: made once on the server, and complete without a script. */
export function ClaimList({ claims, lang, messages }: Props) {
  const notes = [...new Set(claims.map((claim) => String(claim.seed)))];
  return notes.map((note) => (
    <div key={note} className={styles.group} data-group={note}>
      <p id={`errata-note-${note}`} className={styles.heading}>
        {fill(messages.noteHeading, { n: note, name: messages.notes[note] })}
      </p>
      <ul className={styles.list} aria-labelledby={`errata-note-${note}`}>
        {claims
          .filter((claim) => String(claim.seed) === note)
          .map((claim) => (
            <ClaimItem key={claim.id} {...{ claim, lang, messages }} />
          ))}
      </ul>
    </div>
  ));
}

/** `0.15` → `erratum-0-15`: also the fragment of a link to it. */
const anchor = (id: string) => `erratum-${id.replace('.', '-')}`;

function ClaimItem({ claim, lang, messages }: { claim: Claim; lang: Lang; messages: ErrataMessages }) {
  const html = (text: string) => ({ __html: claimHtml(claim, text, lang, true) });
  const chapter = chapterById(claim.chapter);
  const other = otherLang(lang);
  return (
    <li id={anchor(claim.id)} data-claim={claim.id}>
      <details>
        <summary>
          <span className={styles.id}>{claim.id}</span>
          <span className={styles.verdict} data-verdict={claim.verdict} data-part="verdict">
            {messages.verdicts[claim.verdict]}
          </span>
          <span data-part="claim" dangerouslySetInnerHTML={html(claim.claim[lang])} />
        </summary>
        <dl>
          <dt>{messages.inFact}</dt>
          <dd data-part="correction" dangerouslySetInnerHTML={html(claim.correction[lang])} />
          {claim.derivation && (
            <>
              <dt>{messages.derivation}</dt>
              <dd data-part="derivation" dangerouslySetInnerHTML={html(claim.derivation[lang])} />
            </>
          )}
          <dt>{messages.source}</dt>
          <dd>
            <span data-part="source">{claimSource(claim, lang)}</span>
            <span className={styles.check}>{messages.checks[claim.check]}</span>
          </dd>
          <dt>{messages.taughtIn}</dt>
          <dd>
            <a href={asset(chapterHref(lang, chapter))}>{chapter.title[lang]}</a>
          </dd>
          <dt>{messages.original}</dt>
          <dd lang={htmlLang(other)}>{claim.claim[other]}</dd>
        </dl>
        <a
          className={styles.link}
          href={`#${anchor(claim.id)}`}
          aria-label={fill(messages.link, { id: claim.id })}
        >
          #
        </a>
      </details>
    </li>
  );
}
