import type { ReactNode } from 'react';
import type { Lang } from '@/components/lang';
import styles from './PlainPage.module.css';
import { Shell } from './Shell';

/** A page that is no chapter: a title, an optional line under it, text. */
export function PlainPage(props: {
  lang: Lang;
  path: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <Shell lang={props.lang} path={props.path}>
      <div className={styles.page}>
        <h1>{props.title}</h1>
        {props.lead && <p className={styles.lead}>{props.lead}</p>}
        {props.children}
      </div>
    </Shell>
  );
}
