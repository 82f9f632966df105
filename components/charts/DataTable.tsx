import styles from './Figure.module.css';
import type { FigureTable } from './figure-types';

/**
 * The table as it stands in the page before anybody opened it. The browser takes its inside as it is: it costs
 * nothing to bring the page to life, and nothing while the figure plays.
 */
export function StillTable({ table }: { table: () => FigureTable }) {
  if (typeof window === 'undefined') return <DataTable table={table()} />;
  // The same element as below, or the browser would throw the server's away and complain.
  return (
    <section className={styles.scroll} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
  );
}

/** The table twin of a drawing. The first column heads its row, and no two rows share it. */
export function DataTable({ table }: { table: FigureTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={table.caption}>
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.label} scope="col" className={column.numeric ? 'num' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, column) => {
                const { label, numeric, answer } = table.columns[column];
                if (column === 0) {
                  return (
                    <th key={label} scope="row">
                      {cell}
                    </th>
                  );
                }
                return (
                  <td key={label} className={numeric ? 'num' : undefined}>
                    {answer ? <span data-answer>{cell ?? '–'}</span> : (cell ?? '–')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
