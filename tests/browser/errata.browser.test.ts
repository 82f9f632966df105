import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errataMessages } from '@/components/simulators/errata/messages';
import { errataCounts } from '@/kernels/cost/calcs/errata-counts';
import { type OpenBook, openBook } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="errata"]';
const shown = (page: Page) =>
  page.locator(`${figure} output[data-metric="shown"]`).getAttribute('data-value').then(Number);
const visible = (page: Page) => page.locator(`${figure} [data-claim]:not([hidden])`).count();
const settled = (page: Page, count: number) => expect.poll(() => visible(page)).toBe(count);

/** Saves a download and gives its text. */
async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(figure).getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
}

describe('the list of claims', () => {
  test.each(['en', 'zh'] as const)('%s: complete and open to read without a script', async (lang) => {
    const { page, close } = await book.page(`/${lang}/errata/`, { javaScriptEnabled: false });
    expect(await visible(page)).toBe(errataCounts.claims);
    expect(await page.locator(`${figure} input[name="q"]`).isVisible()).toBe(false);
    const claim = page.locator(`${figure} [data-claim="0.15"]`);
    await claim.locator('summary').click();
    await expect.poll(() => claim.locator('[data-part="correction"]').isVisible()).toBe(true);
    expect(await claim.locator('[data-part="correction"]').textContent()).toContain('320\u202fKiB');
    await close();
  });

  test('search, choices and counts work together, and stand in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/errata/');
    await settled(page, errataCounts.claims);
    await page.locator(`${figure} input[value="wrong"]`).check();
    await settled(page, errataCounts.wrong);
    await page.locator(`${figure} select[name="chapter"]`).selectOption('roofline');
    await settled(page, 1);
    expect(await shown(page)).toBe(1);
    await page.locator(`${figure} button[name="reset"]`).click();
    await settled(page, errataCounts.claims);

    // Either script finds a claim on either page.
    await page.locator(`${figure} input[name="q"]`).fill('对称量化 clamp');
    await expect.poll(() => shown(page)).toBeLessThan(10);
    expect(await page.locator(`${figure} [data-claim="1.6"]`).isVisible()).toBe(true);
    await page.locator(`${figure} input[name="q"]`).fill('no such words anywhere');
    await settled(page, 0);
    expect(await page.locator(figure).textContent()).toContain(errataMessages.en.none);
    await page.locator(`${figure} input[name="q"]`).fill('recommend_quant');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('recommend_quant');

    await page.reload();
    await expect.poll(() => page.locator(`${figure} input[name="q"]`).inputValue()).toBe('recommend_quant');
    await expect.poll(() => shown(page)).toBeLessThan(5);
    expect(problems).toEqual([]);
    await close();
  });

  test('an address with nonsense is mended and says so; a fragment opens its claim', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/errata/?verdict=nonsense&note=4#erratum-4-8',
    );
    await settled(page, 16);
    expect(await page.locator(`${figure} [data-notice="replaced"]`).textContent()).toContain('nonsense');
    expect(await page.locator('#erratum-4-8 details').getAttribute('open')).not.toBeNull();
    expect(problems).toEqual([]);
    await close();
  });

  test('the files hold what is shown', async () => {
    const { page, problems, close } = await book.page('/en/embed/errata/?verdict=wrong&note=0');
    await expect.poll(() => shown(page)).toBeLessThan(20);
    const count = await shown(page);
    const csv = await download(page, 'Download CSV');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(count + 1);
    expect(csv).toContain('320');
    const json = JSON.parse(await download(page, 'Download JSON'));
    expect(json.claims).toHaveLength(count);
    expect(json.query).toMatchObject({ verdict: 'wrong', note: '0' });
    expect(json.claims.every((claim: { source: string }) => claim.source.length > 0)).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  test.each(['en', 'zh'] as const)(
    '%s: axe finds nothing, claims open, and nothing runs off the side',
    async (lang) => {
      const { page, problems, close } = await book.page(`/${lang}/embed/errata/`, {
        viewport: { width: 390, height: 844 },
      });
      for (const id of ['0.2', '1.35', '2.12', '4.14'])
        await page.locator(`${figure} [data-claim="${id}"] summary`).click();
      expect((await new AxeBuilder({ page }).include(figure).analyze()).violations).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test('the chapter’s exercise hears the list', async () => {
    const { page, problems, close } = await book.page('/en/errata/?verdict=wrong&chapter=roofline');
    const exercise = page.locator('#errata-05');
    await exercise.scrollIntoViewIfNeeded();
    await expect.poll(() => exercise.textContent(), { timeout: 20_000 }).toMatch(/done|solved|right|✓/i);
    expect(problems).toEqual([]);
    await close();
  });
});
