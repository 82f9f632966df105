import { type RefObject, useEffect } from 'react';
import type { Clock } from './clock';

/** What happens around the figure: it scrolls out of sight, the reader wants less motion. */
export function useNearby(root: RefObject<HTMLElement | null>, clock: Clock): void {
  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const readCalm = () => {
      clock.calm = calm.matches;
    };
    readCalm();
    calm.addEventListener('change', readCalm);
    const sight = new IntersectionObserver(([entry]) => !entry.isIntersecting && clock.pause());
    if (root.current) sight.observe(root.current);
    return () => {
      calm.removeEventListener('change', readCalm);
      sight.disconnect();
    };
  }, [root, clock]);
}
