import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const metric = metricsOf('bill');

describe('one decode step', () => {
  it('answers its dials by keyboard and keeps them in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/bill/');
    expect(await metric(page, 'floorSeconds')).toBeCloseTo(0.027575, 5);
    await page.locator('input[name="sequences"]').focus();
    await page.keyboard.press('Home');
    await settled(async () => (await metric(page, 'waitRatio')) === 1);
    await page.locator('input[name="tokensEach"]').focus();
    await page.keyboard.press('ArrowRight');
    await settled(async () => page.url().includes('tokensEach=8448'));
    expect(page.url()).toContain('sequences=1');
    expect(problems).toEqual([]);
    await close();
  });

  it('lets the point be dragged along the line', async () => {
    const { page, problems, close } = await book.page('/en/embed/bill/');
    const handle = page.locator('[data-simulator="bill"] svg:visible rect').last();
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.9, { steps: 4 });
    await page.mouse.up();
    await settled(async () => (await metric(page, 'machineTokensPerSecond')) > 2000);
    expect(problems).toEqual([]);
    await close();
  });

  it('opens on an address, says what it cannot use, and follows the Setup', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/bill/?preset=short&sequences=lots&model=llama-3.1-8b&accelerator=rtx-4090&devices=1',
    );
    await settled(async () => (await metric(page, 'weightsShareBytes')) < 1e8);
    expect(await page.locator('[data-simulator="bill"]').textContent()).toContain('lots');
    expect(problems).toEqual([]);
    await close();
  });

  it('says so where a device has no bill', async () => {
    const { page, problems, close } = await book.page('/en/embed/bill/?accelerator=apple-m4');
    await settled(
      async () =>
        (await page.locator('[data-simulator="bill"]').textContent())?.includes('Nobody states') ?? false,
    );
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has its figure in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const { page, problems, close } = await book.page(`/${lang}/bill/`);
    expect(await page.locator('[data-simulator="bill"]').getAttribute('data-state')).toBe('done');
    expect(problems).toEqual([]);
    await close();
  }
});
