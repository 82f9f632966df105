import { asset } from '@/components/base-path';
import type { Lang } from '@/components/lang';
import { SetupBar } from '@/components/setup/SetupBar';
import { loadOutline, writtenChapters } from '@/content/loader/outline';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { ContinueLink } from './ContinueLink';
import styles from './HomePage.module.css';
import { homeMessages } from './home-messages';
import { bookMessages } from './messages';
import { Shell } from './Shell';
import { StepFigure } from './StepFigure';
import { stepBasis } from './step-basis';

/** What the book is, in ten seconds: a sentence, a figure that answers, three ways in. */
export function HomePage({ lang }: { lang: Lang }) {
  const messages = homeMessages[lang];
  const written = writtenChapters();
  const start = written.find((chapter) => chapter.id === 'paging')?.id ?? 'contents';
  const titles = Object.fromEntries(written.map((chapter) => [chapter.id, chapter.title[lang]]));
  return (
    <Shell lang={lang} path="">
      <SetupBar lang={lang} />
      <div className={styles.home}>
        <header className={styles.head}>
          <h1>{bookMessages[lang].bookTitle}</h1>
          <p className={styles.subtitle}>{bookMessages[lang].subtitle}</p>
          <p className={styles.lead}>{messages.lead}</p>
        </header>
        <StepFigure lang={lang} messages={messages} example={stepBasis(RUNNING_EXAMPLE, lang)} />
        <div className={styles.ways}>
          <section>
            <h2>{messages.read}</h2>
            <p>{messages.readText}</p>
            <p>
              <a className={styles.go} href={asset(`/${lang}/${start}/`)}>
                {messages.readLink} →
              </a>
            </p>
            <ContinueLink lang={lang} titles={titles} label={messages.continueLink} className={styles.go} />
          </section>
          <section>
            <h2>{messages.teach}</h2>
            <p>{messages.teachText}</p>
            <p>
              <a className={styles.go} href={asset(`/${lang}/teach/`)}>
                {messages.teachLink} →
              </a>
            </p>
          </section>
          <section>
            <h2>{messages.prepare}</h2>
            <p>{messages.prepareText}</p>
            <p>
              <a className={styles.go} href={asset(`/${lang}/practice/`)}>
                {messages.prepareLink} →
              </a>
            </p>
          </section>
        </div>
        <nav className={styles.parts} aria-label={bookMessages[lang].contents}>
          {loadOutline().parts.map((part) => (
            <section key={part.id}>
              <h2 className={styles[part.axis]}>{part.title[lang]}</h2>
              <ol>
                {loadOutline()
                  .chapters.filter((chapter) => chapter.part === part.id)
                  .map((chapter) => (
                    <li key={chapter.id} value={chapter.number}>
                      {chapter.written ? (
                        <a href={asset(`/${lang}/${chapter.id}/`)}>{chapter.title[lang]}</a>
                      ) : (
                        <span title={bookMessages[lang].notWritten}>{chapter.title[lang]}</span>
                      )}
                    </li>
                  ))}
              </ol>
            </section>
          ))}
        </nav>
        <section className={styles.proof}>
          <h2>{messages.proof}</h2>
          <p>{messages.proofText}</p>
        </section>
      </div>
    </Shell>
  );
}
