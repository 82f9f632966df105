import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { createRegistry, type LiveViews } from '@/components/registry';
import { SetupBar } from '@/components/setup/SetupBar';
import { loadPage } from '@/content/loader/chapter';
import { mdxComponent } from '@/content/loader/mdx';
import { chapterById, chapterHref, neighbours, partOf } from '@/content/loader/outline';
import { CalcPopovers } from './Calc';
import styles from './ChapterPage.module.css';
import { ChapterText } from './ChapterText';
import { bookMessages } from './messages';

import { Receipt } from './Receipt';
import { Shell } from './Shell';
import { Still } from './Still';

/** A chapter: kicker, title, question, facts of the page, the text, previous and next. */
export async function ChapterPage({ lang, id, views }: { lang: Lang; id: string; views: LiveViews }) {
  const messages = bookMessages[lang];
  const chapter = chapterById(id);
  const part = partOf(chapter);
  const page = await loadPage(lang, id);
  const { previous, next } = neighbours(id);
  const Content = mdxComponent(page.code);
  const sections = page.headings.filter((heading) => heading.depth === 2);
  return (
    <Shell
      lang={lang}
      path={`${id}/`}
      place={`${part.title[lang]} · ${chapter.number}`}
      guessId={page.guessId}
      previousHref={previous && asset(chapterHref(lang, previous))}
      nextHref={next && asset(chapterHref(lang, next))}
    >
      <SetupBar lang={lang} />
      <article className={styles.chapter} data-chapter={id} data-axis={part.axis}>
        <div className={styles.receipt}>
          <Still>
            <Receipt lang={lang} />
          </Still>
        </div>
        <Still>
          <header className={styles.head}>
            <div className={styles.titles}>
              <p className={`${styles.kicker} ${styles[part.axis]}`}>{part.title[lang]}</p>
              <h1>{page.title}</h1>
              <p className={styles.question}>{page.question}</p>
              <p className={styles.facts}>
                <span>{fill(messages.minutes, { n: chapter.minutes })}</span>
                <span>{fill(messages.words, { n: page.words.toLocaleString('en-US') })}</span>
                {chapter.prerequisites.length > 0 && (
                  <span>
                    {messages.after}{' '}
                    {chapter.prerequisites.map((required, at) => {
                      const needed = chapterById(required);
                      return (
                        <span key={required}>
                          {at > 0 && (lang === 'zh' ? '、' : ', ')}
                          <a href={asset(chapterHref(lang, needed))}>{needed.title[lang]}</a>
                        </span>
                      );
                    })}
                  </span>
                )}
              </p>
            </div>
          </header>
        </Still>
        <div className={styles.prose}>
          <ChapterText text={Content({ components: createRegistry({ lang, chapter: id }, views) })} />
        </div>
        <Still>
          <CalcPopovers place={{ lang, chapter: id }} />
        </Still>
        <Still>
          <nav className={styles.sections} aria-label={messages.onThisPage}>
            <details>
              <summary>{messages.onThisPage}</summary>
              <ol>
                {sections.map((heading) => (
                  <li key={heading.id}>
                    <a href={`#${heading.id}`}>{heading.text}</a>
                  </li>
                ))}
              </ol>
            </details>
          </nav>
          <nav className={styles.turn} aria-label={`${messages.previous} / ${messages.next}`}>
            {previous ? (
              <a href={asset(chapterHref(lang, previous))} rel="prev">
                <span>← {messages.previous}</span>
                {previous.title[lang]}
              </a>
            ) : (
              <span />
            )}
            {next ? (
              <a href={asset(chapterHref(lang, next))} rel="next">
                <span>{messages.next} →</span>
                {next.title[lang]}
              </a>
            ) : (
              <a href={asset(`/${lang}/contents/`)}>
                <span>{messages.contents} →</span>
                {messages.bookTitle}
              </a>
            )}
          </nav>
        </Still>
      </article>
    </Shell>
  );
}
