import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metric, type OpenBook, openBook, settled as settledWithin } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

const settled = (check: () => Promise<boolean>) => settledWithin(check, 30_000);
const answered = (page: Page, figure = 'choose') =>
  settled(
    async () => (await page.locator(`[data-simulator="${figure}"]`).getAttribute('data-state')) === 'done',
  );

describe('the recommender', () => {
  it('refuses with the least change, makes it at a press, and keeps all in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/choose/');
    expect(await metric(page, 'choose', 'considered')).toBe(56);
    expect(await metric(page, 'choose', 'a.stepSeconds')).toBeCloseTo(0.0423, 4);
    await page.locator('select[name="preset"]').selectOption('strict');
    await settled(async () => (await metric(page, 'choose', 'fitting')) === 0);
    const figure = page.locator('[data-simulator="choose"]');
    expect(await figure.locator('[data-reasons="refusal"]').textContent()).toContain('needs 123');
    await page.locator('button[data-change="fewer-sequences"]').focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'choose', 'fitting')) === 1);
    await settled(async () => page.url().includes('sequences=4'));
    // Two of a list side by side, by keyboard.
    await page.locator('select[name="preset"]').selectOption('floor');
    await settled(async () => (await metric(page, 'choose', 'fitting')) === 5);
    await page.locator('input[name="second"]:checked').focus();
    await page.keyboard.press('ArrowDown');
    await settled(async () => (await metric(page, 'choose', 'b.stepSeconds')) > 0.0205);
    expect(await figure.locator('[data-reasons="a"]').textContent()).toContain('AWQ');
    expect(await figure.locator('a', { hasText: 'A in the memory planner' }).getAttribute('href')).toContain(
      'weights=int4-g128-zp',
    );
    await page.locator('button[name="take-a"]').click();
    await settled(async () => page.url().includes('accelerator=a100-40-sxm'));
    expect(problems).toEqual([]);
    await close();
  });

  it('offers no slower card for quicker tokens, and charges PCIe where there is no NVLink', async () => {
    const { page, problems, close } = await book.page('/en/embed/choose/?goalMilliseconds=10');
    await settled(async () => (await metric(page, 'choose', 'fitting')) === 0);
    await answered(page);
    const figure = page.locator('[data-simulator="choose"]');
    const offers = await figure.locator('li', { has: page.locator('button[name="apply"]') }).allInnerTexts();
    expect(offers.length).toBeGreaterThan(2);
    expect(offers.join()).not.toContain('PCIe');
    expect(offers.join()).not.toMatch(/by 1×/);
    await page.goto(new URL('?machine=l40s&count=8&rankedBy=latency', page.url()).href);
    await answered(page);
    expect(await figure.locator('[data-reason="over-pcie"]').first().textContent()).toContain('31.5');
    expect(problems).toEqual([]);
    await close();
  });

  it('says beside a field why a number is not taken', async () => {
    const { page, problems, close } = await book.page('/en/embed/choose/');
    const field = page.locator('input[name="sequences"]');
    const note = page.locator('div', { has: field }).locator('[role="status"]').first();
    for (const typed of ['-5', '1000000000']) {
      await field.fill(typed);
      await page.keyboard.press('Tab');
      expect(await note.textContent()).toMatch(/cannot be used: a whole number from 1 to 4,096/);
    }
    await field.fill('16');
    expect(await note.textContent()).toBe('');
    await page.locator('input[name="tokensEach"]').pressSequentially('10000000');
    await page.keyboard.press('Tab');
    expect(await page.locator('[data-simulator="choose"]').textContent()).toContain(
      '10,000,000 cannot be used: a whole number from 1 to 1,048,576. Kept: 1,000,000.',
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('opens on an address in Chinese, follows its Setup and says what it could not use', async () => {
    const { page, problems, close } = await book.page(
      '/zh/embed/choose/?preset=quick&rankedBy=latency&machine=abacus&model=llama-3.1-8b&batch=4&context=1024',
    );
    await settled(async () => (await metric(page, 'choose', 'a.stepSeconds')) < 0.004);
    await answered(page);
    const text = (await page.locator('[data-simulator="choose"]').textContent()) ?? '';
    expect(text).toContain('machine=abacus 不能用');
    expect(text).toContain('Llama-3.1-8B，4 × 1,024 个 token');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the manager, audited', () => {
  it('opens an answer, marks a fault, and asks anew for a longer context', async () => {
    const { page, problems, close } = await book.page('/en/embed/quantization-manager/');
    expect(await metric(page, 'quantization-manager', 'clean')).toBe(3);
    await page.locator('[data-pair="llama-13b T4-16GB"] button').focus();
    await page.keyboard.press('Enter');
    const faults = page.locator('[data-faults]');
    await settled(async () => ((await faults.textContent()) ?? '').includes('the memory allows 25'));
    expect(await faults.textContent()).not.toContain('does not fit');
    await page.locator('input[name="heldTokens"]').focus();
    await page.keyboard.press('End');
    await settled(async () => ((await faults.textContent()) ?? '').includes('does not fit'));
    await settled(async () => page.url().includes('heldTokens=4096'));
    expect(await metric(page, 'quantization-manager', 'fault.does-not-fit')).toBe(5);
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has both figures, and a scene of one is not taken for the other’s', async () => {
  const { page, problems, close } = await book.page('/zh/choose/?preset=floor&audit=clean');
  await settled(async () => (await metric(page, 'choose', 'fitting')) === 5);
  expect(await page.locator('[data-notice="replaced"]').count()).toBe(0);
  expect(await page.locator('select[name="card"]').inputValue()).toBe('A100-80GB');
  await answered(page, 'quantization-manager');
  expect(problems).toEqual([]);
  await close();
});
