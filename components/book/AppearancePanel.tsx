'use client';

import type { Lang } from '@/components/lang';
import { type Size, sizes, type Theme, themes } from './appearance';
import { bookMessages } from './messages';
import styles from './ReaderControls.module.css';

export interface AppearancePanelProps {
  readonly theme: Theme;
  readonly size: Size;
  readonly onTheme: (theme: Theme) => void;
  readonly onSize: (size: Size) => void;
  readonly onHelp: () => void;
  readonly lang: Lang;
}

/** Choice of theme and text size, and the way to the keyboard's help. */
export function AppearancePanel({ theme, size, onTheme, onSize, onHelp, lang }: AppearancePanelProps) {
  const messages = bookMessages[lang];
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
  return (
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
              onChange={() => onTheme(value)}
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
              onChange={() => onSize(value)}
            />{' '}
            {sizeNames[value]}
          </label>
        ))}
      </fieldset>
      <button type="button" onClick={onHelp}>
        {messages.keyboard} <kbd>?</kbd>
      </button>
    </div>
  );
}
