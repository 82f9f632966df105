import { type RefObject, useEffect } from 'react';
import { type Palette, readPalette } from './paint-map';
import type { Player } from './player';

/** What happens around the figure: the theme changes, it scrolls out of sight, the reader wants less motion. */
export function useSurroundings(
  root: RefObject<HTMLElement | null>,
  player: Player,
  setPalette: (palette: Palette) => void,
) {
  useEffect(() => {
    const readColours = () => setPalette(readPalette(document.documentElement));
    readColours();
    const theme = new MutationObserver(readColours);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', readColours);
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const readCalm = () => {
      player.calm = calm.matches;
    };
    readCalm();
    calm.addEventListener('change', readCalm);
    const sight = new IntersectionObserver(([entry]) => player.setVisible(entry.isIntersecting));
    if (root.current) sight.observe(root.current);
    return () => {
      theme.disconnect();
      sight.disconnect();
      dark.removeEventListener('change', readColours);
      calm.removeEventListener('change', readCalm);
    };
  }, [root, player, setPalette]);
}
