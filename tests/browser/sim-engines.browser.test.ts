import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="engines"]';
const metric = metricsOf('engines');
const counts = async (page: Page) => [
  await metric(page, 'clear'),
  await metric(page, 'reserved'),
  await metric(page, 'ended'),
];
const ends = (page: Page, engine: string) =>
  page.locator(`${figure} [data-question] li[data-engine="${engine}"]`).allInnerTexts();

describe('which engine remains', () => {
  it('stands complete without a script, every cell of the table with its source', async () => {
    const { page, close } = await book.page('/zh/engines/', { javaScriptEnabled: false });
    expect(await counts(page)).toEqual([4, 2, 2]);
    expect(await page.locator(`${figure} svg`).first().isVisible()).toBe(true);
    const cells = page.locator('td:has(a[title*="("])');
    expect(await cells.count()).toBe(8 * 13);
    expect(await page.locator(`${figure} [data-question]`).count()).toBe(9);
    await close();
  });

  it('answers its dials and its other answers by keyboard, and keeps them in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/engines/');
    await page.locator('select[name="file"]').focus();
    await page.keyboard.type('FP8');
    await settled(async () => (await metric(page, 'ended')) > 2);
    expect((await ends(page, 'tensorrt-llm')).join()).toContain('Ampere to Hopper');
    expect(page.url()).not.toContain('hardware=');
    const question = page.locator('[data-question="hardware"]');
    await question.locator('summary').focus();
    await page.keyboard.press('Enter');
    await question.getByRole('button', { name: 'NVIDIA Hopper' }).focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await ends(page, 'tensorrt-llm')).length === 0);
    await settled(async () => page.url().includes('file=fp8') && page.url().includes('hardware=hopper'));
    const before = await counts(page);
    await page.reload();
    await settled(async () => String(await counts(page)) === String(before));
    await page.locator('select[name="preset"]').selectOption('page');
    await settled(async () => String(await counts(page)) === '0,1,7');
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the Setup, says its command, and nothing runs off a phone', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/engines/?model=llama-3.1-8b&accelerator=apple-m2-pro&devices=1&weights=Q4_K&batch=1',
      { viewport: { width: 320, height: 700 } },
    );
    await settled(async () => String(await counts(page)) === '2,0,6');
    const start = page.locator(`${figure} [data-engine="llama.cpp"] details`).last();
    await start.locator('summary').click();
    const command = await start.locator('pre').textContent();
    expect(command).toContain('llama-server -m Llama-3.1-8B-Q4_K_M.gguf');
    const href = (await start.locator('a').getAttribute('href')) ?? '';
    expect(new URL(href, 'http://x').searchParams.get('command')).toBe(command);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const { violations } = await new AxeBuilder({ page }).include(figure).analyze();
    expect(violations.map((one) => [one.id, one.nodes[0]?.html])).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});
