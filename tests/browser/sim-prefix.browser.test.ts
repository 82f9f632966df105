import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled, tabTo } from './harness';
import { keepsItsRun } from './kept-run';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="prefix"]';

const metric = metricsOf('prefix');

describe('the prefix simulator', () => {
  it.each(['en', 'zh'])(
    '%s: a run kept as a file comes back, and a file that is none changes nothing',
    (lang) =>
      keepsItsRun(book, {
        simulator: 'prefix',
        lang,
        preset: 'chat',
        steps: 9,
        nowSeconds: 9,
        holds: 'hash.heldTokens',
      }),
  );

  it('is worked by keyboard alone: play, step, look, scrub to the end', async () => {
    const { page, problems, close } = await book.page('/en/embed/prefix/');
    const start = await metric(page, 'nowSeconds');
    expect(await metric(page, 'hash.hitRate')).toBeGreaterThan(0.5);
    await tabTo(page, 'button[name="step"]');
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'nowSeconds')) === start + 1);
    await tabTo(page, 'button[name="reset"]');
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'nowSeconds')) === 0);
    expect(await metric(page, 'radix.heldTokens')).toBe(0);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'nowSeconds')) >= 3);
    expect(await page.locator(figure).getAttribute('data-state')).toBe('running');
    await page.keyboard.press('Space');
    await settled(async () => (await page.locator(figure).getAttribute('data-state')) === 'idle');

    await tabTo(page, `${figure} [data-lane="hash"] svg`);
    await page.keyboard.press('ArrowDown');
    const look = page.locator('#look-hash');
    await settled(async () => /block \d+, name [0-9a-f]{16}/.test((await look.textContent()) ?? ''));
    const first = await look.textContent();
    await page.keyboard.press('ArrowRight');
    await settled(async () => (await look.textContent()) !== first);
    await page.locator(`${figure} [data-lane="radix"] [data-node]`).first().hover();
    await settled(async () =>
      /node of 250 tokens/.test((await page.locator('#look-radix').textContent()) ?? ''),
    );

    await tabTo(page, `${figure} input[name="step-count"]`);
    await page.keyboard.press('End');
    await settled(async () => (await page.locator(figure).getAttribute('data-state')) === 'done');
    expect(await metric(page, 'hash.cachedTokens')).toBe(8640);
    expect(await metric(page, 'radix.cachedTokens')).toBe(9000);
    expect(await metric(page, 'radix.evictedTokens')).toBeGreaterThan(1000);
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps its state in the address; a dial changes what depends on it', async () => {
    const { page, problems, close } = await book.page('/en/embed/prefix/?other=1');
    const [hash, radix] = [await metric(page, 'hash.cachedTokens'), await metric(page, 'radix.cachedTokens')];
    const curve = await page.locator(`${figure} polyline`).first().getAttribute('points');
    await page.locator(`${figure} input[name="blockTokens"]`).fill('128');
    await settled(async () => (await metric(page, 'hash.cachedTokens')) < 0.6 * hash);
    expect(await metric(page, 'radix.cachedTokens')).toBe(radix);
    await settled(
      async () => (await page.locator(`${figure} polyline`).first().getAttribute('points')) !== curve,
    );
    await page.locator(`${figure} select[name="preset"]`).selectOption('timestamp-first');
    await settled(async () => (await metric(page, 'hash.cachedTokens')) === 0);
    expect(await metric(page, 'radix.hitRate')).toBeLessThan(0.02);
    await page.locator(`${figure} select[name="evictionPolicy"]`).selectOption('fifo');
    await settled(async () => /evictionPolicy=fifo/.test(page.url()));
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      other: '1',
      preset: 'timestamp-first',
      evictionPolicy: 'fifo',
    });
    await page.reload();
    await settled(async () => (await metric(page, 'hash.cachedTokens')) === 0);
    expect(await page.locator(`${figure} select[name="evictionPolicy"]`).inputValue()).toBe('fifo');
    expect(problems).toEqual([]);
    await close();
  });

  it('zh: replaces nonsense in the address, gives its data away, fits a phone', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/prefix/?traffic=rain&poolTokens=banana&requests=1e9&seed=-1',
      { acceptDownloads: true, viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' },
    );
    const notice = page.locator('[data-notice="replaced"]');
    await notice.waitFor();
    const text = (await notice.textContent()) ?? '';
    for (const key of ['traffic', 'poolTokens', 'requests', 'seed']) expect(text).toContain(`${key}=`);
    await settled(
      async () => (await page.locator(`${figure} input[name="requests"]`).inputValue()) === '200',
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByText('以表格查看').click();
    expect(await page.locator(`${figure} table tbody tr`).count()).toBe(2);
    const download = async (format: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `下载 ${format}` }).click(),
      ]);
      return (await readFile(await file.path())).toString();
    };
    expect(await download('CSV')).toContain('poolTokens,hash.hitRate,radix.hitRate');
    expect(JSON.parse(await download('JSON'))).toMatchObject({
      simulator: 'prefix',
      params: { requests: 200 },
    });
    const svg = await download('SVG');
    expect(svg).toContain('基数树');
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    expect(problems).toEqual([]);
    await close();
  });

  it('teaches without scripts: trees, numbers, a curve and a table stand in the HTML', async () => {
    const { page, close } = await book.page('/en/embed/prefix/', { javaScriptEnabled: false });
    expect(await page.locator(`${figure} [data-lane="hash"] [data-node]`).count()).toBeGreaterThan(15);
    expect(await page.locator(`${figure} [data-lane="radix"] [data-node]`).count()).toBeGreaterThan(30);
    expect(await page.locator(`${figure} polyline`).count()).toBe(2);
    expect(await page.locator(`${figure} output[data-metric="hash.hitRate"]`).textContent()).toMatch(
      /^6\d\.\d/,
    );
    expect(await page.locator(`${figure} button[name="play"]`).isVisible()).toBe(false);
    await close();
  });
});
