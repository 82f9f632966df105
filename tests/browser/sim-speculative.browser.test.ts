import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled, tabTo } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="speculative"]';

const metric = metricsOf('speculative');

describe('the speculative simulator', () => {
  it('is worked by keyboard alone: a round, a guess, the dials, a million rounds', async () => {
    const { page, problems, close } = await book.page('/en/embed/speculative/?other=1');
    expect(await metric(page, 'rounds')).toBe(48);
    await tabTo(page, `${figure} input[name="gamma"]`);
    await page.keyboard.press('ArrowRight');
    await settled(async () => (await page.locator(`${figure} button[name^="guess-"]`).count()) === 6);
    expect(await metric(page, 'expectedTokens')).toBeCloseTo((1 - 0.8 ** 7) / 0.2, 6);
    await tabTo(page, 'button[name="step"]');
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'rounds')) === 49);
    await tabTo(page, 'button[name="guess-1"]');
    await page.keyboard.press('Enter');
    await settled(async () => (await page.getByText(/^Place 1:/).count()) === 1);
    await tabTo(page, 'button[name="million"]');
    await page.keyboard.press('Enter');
    const million = page.locator('output[data-metric="million.tokensPerPass"]');
    await million.waitFor({ state: 'attached' });
    const mean = Number(await million.getAttribute('data-value'));
    expect(Math.abs(mean - (1 - 0.8 ** 7) / 0.2)).toBeLessThan(0.01);

    // In company the same draft gains less, and the address says what is set.
    const alone = await metric(page, 'busySpeedup');
    await page.locator(`${figure} input[name="sequences"]`).fill('256');
    await settled(async () => (await metric(page, 'busySpeedup')) < 0.7 * alone);
    await settled(async () => /sequences=256/.test(page.url()));
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      other: '1',
      gamma: '6',
      sequences: '256',
    });
    await page.locator('button[name="play"]').click();
    await settled(async () => (await metric(page, 'rounds')) >= 50);
    expect(await page.locator(figure).getAttribute('data-state')).toBe('running');
    await page.locator('button[name="play"]').click();
    await page.locator('button[name="reset"]').click();
    await settled(async () => (await metric(page, 'rounds')) === 0);
    expect(problems).toEqual([]);
    await close();
  });

  it('zh: a published tree on a phone; nonsense in the address is replaced, data is given away', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/speculative/?preset=eagle2&alpha=banana&gamma=99&shape=ring',
      { acceptDownloads: true, viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' },
    );
    const notice = page.locator('[data-notice="replaced"]');
    await notice.waitFor();
    const text = (await notice.textContent()) ?? '';
    for (const key of ['alpha', 'gamma', 'shape']) expect(text).toContain(`${key}=`);
    await settled(async () => (await page.locator(`${figure} [data-node]`).count()) === 60);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // A tree's guesses are judged by p alone: nothing shared is accepted for that.
    const said = (await page.locator(figure).textContent()) ?? '';
    expect(said).toContain('两边都给');
    expect(said).not.toContain('共有：接受');
    await page.getByText('公布的数字，与这张图的说法').click();
    const promises = await page.locator(`${figure} [data-said]`).allTextContents();
    expect(promises.length).toBeGreaterThan(6);
    for (const promise of promises) expect(promise).toMatch(/^[\d.]+×，[\d.]+×$/);
    await page.locator('button[name="row-vllm-draft"]').click();
    await settled(async () => /preset=vllm-draft/.test(page.url()));
    expect(await page.locator(`${figure} [data-node]`).count()).toBe(0);
    expect(await page.locator('[data-row="vllm-draft"]').textContent()).toMatch(/1\.5×.*1\/1\.4/);
    const download = async (format: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `下载 ${format}` }).click(),
      ]);
      return (await readFile(await file.path())).toString();
    };
    expect(await download('CSV')).toContain('机器空闲');
    expect(JSON.parse(await download('JSON'))).toMatchObject({
      simulator: 'speculative',
      params: { alpha: 0.41 },
    });
    expect(await download('SVG')).not.toMatch(/var\(|NaN|undefined/);
    expect(problems).toEqual([]);
    await close();
  });

  it('teaches without scripts: guesses, rows, curves and a table stand in the HTML', async () => {
    const { page, close } = await book.page('/en/embed/speculative/', { javaScriptEnabled: false });
    expect(await page.locator(`${figure} button[name^="guess-"]`).count()).toBe(5);
    expect(await page.locator(`${figure} [data-end="correction"]`).count()).toBe(1);
    expect(await page.locator(`${figure} table`).first().locator('tbody tr').count()).toBeGreaterThan(7);
    expect(await page.locator(`${figure} button[name="play"]`).isVisible()).toBe(false);
    await close();
  });
});
