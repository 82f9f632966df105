import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rooflineMessages } from '@/components/simulators/roofline/messages';
import { metricsOf, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const figure = '[data-simulator="roofline"]';
const metric = metricsOf('roofline');

describe('the roofline', () => {
  it.each(['en', 'zh'] as const)('%s: stands complete without a script', async (lang) => {
    const { page, close } = await book.page(`/${lang}/roofline/`, { javaScriptEnabled: false });
    expect(await metric(page, 'ridge')).toBeCloseTo(153.016, 3);
    expect(await metric(page, 'stepIntensity')).toBeCloseTo(22.83, 2);
    expect(await page.locator(`${figure} svg`).first().isVisible()).toBe(true);
    await close();
  });

  it('answers its dials by keyboard and keeps them in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/roofline/');
    await page.locator('input[name="sequences"]').focus();
    await page.keyboard.press('ArrowRight');
    await settled(async () => Math.abs((await metric(page, 'weightsIntensity')) - 33) < 0.01);
    expect(await metric(page, 'attentionIntensity')).toBe(8);
    await page.locator('select[name="numbers"]').selectOption('w8a8');
    await settled(async () => (await metric(page, 'ridge')) > 306);
    await settled(async () => page.url().includes('numbers=w8a8') && page.url().includes('sequences=33'));
    await page.reload();
    await settled(async () => Math.abs((await metric(page, 'weightsIntensity')) - 66) < 0.01);
    expect(problems).toEqual([]);
    await close();
  });

  it('is moved by hand along its rails, and each point tells its arithmetic', async () => {
    const { page, problems, close } = await book.page('/en/embed/roofline/?preset=short');
    await settled(async () => (await metric(page, 'busyShare')) === 1);
    const rail = page.locator(`${figure} svg:visible [data-rail="weights"]`);
    const box = await rail.boundingBox();
    if (!box) throw new Error('no rail');
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await settled(async () => (await metric(page, 'weightsIntensity')) < 20);
    expect(await metric(page, 'busyShare')).toBeLessThan(0.5);
    await page.locator('input[name="point"][value="prefill"]').focus();
    await page.keyboard.press('Space');
    await settled(async () => (await page.locator('[data-reading="prefill"]').count()) === 1);
    expect(await page.locator('[data-reading]').textContent()).toContain('229');
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the Setup, also to a device that states no rate', async () => {
    const { page, problems, close } = await book.page(
      '/en/embed/roofline/?model=llama-2-7b&accelerator=h100-sxm&devices=1&batch=8&context=2048',
    );
    await settled(async () => Math.abs((await metric(page, 'ridge')) - 295.22) < 0.01);
    expect(await metric(page, 'attentionIntensity')).toBe(1);
    expect(await metric(page, 'weightsIntensity')).toBeCloseTo(8, 2);
    await page.goto(`${book.baseUrl}/zh/embed/roofline/?accelerator=apple-m2-pro&devices=1`);
    await settled(async () =>
      ((await page.locator(figure).textContent()) ?? '').includes(rooflineMessages.zh.noRate),
    );
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['en', 'zh'] as const)('%s: axe finds nothing, and nothing runs off a phone', async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/embed/roofline/?preset=both&numbers=odd`, {
      viewport: { width: 390, height: 844 },
    });
    await settled(async () => ((await page.locator(figure).textContent()) ?? '').includes('odd'));
    expect((await new AxeBuilder({ page }).include(figure).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(problems).toEqual([]);
    await close();
  });
});
