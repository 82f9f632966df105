'use client';

import { useEffect } from 'react';
import type { Lang } from '@/components/lang';

/**
 * Brings a page's exercises and ratings to life once the page has nothing more urgent to do. They are still HTML until
 * then, and most of them for good: only what comes near the screen becomes interactive.
 */
export function StudyKeeper({ source, lang, failed }: { source: string; lang: Lang; failed: string }) {
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    let begun = false;
    const begin = () => {
      if (begun) return;
      begun = true;
      void import('./interactive/keep').then(({ keepStudy }) => {
        if (!gone) stop = keepStudy({ source, lang, failed });
      });
    };
    // A reader who tabs into an exercise does not wait for a quiet moment.
    const wanted = (event: Event) => {
      if ((event.target as Element).closest('[data-card], [data-rates]')) begin();
    };
    const idle = globalThis.requestIdleCallback ?? ((next: () => void) => setTimeout(next, 200));
    idle(begin, { timeout: 2000 });
    document.addEventListener('focusin', wanted);
    return () => {
      gone = true;
      document.removeEventListener('focusin', wanted);
      stop?.();
    };
  }, [source, lang, failed]);
  return null;
}
