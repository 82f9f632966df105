import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { ProgressFile } from '@/components/study/ProgressFile';
import { writtenChapters } from '@/content/loader/outline';
import { loadExercises, loadInterview } from '@/content/loader/study';
import { bookMessages } from './messages';
import { PlainPage } from './PlainPage';
import { pageMessages } from './page-messages';

/** What the book asks of a reader: each written chapter's exercises and interview questions, by link. */
export async function PracticePage({ lang }: { lang: Lang }) {
  const messages = pageMessages[lang];
  const chapters = await Promise.all(
    writtenChapters().map(async (chapter) => ({
      chapter,
      exercises: await loadExercises(lang, chapter.id),
      interview: loadInterview(lang, chapter.id),
    })),
  );
  return (
    <PlainPage lang={lang} path="practice/" title={bookMessages[lang].practice} lead={messages.practiceLead}>
      {chapters.map(({ chapter, exercises, interview }) => (
        <section key={chapter.id}>
          <h2>{chapter.title[lang]}</h2>
          <p style={{ color: 'var(--soft)' }}>
            {fill(messages.count, { exercises: exercises.length, interview: interview.length })}
          </p>
          <p>
            <a href={asset(`/${lang}/${chapter.id}/#exercises`)}>{messages.goTo}</a>
            {' · '}
            <a href={asset(`/${lang}/${chapter.id}/#interview`)}>{messages.goToInterview}</a>
          </p>
          <ol>
            {interview.map((item) => (
              <li key={item.id}>
                <a
                  href={asset(`/${lang}/${chapter.id}/#${item.id}`)}
                  dangerouslySetInnerHTML={{ __html: item.questionHtml }}
                />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <ProgressFile lang={lang} />
    </PlainPage>
  );
}
