/** The two languages of the book, as they stand in its addresses. */
export type Lang = 'en' | 'zh';

export const LANGS: readonly Lang[] = ['en', 'zh'];

/** The value of the `lang` attribute: the Chinese pages are written in simplified characters. */
export function htmlLang(lang: Lang): string {
  return lang === 'zh' ? 'zh-Hans' : 'en';
}

export function otherLang(lang: Lang): Lang {
  return lang === 'en' ? 'zh' : 'en';
}

/**
 * Puts values in place of `{name}` in a message. A name without a value stays as it is written, so that a mistake
 * is seen and not swallowed. Worked: fill('{n} of {all}', { n: 5, all: 12 }) → '5 of 12'.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([A-Za-z_]\w*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
