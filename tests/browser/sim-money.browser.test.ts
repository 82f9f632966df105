import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const output = (page: Page, name: string) =>
  page.locator(`[data-simulator="money"] output[data-metric="${name}"]`).getAttribute('data-value');
const metric = async (page: Page, name: string) => Number(await output(page, name));

describe('what a million tokens cost', () => {
  it('shows device-hours at once, and no money before a price is typed', async () => {
    const { page, problems, close } = await book.page('/en/embed/money/');
    expect(await metric(page, 'deviceHoursPerMillionAnswer')).toBeCloseTo(0.9575, 3);
    for (const name of ['rentPerMillionAnswer', 'joulesPerAnswerToken', 'gramsPerMillionAnswer'])
      expect(await output(page, name)).toBeNull();
    await page.locator('input[name="pricePerDeviceHour"]').focus();
    await page.keyboard.type('2');
    await settled(async () => Math.abs((await metric(page, 'rentPerMillionAnswer')) - 1.915) < 0.01);
    await settled(async () => page.url().includes('pricePerDeviceHour=2'));
    expect(await output(page, 'joulesPerAnswerToken')).toBeNull();
    expect(problems).toEqual([]);
    await close();
  });

  it('tries made-up numbers only when asked, says so, and forgets them', async () => {
    const { page, problems, close } = await book.page('/zh/embed/money/');
    await page.locator('button[name="invent"]').focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await output(page, 'breakEvenHours')) !== null);
    expect(await page.locator('[data-simulator="money"]').textContent()).toContain('编的');
    await settled(async () => page.url().includes('numbers=invented'));
    await page.locator('button[name="invent"]').click();
    await settled(async () => (await output(page, 'breakEvenHours')) === null);
    expect(problems).toEqual([]);
    await close();
  });

  it('keeps dials in the address, and what is typed through a change of scene', async () => {
    const { page, problems, close } = await book.page('/en/embed/money/');
    await page.locator('input[name="busy"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.locator('select[name="preset"]').selectOption('document');
    await settled(async () => (await metric(page, 'promptShare')) > 0.5);
    await settled(async () => page.url().includes('busy=0.95') && page.url().includes('preset=document'));
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has its figure in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const { page, problems, close } = await book.page(`/${lang}/money/`);
    expect(await page.locator('[data-simulator="money"]').getAttribute('data-state')).toBe('done');
    expect(problems).toEqual([]);
    await close();
  }
});
