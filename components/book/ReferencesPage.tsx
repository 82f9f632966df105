import type { Lang } from '@/components/lang';
import { loadReferences } from '@/content/loader/data';
import { bookMessages } from './messages';
import { PlainPage } from './PlainPage';

/** Everything the book cites, with what each supports. */
export function ReferencesPage({ lang }: { lang: Lang }) {
  const references = loadReferences().sort(
    (a, b) => a.authors.localeCompare(b.authors, 'en') || a.year - b.year,
  );
  return (
    <PlainPage lang={lang} path="references/" title={bookMessages[lang].references}>
      <ul style={{ paddingLeft: 0, listStyle: 'none', overflowWrap: 'anywhere' }}>
        {references.map((reference) => (
          <li key={reference.id} id={reference.id} style={{ marginBottom: '1em' }}>
            {reference.authors} ({reference.year}).{' '}
            {reference.url ? <a href={reference.url}>{reference.title}</a> : <cite>{reference.title}</cite>}.{' '}
            {reference.where}. <span style={{ color: 'var(--soft)' }}>{reference.note[lang]}</span>
          </li>
        ))}
      </ul>
    </PlainPage>
  );
}
