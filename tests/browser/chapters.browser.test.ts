import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writtenChapters } from '@/content/loader/outline';
import { type OpenBook, openBook } from './harness';
import { seriousFindings } from './serious-findings';

const chapters = writtenChapters().map(({ id }) => id);
const langs = ['en', 'zh'] as const;
const themes = ['dark', 'sepia', 'forest', 'contrast'] as const;
/**
 * A theme changes colours and nothing else, and both languages use the same. The first two chapters are read in every
 * theme and language; of the others each page in one theme whole, and the English one for its contrasts in one more:
 * three themes a chapter, all five over two that follow one another.
 */
function themesOf(chapter: string, lang: (typeof langs)[number]): readonly [string, ...string[]] {
  if (['quantize', 'paging'].includes(chapter)) return ['light', ...themes];
  const at = chapters.indexOf(chapter);
  const other = (ahead: number) => themes[(at + ahead) % themes.length];
  return lang === 'en' ? ['light', other(0)] : [other(2)];
}

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book.close());

const withTheme = (theme: string) =>
  `localStorage.setItem('tct:v1:theme', JSON.stringify(${JSON.stringify(theme)}))`;

describe.each(chapters)('chapter %s', (chapter) => {
  describe.each(langs)('%s', (lang) => {
    test.concurrent('reads well in its themes', async () => {
      const [first, ...others] = themesOf(chapter, lang);
      const { page, problems, close } = await book.page(`/${lang}/${chapter}/`, { init: withTheme(first) });
      await page.waitForSelector('h1');
      expect(await page.getAttribute('html', 'lang')).toBe(lang === 'zh' ? 'zh-Hans' : 'en');
      expect(await page.getAttribute('html', 'data-theme')).toBe(first);
      expect(await page.locator('.katex-error').count()).toBe(0);
      await page.waitForTimeout(1800);
      expect(await seriousFindings(page)).toEqual([]);
      for (const theme of others) {
        await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
        await page.waitForTimeout(150);
        expect([theme, await seriousFindings(page, ['color-contrast'])]).toEqual([theme, []]);
      }
      expect(problems).toEqual([]);
      await close();
    });

    test.concurrent('has no sideways scroll at 320 pixels', async () => {
      const { page, problems, close } = await book.page(`/${lang}/${chapter}/`, {
        viewport: { width: 320, height: 640 },
      });
      await page.waitForTimeout(300);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(problems).toEqual([]);
      await close();
    });

    test.concurrent('teaches without JavaScript', async () => {
      const { page, close } = await book.page(`/${lang}/${chapter}/`, { javaScriptEnabled: false });
      const text = (await page.textContent('main')) ?? '';
      expect(text.length).toBeGreaterThan(5000);
      expect(await page.locator('[data-simulator] output, [data-lab] output').count()).toBeGreaterThan(3);
      const hidden = await page
        .locator('[data-answer]')
        .first()
        .evaluate((node) => getComputedStyle(node).visibility);
      expect(hidden).toBe('visible');
      await close();
    });
  });
});
