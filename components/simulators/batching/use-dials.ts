import { useCallback, useEffect, useRef, useState } from 'react';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import { figurePresets, figureSpecs } from './params';

export interface Dials {
  readonly settings: UrlState;
  /** What the page's first frame shows. */
  readonly usual: UrlState;
  set(key: string, value: number | string): void;
  setSeed(seed: number): void;
  /** Another scene; what is on show stays. */
  choose(preset: string): void;
  load(settings: Omit<UrlState, 'issues'>): void;
}

const scene = (preset: string) => readUrlState('', figureSpecs, figurePresets, preset);

/**
 * The dials and the address. Its functions stay the same for good, so that a part of the figure is drawn anew only when
 * something it shows has changed: while a slider is dragged that is most of what a frame costs.
 */
export function useDials(preset: string): Dials {
  const [usual] = useState(() => scene(preset));
  const [settings, setSettings] = useState(usual);
  const [address] = useState(createUrlWriter);
  const touched = useRef(false);
  useEffect(() => {
    const asked = readUrlState(location.search, figureSpecs, figurePresets, preset);
    if (JSON.stringify(asked) !== JSON.stringify(scene(preset))) setSettings(asked);
    return () => address.cancel();
  }, [preset, address]);
  useEffect(() => {
    if (!touched.current) return;
    address.write((search) => writeUrlState(search, settings, figureSpecs, figurePresets, preset));
  }, [settings, preset, address]);
  const [actions] = useState(() => {
    const change = (alter: (now: UrlState) => Partial<UrlState>) => {
      touched.current = true;
      setSettings((now) => ({ ...now, ...alter(now), issues: [] }));
    };
    return {
      set: (key: string, value: number | string) =>
        change((now) => ({ values: { ...now.values, [key]: value } })),
      setSeed: (seed: number) => change(() => ({ seed })),
      choose: (name: string) =>
        change((now) => {
          const next = scene(name);
          return { ...next, preset: name, values: { ...next.values, show: now.values.show } };
        }),
      load: (next: Omit<UrlState, 'issues'>) => change(() => next),
    };
  });
  return { settings, usual, ...actions };
}

/** A value as it is when somebody asks, behind a function that stays the same. */
export function useLatest<T>(value: T): () => T {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
