import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metric, type OpenBook, openBook, settled as settledWithin } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const settled = (check: () => Promise<boolean>) => settledWithin(check, 30_000);

const state = (page: Page) => page.locator('[data-simulator="scale-out"]').getAttribute('data-state');

describe('one model, many devices', () => {
  it('answers its dials by keyboard, runs the fleet anew and keeps both in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/scale-out/');
    expect(await state(page)).toBe('done');
    expect(await metric(page, 'scale-out', 'tokenSeconds')).toBeCloseTo(0.0423, 4);
    const before = await metric(page, 'scale-out', 'apart.kneeRate');
    expect(before).toBeLessThan(await metric(page, 'scale-out', 'together.kneeRate'));
    await page.locator('input[name="prefillDevices"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('input[name="decodeDevices"]').focus();
    await page.keyboard.press('Home');
    await settled(
      async () => (await state(page)) === 'done' && (await metric(page, 'scale-out', 'apart.kneeRate')) > 8,
    );
    await settled(async () => page.url().includes('prefillDevices=12'));
    expect(page.url()).toContain('decodeDevices=4');
    await page.locator('select[name="tensorParallel"]').selectOption('32');
    await settled(async () => (await metric(page, 'scale-out', 'communicationShare')) > 0.4);
    const figure = page.locator('[data-simulator="scale-out"]');
    expect(await figure.textContent()).toContain('A pool has fewer devices than one instance needs');
    // Nothing has run: a dash, and no number behind it.
    const share = page.locator('output[data-metric="apart.attainment"]');
    await settled(async () => (await share.textContent()) === '—');
    expect(await share.getAttribute('data-value')).toBeNull();
    expect(problems).toEqual([]);
    await close();
  });

  it('opens on an address, in Chinese, and follows its Setup', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/scale-out/?preset=documents&linkGBPerSecond=fast&model=llama-3.1-8b&batch=1&context=1024',
    );
    await settled(async () => (await metric(page, 'scale-out', 'tokenSeconds')) < 0.006);
    await settled(async () => (await state(page)) === 'done');
    expect(await page.locator('[data-simulator="scale-out"]').textContent()).toContain('fast');
    expect(await metric(page, 'scale-out', 'apart.kneeRate')).toBeGreaterThan(5);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('from two bounds to a time', () => {
  it('shows the error of a set, fits steps of one’s own and refuses impossible ones in words', async () => {
    const { page, problems, close } = await book.page('/en/embed/step-time/');
    expect(await metric(page, 'step-time', 'meanError')).toBeCloseTo(0.043, 3);
    await page.locator('select[name="products"]').selectOption('sharp');
    await settled(async () => (await metric(page, 'step-time', 'meanError')) > 0.05);
    await page.locator('select[name="set"]').selectOption('h100-sxm-llama-2-7b');
    await settled(async () => (await metric(page, 'step-time', 'meanError')) > 0.09);
    const figure = page.locator('[data-simulator="step-time"]');
    await figure.locator('summary', { hasText: 'Your own steps' }).click();
    await page.locator('button[name="confirm"]').click();
    await settled(async () => (await metric(page, 'step-time', 'own.memoryShare')) > 0.5);
    expect(await metric(page, 'step-time', 'own.meanError')).toBeLessThan(0.2);
    await page.locator('textarea[name="points"]').fill('1, 1024, 1, 24.5\n1, 1024, 64, 2\n2048, 0, 1, 345');
    await page.locator('button[name="confirm"]').click();
    await settled(async () =>
      ((await figure.textContent()) ?? '').includes('faster than this machine can be'),
    );
    await page.locator('textarea[name="points"]').fill('1, two');
    await page.locator('button[name="confirm"]').click();
    await settled(async () =>
      ((await figure.textContent()) ?? '').includes('Line 1 has 2 numbers instead of four'),
    );
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has both figures in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const { page, problems, close } = await book.page(`/${lang}/scale-out/`);
    for (const id of ['scale-out', 'step-time'])
      expect(await page.locator(`[data-simulator="${id}"]`).getAttribute('data-state')).toBe('done');
    expect(problems).toEqual([]);
    await close();
  }
});
