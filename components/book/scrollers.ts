/**
 * Formulas, tables and code that are wider than their column scroll sideways; the keyboard must reach those, and only
 * those. Each is looked at when it comes near the screen, and those seen again when the width changes: measuring all
 * at once would lay out the whole page. Returns the undo.
 */
export function reachScrollers(): () => void {
  const seen = new Set<HTMLElement>();
  const check = (elements: readonly HTMLElement[]) => {
    // All reads before all writes: one layout, not one for each element.
    const wide = elements.map((element) => element.scrollWidth > element.clientWidth + 1);
    for (const [at, element] of elements.entries()) {
      if (wide[at]) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  };
  const near = new IntersectionObserver(
    (entries) => {
      const arrived = entries
        .filter((entry) => entry.isIntersecting)
        .map((entry) => entry.target as HTMLElement);
      for (const element of arrived) {
        near.unobserve(element);
        seen.add(element);
      }
      check(arrived);
    },
    { rootMargin: '400px 0px' },
  );
  const watch = () => {
    const all = document.querySelectorAll<HTMLElement>('main :is(.katex-display, pre, table)');
    for (const element of all) if (!seen.has(element)) near.observe(element);
  };
  const start = setTimeout(watch, 600);
  let resized: ReturnType<typeof setTimeout> | undefined;
  const onResize = () => {
    clearTimeout(resized);
    resized = setTimeout(() => check([...seen].filter((element) => element.isConnected)), 300);
  };
  addEventListener('resize', onResize);
  return () => {
    clearTimeout(start);
    clearTimeout(resized);
    near.disconnect();
    removeEventListener('resize', onResize);
  };
}
