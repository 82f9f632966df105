'use client';

import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Lang } from '@/components/lang';
import { readJson, writeJson } from '@/components/storage';
import { applyChoice, type Size, type Theme, themes } from './appearance';
import styles from './ReaderControls.module.css';
import { currentHeading, keepPosition, wireLanguageLink } from './reading-position';
import { reachScrollers } from './scrollers';
import { wireShortcuts } from './shortcuts';

// Both are closed on every page that opens: their code and their elements come when they are asked for.
const AppearancePanel = lazy(() =>
  import('./AppearancePanel').then((module) => ({ default: module.AppearancePanel })),
);
const KeyboardHelp = lazy(() =>
  import('./KeyboardHelp').then((module) => ({ default: module.KeyboardHelp })),
);

export interface ReaderControlsProps {
  readonly lang: Lang;
  readonly pageId: string;
  readonly contentsHref: string;
  readonly previousHref?: string;
  readonly nextHref?: string;
  /** Of the menu; what is in it brings its own words. */
  readonly appearance: string;
}

/** Theme, text size and keyboard help, and the shell's listeners: reading position, language link, shortcuts. */
export function ReaderControls(props: ReaderControlsProps) {
  const { lang, appearance } = props;
  const [theme, setTheme] = useState<Theme>('system');
  const [size, setSize] = useState<Size>('medium');
  const [keysOn, setKeysOn] = useState(true);
  const [opened, setOpened] = useState(false);
  const [helpAsked, setHelpAsked] = useState(0);
  const menu = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    setTheme(readJson<Theme>('theme') ?? 'system');
    setSize(readJson<Size>('text-size') ?? 'medium');
    setKeysOn(readJson<boolean>('keys') ?? true);
    // Opened by a reader who was faster than the script.
    setOpened(menu.current?.open ?? false);
    writeJson('language', props.lang);
    const undo = [keepPosition(props.lang, props.pageId), wireLanguageLink(), reachScrollers()];
    const close = (event: Event) => {
      if (menu.current && !menu.current.contains(event.target as Node)) menu.current.open = false;
    };
    document.addEventListener('pointerdown', close);
    undo.push(() => document.removeEventListener('pointerdown', close));
    return () => {
      for (const stop of undo) stop();
    };
  }, [props.lang, props.pageId]);

  const chooseTheme = (value: Theme) => {
    setTheme(value);
    applyChoice('data-theme', value, 'system');
    writeJson('theme', value);
  };
  const chooseSize = (value: Size) => {
    setSize(value);
    applyChoice('data-text-size', value, 'medium');
    writeJson('text-size', value);
  };
  const askHelp = () => setHelpAsked((times) => times + 1);

  useEffect(() => {
    if (!keysOn) return wireShortcuts({ '?': askHelp });
    const go = (href?: string) => () => href && location.assign(href);
    const jump = (by: number) => () => {
      const headings = [...document.querySelectorAll<HTMLElement>('main h2[id], main h3[id]')];
      const at = headings.findIndex((heading) => heading.id === currentHeading()?.id);
      headings[Math.min(headings.length - 1, Math.max(0, at + by))]?.scrollIntoView();
    };
    return wireShortcuts({
      '?': askHelp,
      j: jump(1),
      k: jump(-1),
      '[': go(props.previousHref),
      ']': go(props.nextHref),
      c: go(props.contentsHref),
      l: () => document.querySelector<HTMLElement>('[data-other-language]')?.click(),
      t: () => chooseTheme(themes[(themes.indexOf(theme) + 1) % themes.length]),
    });
  });

  return (
    <>
      <details className={styles.menu} ref={menu} onToggle={() => setOpened(true)}>
        <summary aria-label={appearance} title={appearance}>
          Aa
        </summary>
        {opened && (
          <Suspense fallback={null}>
            <AppearancePanel
              theme={theme}
              size={size}
              onTheme={chooseTheme}
              onSize={chooseSize}
              onHelp={askHelp}
              lang={lang}
            />
          </Suspense>
        )}
      </details>
      {helpAsked > 0 && (
        <Suspense fallback={null}>
          <KeyboardHelp
            asked={helpAsked}
            keysOn={keysOn}
            onKeysOn={(on) => {
              setKeysOn(on);
              writeJson('keys', on);
            }}
            lang={lang}
          />
        </Suspense>
      )}
    </>
  );
}
