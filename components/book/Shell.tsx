import type { ReactNode } from 'react';
import { asset } from '@/components/base-path';
import { type Lang, otherLang } from '@/components/lang';
import { StorageNotice } from '@/components/study/StorageNotice';
import { EarlyInput } from './EarlyInput';
import { EarlyScript } from './head';
import { bookMessages } from './messages';
import { ReaderControls } from './ReaderControls';
import styles from './Shell.module.css';

interface ShellProps {
  readonly lang: Lang;
  /** Path of this page below the language, '' for the home page: 'paging/'. */
  readonly path: string;
  readonly place?: string;
  readonly guessId?: string;
  readonly previousHref?: string;
  readonly nextHref?: string;
  readonly children: ReactNode;
}

/** The frame of every page: skip link, header, the page, footer. Works without JavaScript. */
export function Shell({ lang, path, place, guessId, previousHref, nextHref, children }: ShellProps) {
  const messages = bookMessages[lang];
  const home = asset(`/${lang}/`);
  const footer = [
    ['contents', messages.contents],
    ['practice', messages.practice],
    ['teach', messages.teach],
    ['glossary', messages.glossary],
    ['references', messages.references],
    ['about', messages.about],
  ] as const;
  return (
    <>
      <EarlyScript guessId={guessId} />
      <a className="skip-link" href="#text">
        {messages.skip}
      </a>
      <header className={styles.header}>
        <a className={styles.title} href={home}>
          {messages.bookTitle}
        </a>
        {place && <span className={styles.place}>{place}</span>}
        <nav className={styles.nav} aria-label={messages.contents}>
          <a href={`${home}contents/`}>{messages.contents}</a>
          <a
            href={asset(`/${otherLang(lang)}/${path}`)}
            hrefLang={lang === 'en' ? 'zh-Hans' : 'en'}
            lang={lang === 'en' ? 'zh-Hans' : 'en'}
            data-other-language={otherLang(lang)}
            title={messages.otherLanguageLabel}
          >
            {messages.otherLanguage}
          </a>
          <ReaderControls
            lang={lang}
            pageId={path}
            contentsHref={`${home}contents/`}
            previousHref={previousHref}
            nextHref={nextHref}
            appearance={messages.appearance}
          />
        </nav>
      </header>
      <main id="text" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <StorageNotice lang={lang} />
      <footer className={styles.footer}>
        <nav aria-label={messages.home}>
          {footer.map(([id, label]) => (
            <a key={id} href={`${home}${id}/`}>
              {label}
            </a>
          ))}
        </nav>
        <p>
          {messages.licence} {messages.privacy}
        </p>
        <noscript>
          <p>{messages.noScript}</p>
        </noscript>
      </footer>
      <EarlyInput />
    </>
  );
}
