import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { figuresIn } from '@/content/loader/chapter';
import { chapterById, chapterHref, writtenChapters } from '@/content/loader/outline';
import { bookMessages } from './messages';
import { PlainPage } from './PlainPage';
import { pageMessages } from './page-messages';

/** For instructors: objectives, time, prerequisites and embeds of what can be assigned today. */
export function TeachPage({ lang }: { lang: Lang }) {
  const messages = pageMessages[lang];
  const book = bookMessages[lang];
  return (
    <PlainPage lang={lang} path="teach/" title={book.teach} lead={messages.teachLead}>
      {writtenChapters().map((chapter) => (
        <section key={chapter.id}>
          <h2>
            <a href={asset(`/${lang}/${chapter.id}/`)}>{chapter.title[lang]}</a>
          </h2>
          <p style={{ color: 'var(--soft)' }}>
            {fill(book.minutes, { n: chapter.minutes })} · {messages.needs}
            {lang === 'zh' ? '：' : ': '}
            {chapter.prerequisites.length === 0
              ? messages.nothing
              : chapter.prerequisites.map((id, at) => (
                  <span key={id}>
                    {at > 0 && (lang === 'zh' ? '、' : ', ')}
                    <a href={asset(chapterHref(lang, chapterById(id)))}>{chapterById(id).title[lang]}</a>
                  </span>
                ))}
          </p>
          <p style={{ marginBottom: '0.3em' }}>{messages.objectives}</p>
          <ul>
            {chapter.objectives[lang].map((objective) => (
              <li key={objective}>{objective}</li>
            ))}
          </ul>
          {figuresIn(lang, chapter.id).map((id) => (
            <pre key={id} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <code>{`<iframe src="${asset(`/${lang}/embed/${id}/`)}" width="100%" height="760" loading="lazy"></iframe>`}</code>
            </pre>
          ))}
        </section>
      ))}
      <h2>{messages.embedTitle}</h2>
      <p>{messages.embedHelp}</p>
      <h2>{messages.gradingTitle}</h2>
      <p>{messages.grading}</p>
      <h2>{messages.printTitle}</h2>
      <p>{messages.print}</p>
      <h2>{messages.licenceTitle}</h2>
      <p>{messages.licence}</p>
    </PlainPage>
  );
}
