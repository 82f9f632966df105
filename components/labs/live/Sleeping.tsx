'use client';

import { type ComponentType, startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { replayEarlyInput } from '@/components/early-input';

export interface SleepingProps<P extends object> {
  /** While the page is made: the figure, drawn once for good. In the browser there is none, nor its script. */
  readonly still: ComponentType<P> | undefined;
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
}

/** How far off the screen a figure wakes: about a screen, so that it is live before it is seen. */
const NEAR = '900px 0px';

/**
 * A figure that is still HTML until the reader comes near or tabs into it; only then its script is fetched and takes
 * the place of the HTML, which looks the same. The page above it works sooner. What was done in the HTML is done again.
 */
export function Sleeping<P extends object>({ still: StillView, load, props }: SleepingProps<P>) {
  const [View, setView] = useState<ComponentType<P>>();
  const place = useRef<HTMLDivElement>(null);
  const focused = useRef<string>(undefined);
  const before = useRef<HTMLDivElement>(undefined);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    let begun = false;
    const wake = async () => {
      if (begun || gone) return;
      begun = true;
      try {
        const Loaded = await load();
        if (gone) return;
        const active = document.activeElement;
        if (active && element.contains(active)) focused.current = active.getAttribute('name') ?? undefined;
        before.current = element;
        // In slices: another figure may be playing.
        startTransition(() => setView(() => Loaded));
      } catch {
        // Off the line: the HTML stays, and the next approach tries again.
        begun = false;
      }
    };
    const near = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) void wake();
      },
      { rootMargin: NEAR },
    );
    near.observe(element);
    element.addEventListener('focusin', wake);
    return () => {
      gone = true;
      near.disconnect();
      element.removeEventListener('focusin', wake);
    };
  }, [load]);

  // Whoever had tabbed into the still figure stands at the same control of the live one.
  useLayoutEffect(() => {
    if (!View || !focused.current) return;
    const controls = document.getElementsByName(focused.current);
    [...controls].find((one) => place.current?.contains(one))?.focus({ preventScroll: true });
    focused.current = undefined;
  }, [View]);

  useEffect(() => {
    if (View && before.current && place.current) void replayEarlyInput(before.current, place.current);
  }, [View]);

  if (View) {
    return (
      <div key="live" ref={place} className="wide">
        <View {...props} />
      </div>
    );
  }
  if (StillView) {
    return (
      <div key="still" ref={place} className="wide" data-sleeping="">
        <StillView {...props} />
      </div>
    );
  }
  // The same element as while the page was made; React leaves what stands in it alone.
  return (
    <div
      key="still"
      ref={place}
      className="wide"
      data-sleeping=""
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: '' }}
    />
  );
}
