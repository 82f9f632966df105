import type { Lang } from '@/components/lang';
import { loadGlossary } from '@/content/loader/data';
import { bookMessages } from './messages';
import { PlainPage } from './PlainPage';

/** Every term of the book, once, in both languages. */
export function GlossaryPage({ lang }: { lang: Lang }) {
  const other = lang === 'en' ? 'zh' : 'en';
  const terms = loadGlossary().sort((a, b) =>
    a.term[lang].localeCompare(b.term[lang], lang === 'zh' ? 'zh-Hans' : 'en'),
  );
  return (
    <PlainPage lang={lang} path="glossary/" title={bookMessages[lang].glossary}>
      <dl>
        {terms.map((term) => (
          <div key={term.id}>
            <dt id={term.id}>
              {term.term[lang]}{' '}
              {term.term[other] !== term.term[lang] && (
                <span
                  lang={other === 'zh' ? 'zh-Hans' : 'en'}
                  style={{ color: 'var(--soft)', fontWeight: 400 }}
                >
                  {term.term[other]}
                </span>
              )}
            </dt>
            <dd>{term.definition[lang]}</dd>
          </div>
        ))}
      </dl>
    </PlainPage>
  );
}
