import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBook, openBook } from './harness';

const figure = (page: Page) => page.locator('figure[data-simulator="structured"]');
const metric = async (page: Page, name: string) =>
  Number(await figure(page).locator(`output[data-metric="${name}"]`).first().getAttribute('data-value'));
const settled = (page: Page, name: string, value: string) =>
  page.waitForFunction(
    ([metricName, wanted]) =>
      document
        .querySelector(`figure[data-simulator="structured"] output[data-metric="${metricName}"]`)
        ?.getAttribute('data-value') === wanted,
    [name, value],
    { timeout: 30_000 },
  );

describe('the structured figure', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  test.each(['en', 'zh'] as const)(
    'shows a recorded text, step by step and by keyboard, %s',
    async (lang) => {
      const { page, problems, close } = await book.page(`/${lang}/structured/`);
      expect(await figure(page).getAttribute('data-rung')).toBe('recorded');
      await figure(page).locator('button[name="step"]:enabled').waitFor();
      const before = await metric(page, 'passes');
      expect(before).toBeGreaterThan(0);
      await figure(page).locator('button[name="step"]').focus();
      await page.keyboard.press('Enter');
      await settled(page, 'passes', String(before + 1));
      await figure(page).locator('select[name="jump"]').selectOption('healed');
      await figure(page).locator('button[name="reset"]').click();
      await settled(page, 'passes', '0');
      // What is forced stands there before the first pass.
      expect(await metric(page, 'tokens')).toBeGreaterThan(3);
      await figure(page).locator('button[name="play"]').click();
      await page.waitForSelector('figure[data-simulator="structured"][data-state="done"]', {
        timeout: 30_000,
      });
      expect(await metric(page, 'valid')).toBe(1);
      expect(await metric(page, 'passShare')).toBeLessThan(0.35);
      await page.waitForFunction(() => location.search.includes('jump=healed'));
      expect(await metric(page, 'off.validShare')).toBe(1);
      expect(await metric(page, 'free.validShare')).toBe(0);
      const rows = await figure(page).locator('table tbody tr').count();
      expect(rows).toBeGreaterThan(8);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test('compiles what is typed, names mistakes with their place, and writes it on this processor', async () => {
    const query = new URLSearchParams({
      preset: 'own',
      kind: 'regex',
      source: '\\{"owner": "(Ada|Emil)"\\}',
      prompt: '',
      jump: 'text',
      rung: 'wasm',
    });
    const { page, problems, close } = await book.page(`/en/embed/structured/?${query}`);
    await settled(page, 'compressedStates', '3');
    await figure(page).locator('details:has(textarea[name="source"]) > summary').click();
    const source = figure(page).locator('textarea[name="source"]');
    await source.fill('ab(c');
    const mistake = figure(page).locator('[data-error="regex.unexpected"]');
    await mistake.waitFor();
    expect(await mistake.textContent()).toContain('5');
    expect(await figure(page).getAttribute('data-state')).toBe('error');
    await source.fill('[ab]*a[ab]{30}');
    await figure(page).locator('[data-error="automaton.too-large"]').waitFor({ timeout: 30_000 });
    await source.fill('\\{"owner": "(Ada|Emil)"\\}');
    await settled(page, 'compressedStates', '3');
    await figure(page).locator('button[name="run"]').click();
    await page.waitForSelector('figure[data-rung="wasm"][data-state="done"]', { timeout: 90_000 });
    expect(await metric(page, 'valid')).toBe(1);
    expect(await metric(page, 'passes')).toBe(1);
    expect(await metric(page, 'maskSeconds')).toBeGreaterThan(0);
    await figure(page).locator('button[name="measure"]').click();
    await settled(page, 'text.validShare', '1');
    await figure(page).locator('button[name="cancel"]').click();
    await page.waitForSelector('figure[data-state="done"], figure[data-state="idle"]', { timeout: 30_000 });
    expect(problems).toEqual([]);
    await close();
  });
});
