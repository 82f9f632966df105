import type { ReactNode } from 'react';
import { asset } from '@/components/base-path';
import type { Lang } from '@/components/lang';
import { termById } from '@/content/loader/data';
import styles from './Term.module.css';

/** A term of the glossary: its definition on hover, its entry on click. */
export function Term({ id, lang, children }: { id: string; lang: Lang; children: ReactNode }) {
  const term = termById(id);
  return (
    <a className={styles.term} href={asset(`/${lang}/glossary/#${id}`)} title={term.definition[lang]}>
      {children}
    </a>
  );
}
