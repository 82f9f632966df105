import { asset } from '@/components/base-path';
import styles from './LanguageChooser.module.css';
import { bookMessages } from './messages';

/**
 * Remembers a choice and, on the next visit to the root, goes straight there. Inline and tiny: the page is only
 * two links. `?choose` shows the page again.
 */
const rememberScript = `(function(){var k='tct:v1:language',d=document,m=d.currentScript.getAttribute('data-go');
try{var c=JSON.parse(localStorage.getItem(k));if(m&&(c==='en'||c==='zh')&&location.search.indexOf('choose')<0)location.replace(m+c+'/')}catch(e){}
d.addEventListener('click',function(e){var a=e.target.closest&&e.target.closest('a[data-lang]');if(a)try{localStorage.setItem(k,JSON.stringify(a.getAttribute('data-lang')))}catch(x){}})})()`;

/** `/` and the page for addresses that do not exist: both editions side by side, neither preferred. */
export function LanguageChooser({ missing = false }: { missing?: boolean }) {
  return (
    <main className={styles.chooser}>
      <script
        data-go={missing ? undefined : asset('/')}
        dangerouslySetInnerHTML={{ __html: rememberScript }}
      />
      <div className={styles.pair}>
        {(['en', 'zh'] as const).map((lang) => {
          const messages = bookMessages[lang];
          return (
            <section key={lang} lang={lang === 'zh' ? 'zh-Hans' : 'en'} className={styles.side}>
              {missing && (
                <p className={styles.missing}>
                  {messages.notFound} {messages.notFoundHelp}
                </p>
              )}
              <h1>
                <a href={asset(`/${lang}/`)} data-lang={lang} hrefLang={lang === 'zh' ? 'zh-Hans' : 'en'}>
                  {messages.bookTitle}
                </a>
              </h1>
              <p>{messages.subtitle}</p>
              <p className={styles.go} aria-hidden="true">
                {lang === 'en' ? 'Read in English' : '阅读中文版'} →
              </p>
            </section>
          );
        })}
      </div>
    </main>
  );
}
