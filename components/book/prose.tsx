import type { ReactNode } from 'react';
import type { Lang } from '@/components/lang';
import { headingOf } from './Heading';
import { bookMessages } from './messages';
import styles from './prose.module.css';

/** A note: in the margin where there is room, folded into the text where there is not. */
export function Note({ children }: { children: ReactNode }) {
  return <aside className={styles.note}>{children}</aside>;
}

export function Steps({ children }: { children: ReactNode }) {
  return <div className={`${styles.steps} wide`}>{children}</div>;
}

/** One step of the idea: a title, a few sentences, a formula, a number, one thing to do. */
export function Step({
  title,
  id,
  lang,
  children,
}: {
  title: string;
  id?: string;
  lang: Lang;
  children: ReactNode;
}) {
  const Heading = headingOf('h3', lang);
  return (
    <section className={styles.step}>
      {id ? <Heading id={id}>{title}</Heading> : <h3>{title}</h3>}
      {children}
    </section>
  );
}

/** One thing to do in the figure. */
export function Do({ lang, children }: { lang: Lang; children: ReactNode }) {
  return (
    <div className={styles.todo}>
      <span className={styles.label}>{bookMessages[lang].tryIt}</span>
      <div>{children}</div>
    </div>
  );
}

export function Derivation({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={styles.derivation}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** The chapter in five lines. Its heading is part of the text, so that it can be linked. */
export function Recap({ lang, children }: { lang: Lang; children: ReactNode }) {
  return (
    <div className={styles.recap}>
      <p className={styles.label}>{bookMessages[lang].recap}</p>
      {children}
    </div>
  );
}
