import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsOf, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const metric = metricsOf('flops');

describe('where the operations go', () => {
  it('answers its dials by keyboard and keeps them in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/flops/');
    expect(await metric(page, 'scoresShare')).toBeCloseTo(0.0727, 4);
    await page.locator('input[name="promptTokens"]').focus();
    await page.keyboard.press('End');
    await settled(async () => (await metric(page, 'scoresShare')) > 0.6);
    await settled(async () => page.url().includes('promptTokens=262144'));
    await page.locator('select[name="phase"]').selectOption('decode');
    await settled(async () => (await metric(page, 'crossTokens')) === 52_224);
    expect(problems).toEqual([]);
    await close();
  });

  it('follows a drag over the drawing', async () => {
    const { page, problems, close } = await book.page('/en/embed/flops/');
    await settled(async () => page.locator('select[name="phase"]').isEnabled());
    const area = await page.locator('[data-drag="promptTokens"]:visible').boundingBox();
    if (!area) throw new Error('nothing to drag');
    await page.mouse.move(area.x + area.width * 0.5, area.y + 40);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.9, area.y + 60, { steps: 4 });
    await page.mouse.up();
    // Nine tenths of the way from 256 to 262,144 on a logarithmic axis are 131,072.
    await settled(async () => Math.abs((await metric(page, 'scoresShare')) - 0.556) < 0.01);
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the Setup of the address, and says what it cannot use', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/flops/?model=mixtral-8x7b&promptTokens=lots',
    );
    await settled(async () => (await metric(page, 'heldParameters')) === 46_702_792_704);
    expect(await metric(page, 'workParameters')).toBe(12_748_853_248);
    expect(await page.locator('[data-simulator="flops"]').textContent()).toContain('lots');
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has its figure in both languages, the square veiled until the guess', async () => {
  for (const lang of ['en', 'zh']) {
    const { page, problems, close } = await book.page(`/${lang}/flops/`);
    const share = page.locator('[data-simulator="flops"] output[data-metric="scoresShare"]');
    expect(await share.isVisible()).toBe(false);
    await page.locator('button[name="skip"]').click();
    await settled(async () => share.isVisible());
    expect(problems).toEqual([]);
    await close();
  }
});
