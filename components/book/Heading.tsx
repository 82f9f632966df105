import type { ReactNode } from 'react';
import type { Lang } from '@/components/lang';
import styles from './Heading.module.css';
import { bookMessages } from './messages';

/** A heading with its explicit id and a link to itself. */
export function headingOf(Tag: 'h2' | 'h3', lang: Lang) {
  return function Heading({ id, children }: { id?: string; children?: ReactNode }) {
    return (
      <Tag id={id} className={styles.heading}>
        {children}
        <a href={`#${id}`} className={styles.anchor} aria-label={bookMessages[lang].linkToHere}>
          #
        </a>
      </Tag>
    );
  };
}
