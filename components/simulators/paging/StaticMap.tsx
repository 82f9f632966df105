import { StaticHtml } from '@/components/book/StaticHtml';
import { MAP_COLUMNS } from './map-layout';
import styles from './paging.module.css';

/** A memory map as it stands in the HTML; a canvas takes its place once the figure moves. */
export function StaticMap({ svg, rows }: { svg: string; rows: number }) {
  // Paths and numbers made by map-svg.ts at build time.
  const drawing = `<svg class="${styles.still}" viewBox="0 0 ${MAP_COLUMNS * 10} ${rows * 10}" aria-hidden="true">${svg}</svg>`;
  return <StaticHtml as="div" html={drawing} />;
}
