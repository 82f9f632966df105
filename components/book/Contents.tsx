import { asset } from '@/components/base-path';
import { fill, type Lang } from '@/components/lang';
import { loadOutline } from '@/content/loader/outline';
import styles from './Contents.module.css';
import { bookMessages } from './messages';

/** The table of contents: all chapters of the plan, the unwritten ones marked as such and without a link. */
export function Contents({ lang }: { lang: Lang }) {
  const messages = bookMessages[lang];
  const outline = loadOutline();
  return (
    <div className={`${styles.contents} wide`}>
      {outline.parts.map((part) => (
        <section key={part.id} className={styles.part}>
          <h2 className={styles[part.axis]}>{part.title[lang]}</h2>
          <ol>
            {outline.chapters
              .filter((chapter) => chapter.part === part.id)
              .map((chapter) => (
                <li
                  key={chapter.id}
                  id={chapter.id}
                  className={chapter.written ? undefined : styles.unwritten}
                >
                  <span className={styles.number}>{chapter.number}</span>
                  <div>
                    <p className={styles.name}>
                      {chapter.written ? (
                        <a href={asset(`/${lang}/${chapter.id}/`)}>{chapter.title[lang]}</a>
                      ) : (
                        chapter.title[lang]
                      )}
                      <span className={styles.facts}>
                        {chapter.written
                          ? fill(messages.minutes, { n: chapter.minutes })
                          : messages.notWritten}
                      </span>
                    </p>
                    <p className={styles.summary}>{chapter.summary[lang]}</p>
                  </div>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
