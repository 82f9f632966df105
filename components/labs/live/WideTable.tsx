import type { ReactNode } from 'react';
import styles from './live.module.css';

/** A table of figures that scrolls sideways where the screen is narrow, by keyboard too. */
export function WideTable({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={className ? `${styles.figures} ${className}` : styles.figures}>
        <caption className="visually-hidden">{label}</caption>
        {children}
      </table>
    </section>
  );
}

/** The head of such a table: what names the rows, at the left, then a heading for each column of figures. */
export function FigureHeads({ rows, heads }: { rows: string | readonly string[]; heads: readonly string[] }) {
  return (
    <thead>
      <tr>
        {[rows].flat().map((name, at) => (
          <th key={name} scope="col" style={{ textAlign: 'left', paddingLeft: at === 0 ? 0 : undefined }}>
            {name}
          </th>
        ))}
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
