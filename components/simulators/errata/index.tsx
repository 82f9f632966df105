import { StaticHtml } from '@/components/book/StaticHtml';
import { stillHtml } from '@/components/book/still-html';
import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { loadClaims } from '@/content/loader/data';
import { loadOutline } from '@/content/loader/outline';
import { ClaimList } from './ClaimList';
import { ErrataView } from './ErrataView';
import styles from './errata.module.css';
import { errataMessages } from './messages';

/** All checked claims: the list is HTML of the page, the script only hides what is not asked for. */
export function Errata({ lang }: { lang: Lang }) {
  const messages = errataMessages[lang];
  const [note, number] = [0, 1].map((part) => (id: string) => Number(id.split('.')[part]));
  const claims = loadClaims().sort((a, b) => note(a.id) - note(b.id) || number(a.id) - number(b.id));
  const entries = claims.map(({ id, verdict, chapter, seed }) => ({
    id,
    verdict,
    chapter,
    note: String(seed),
  }));
  const taught = new Set(claims.map((claim) => claim.chapter));
  const chapters = loadOutline()
    .chapters.filter((chapter) => taught.has(chapter.id))
    .map((chapter) => ({ id: chapter.id, title: chapter.title[lang] }));
  return (
    <ErrataView
      lang={lang}
      messages={messages}
      figure={figureMessages[lang]}
      entries={entries}
      chapters={chapters}
    >
      <StaticHtml
        as="div"
        className={styles.scroller}
        html={stillHtml(<ClaimList {...{ claims, lang, messages }} />) ?? ''}
      />
    </ErrataView>
  );
}
