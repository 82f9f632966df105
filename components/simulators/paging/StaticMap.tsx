import { MAP_COLUMNS } from './map-layout';
import styles from './paging.module.css';

/** A memory map as it stands in the HTML; a canvas takes its place once the figure moves. */
export function StaticMap({ svg, rows }: { svg: string; rows: number }) {
  return (
    <svg
      className={styles.still}
      viewBox={`0 0 ${MAP_COLUMNS * 10} ${rows * 10}`}
      aria-hidden="true"
      // Paths and numbers made by map-svg.ts at build time.
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
