import type { Lang } from '@/components/lang';
import { readJson, writeJson } from '@/components/storage';

/** Where a reader left a page: the heading above the fold and the share of the page behind them. */
export interface ReadingPosition {
  readonly heading: string;
  readonly share: number;
  readonly lang: Lang;
}

/** Pixels from the top within which a heading counts as reached: the sticky header and a line of text. */
const belowHeader = 120;

/** The heading the reader stands under, or undefined above the first one. */
export function currentHeading(): HTMLElement | undefined {
  const headings = [...document.querySelectorAll<HTMLElement>('main h2[id], main h3[id]')];
  return headings.filter((heading) => topOf(heading) < belowHeader).at(-1);
}

/**
 * Where a heading stands. What is far from the screen is not laid out (`content-visibility`), and asking for a place in
 * there would lay all of it out; the place of the whole, above or below the screen, says as much.
 */
function topOf(heading: HTMLElement): number {
  let known = heading;
  while (known.parentElement && known.checkVisibility?.({ contentVisibilityAuto: true }) === false)
    known = known.parentElement;
  return known.getBoundingClientRect().top;
}

/** Keeps the reading position of a chapter (`paging/`), at most once a second. Returns the undo. */
export function keepPosition(lang: Lang, pageId: string): () => void {
  const chapter = /^([a-z-]+)\/$/.exec(pageId)?.[1];
  if (!chapter || !document.querySelector('article[data-chapter]')) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    const room = document.documentElement.scrollHeight - innerHeight;
    const position: ReadingPosition = {
      heading: currentHeading()?.id ?? '',
      share: room > 0 ? Math.min(1, scrollY / room) : 1,
      lang,
    };
    const all = readJson<Record<string, ReadingPosition>>('positions') ?? {};
    writeJson('positions', { ...all, [chapter]: position });
    writeJson('last-chapter', chapter);
  };
  const onScroll = () => {
    timer ??= setTimeout(save, 1000);
  };
  addEventListener('scroll', onScroll, { passive: true });
  return () => {
    clearTimeout(timer);
    removeEventListener('scroll', onScroll);
  };
}

/** The language link leads to the heading the reader stands under, which has the same id in both editions. */
export function wireLanguageLink(): () => void {
  const link = document.querySelector<HTMLAnchorElement>('[data-other-language]');
  if (!link) return () => {};
  const onClick = () => {
    const url = new URL(link.href);
    url.search = location.search;
    url.hash = currentHeading()?.id ?? '';
    link.href = url.href;
    writeJson('language', link.dataset.otherLanguage);
  };
  link.addEventListener('click', onClick);
  return () => link.removeEventListener('click', onClick);
}
