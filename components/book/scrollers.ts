/**
 * Formulas, tables and code that are wider than their column scroll sideways; the keyboard must reach those, and only
 * those. Checked when the page is idle and when its width changes. Returns the undo.
 */
export function reachScrollers(): () => void {
  const check = () => {
    for (const element of document.querySelectorAll<HTMLElement>('main :is(.katex-display, pre, table)')) {
      if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  };
  // Measuring lays the page out: not while it is still coming alive.
  const soon = setTimeout(check, 1500);
  let resized: ReturnType<typeof setTimeout> | undefined;
  const onResize = () => {
    clearTimeout(resized);
    resized = setTimeout(check, 300);
  };
  addEventListener('resize', onResize);
  document.addEventListener('toggle', onResize, true);
  return () => {
    clearTimeout(soon);
    clearTimeout(resized);
    removeEventListener('resize', onResize);
    document.removeEventListener('toggle', onResize, true);
  };
}
