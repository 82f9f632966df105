'use client';

import { useEffect, useRef, useState } from 'react';
import type { Lang } from '@/components/lang';
import { readJson, writeJson } from '@/components/storage';
import type { BookMessages } from './messages';
import styles from './ReaderControls.module.css';
import { currentHeading, keepPosition, wireLanguageLink } from './reading-position';
import { reachScrollers } from './scrollers';
import { wireShortcuts } from './shortcuts';

export const themes = ['system', 'light', 'dark', 'sepia', 'forest', 'contrast'] as const;
const sizes = ['small', 'medium', 'large', 'larger'] as const;
type Theme = (typeof themes)[number];
type Size = (typeof sizes)[number];

export interface ReaderControlsProps {
  readonly lang: Lang;
  readonly pageId: string;
  readonly contentsHref: string;
  readonly previousHref?: string;
  readonly nextHref?: string;
  readonly messages: BookMessages;
}

function apply(attribute: string, value: string, neutral: string) {
  if (value === neutral) document.documentElement.removeAttribute(attribute);
  else document.documentElement.setAttribute(attribute, value);
}

/** Theme, text size and keyboard help, and the shell's listeners: reading position, language link, shortcuts. */
export function ReaderControls(props: ReaderControlsProps) {
  const { messages } = props;
  const [theme, setTheme] = useState<Theme>('system');
  const [size, setSize] = useState<Size>('medium');
  const [keysOn, setKeysOn] = useState(true);
  const help = useRef<HTMLDialogElement>(null);
  const menu = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    setTheme(readJson<Theme>('theme') ?? 'system');
    setSize(readJson<Size>('text-size') ?? 'medium');
    setKeysOn(readJson<boolean>('keys') ?? true);
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
    apply('data-theme', value, 'system');
    writeJson('theme', value);
  };

  useEffect(() => {
    if (!keysOn) return wireShortcuts({ '?': () => help.current?.showModal() });
    const go = (href?: string) => () => href && location.assign(href);
    const jump = (by: number) => () => {
      const headings = [...document.querySelectorAll<HTMLElement>('main h2[id], main h3[id]')];
      const at = headings.findIndex((heading) => heading.id === currentHeading()?.id);
      headings[Math.min(headings.length - 1, Math.max(0, at + by))]?.scrollIntoView();
    };
    return wireShortcuts({
      '?': () => help.current?.showModal(),
      j: jump(1),
      k: jump(-1),
      '[': go(props.previousHref),
      ']': go(props.nextHref),
      c: go(props.contentsHref),
      l: () => document.querySelector<HTMLElement>('[data-other-language]')?.click(),
      t: () => chooseTheme(themes[(themes.indexOf(theme) + 1) % themes.length]),
    });
  });

  const themeNames: Record<Theme, string> = {
    system: messages.themeSystem,
    light: messages.themeLight,
    dark: messages.themeDark,
    sepia: messages.themeSepia,
    forest: messages.themeForest,
    contrast: messages.themeContrast,
  };
  const sizeNames: Record<Size, string> = {
    small: messages.sizeSmall,
    medium: messages.sizeMedium,
    large: messages.sizeLarge,
    larger: messages.sizeLarger,
  };
  const keys: [string, string][] = [
    ['j', messages.keyNextHeading],
    ['k', messages.keyPreviousHeading],
    [']', messages.keyNextChapter],
    ['[', messages.keyPreviousChapter],
    ['c', messages.keyContents],
    ['l', messages.keyLanguage],
    ['t', messages.keyTheme],
    ['?', messages.keyHelp],
  ];

  return (
    <>
      <details className={styles.menu} ref={menu}>
        <summary aria-label={messages.appearance} title={messages.appearance}>
          Aa
        </summary>
        <div className={styles.panel}>
          <fieldset>
            <legend>{messages.theme}</legend>
            {themes.map((value) => (
              <label key={value}>
                <input
                  type="radio"
                  name="theme"
                  value={value}
                  checked={theme === value}
                  onChange={() => chooseTheme(value)}
                />{' '}
                {themeNames[value]}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{messages.textSize}</legend>
            {sizes.map((value) => (
              <label key={value}>
                <input
                  type="radio"
                  name="text-size"
                  value={value}
                  checked={size === value}
                  onChange={() => {
                    setSize(value);
                    apply('data-text-size', value, 'medium');
                    writeJson('text-size', value);
                  }}
                />{' '}
                {sizeNames[value]}
              </label>
            ))}
          </fieldset>
          <button type="button" onClick={() => help.current?.showModal()}>
            {messages.keyboard} <kbd>?</kbd>
          </button>
        </div>
      </details>
      <dialog ref={help} className={styles.help} aria-label={messages.keyboardTitle}>
        <h2>{messages.keyboardTitle}</h2>
        <dl>
          {keys.map(([key, label]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <label>
          <input
            type="checkbox"
            checked={keysOn}
            onChange={(event) => {
              setKeysOn(event.target.checked);
              writeJson('keys', event.target.checked);
            }}
          />{' '}
          {messages.keysOn}
        </label>
        <form method="dialog">
          <button type="submit">{messages.close}</button>
        </form>
      </dialog>
    </>
  );
}
