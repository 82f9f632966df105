import { type RefObject, useEffect } from 'react';
import { type Palette, readPalette } from './paint-map';
import type { Player } from './player';

const TOUCHES = ['pointerdown', 'keydown'] as const;

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
    const figure = root.current;
    if (figure) sight.observe(figure);
    const hold = () => player.hold();
    for (const touch of TOUCHES) figure?.addEventListener(touch, hold, { capture: true, passive: true });
    return () => {
      theme.disconnect();
      sight.disconnect();
      for (const touch of TOUCHES) figure?.removeEventListener(touch, hold, { capture: true });
      dark.removeEventListener('change', readColours);
      calm.removeEventListener('change', readCalm);
    };
  }, [root, player, setPalette]);
}
