import type { Place } from '@/components/registry';
import { citedIn } from '@/content/loader/citations';
import { referenceById } from '@/content/loader/data';
import styles from './Cite.module.css';

/** Author and year, leading to the entry at the end of the chapter. */
export function Cite({ id, place }: { id: string; place: Place }) {
  const reference = referenceById(id);
  const authors = reference.authors.split(/,| and | & /);
  const name =
    authors.length > 2 ? `${authors[0]} ${place.lang === 'zh' ? '等' : 'et al.'}` : reference.authors;
  return (
    <a className={styles.cite} href={`#ref-${id}`} title={reference.title}>
      {name} {reference.year}
    </a>
  );
}

/** The references a chapter cites, each with what it supports. */
export function ReferenceList({ place }: { place: Place }) {
  return (
    <ol className={styles.list}>
      {citedIn(place.lang, place.chapter).map((id) => {
        const reference = referenceById(id);
        return (
          <li key={id} id={`ref-${id}`}>
            {reference.authors} ({reference.year}).{' '}
            {reference.url ? <a href={reference.url}>{reference.title}</a> : <cite>{reference.title}</cite>}.{' '}
            {reference.where}. <span className={styles.note}>{reference.note[place.lang]}</span>
          </li>
        );
      })}
    </ol>
  );
}
