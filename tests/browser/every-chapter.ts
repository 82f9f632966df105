import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lang } from '@/components/lang';
import { writtenChapters } from '@/content/loader/outline';
import { complete, type OpenBook, openBook } from './harness';
import { seriousFindings } from './serious-findings';

const chapters = writtenChapters().map(({ id }) => id);
/** A theme changes colours and nothing else, and both languages use the same: each is read in one of them. */
const themes = ['dark', 'sepia', 'forest', 'contrast'] as const;
/** The first two chapters in every theme; the others in light and one more, in turn, so that each meets all figures. */
const otherThemes = (chapter: string, lang: Lang) =>
  ['quantize', 'paging'].includes(chapter)
    ? themes
    : [themes[(chapters.indexOf(chapter) + (lang === 'zh' ? 2 : 0)) % themes.length]];

const withTheme = (theme: string) =>
  `localStorage.setItem('tct:v1:theme', JSON.stringify(${JSON.stringify(theme)}))`;

/** What holds of every chapter, in one language: a file for each, so that they run side by side. */
export function testEveryChapter(lang: Lang): void {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  describe.each(chapters)(`chapter %s, ${lang}`, (chapter) => {
    test('reads well in light and other themes', async () => {
      const first = 'light';
      const { page, problems, close } = await book.page(`/${lang}/${chapter}/`, { init: withTheme(first) });
      await page.waitForSelector('h1');
      expect(await page.getAttribute('html', 'lang')).toBe(lang === 'zh' ? 'zh-Hans' : 'en');
      expect(await page.getAttribute('html', 'data-theme')).toBe(first);
      expect(await page.locator('.katex-error').count()).toBe(0);
      await complete(page);
      expect(await seriousFindings(page)).toEqual([]);
      for (const theme of otherThemes(chapter, lang)) {
        await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
        await page.waitForTimeout(150);
        expect([theme, await seriousFindings(page, ['color-contrast'])]).toEqual([theme, []]);
      }
      expect(problems).toEqual([]);
      await close();
    });

    test('has no sideways scroll at 320 pixels', async () => {
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

    test('teaches without JavaScript', async () => {
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
}
