import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metric, type OpenBook, openBook, settled } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book?.close());

describe('one token’s time', () => {
  it('answers its dials by keyboard and keeps them in the address', async () => {
    const { page, problems, close } = await book.page('/en/embed/latency/');
    expect(await metric(page, 'latency', 'floorSeconds')).toBeCloseTo(0.02734, 5);
    const before = await metric(page, 'latency', 'ttftSeconds');
    await page.locator('input[name="promptTokens"]').focus();
    await page.keyboard.press('ArrowRight');
    await settled(async () => (await metric(page, 'latency', 'ttftSeconds')) > before);
    await page.locator('input[name="answerTokens"]').focus();
    await page.keyboard.press('Home');
    await settled(async () => (await metric(page, 'latency', 'endToEndSeconds')) < 2);
    await settled(async () => page.url().includes('answerTokens=16'));
    expect(page.url()).toContain('promptTokens=2304');
    expect(problems).toEqual([]);
    await close();
  });

  it('opens on an address, and says what it cannot use', async () => {
    const { page, problems, close } = await book.page('/zh/embed/latency/?preset=document&answerTokens=lots');
    await settled(async () => (await metric(page, 'latency', 'ttftSeconds')) > 4);
    expect(await page.locator('[data-simulator="latency"]').textContent()).toContain('lots');
    expect(await metric(page, 'latency', 'ttftShare')).toBeGreaterThan(0.3);
    expect(problems).toEqual([]);
    await close();
  });

  it('follows the Setup of the address', async () => {
    const { page, problems, close } = await book.page(
      '/en/embed/latency/?model=llama-3.1-8b&accelerator=rtx-4090&devices=1&batch=1&context=1024',
    );
    await settled(async () => (await metric(page, 'latency', 'floorSeconds')) < 0.016);
    expect(await metric(page, 'latency', 'communicationSeconds')).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('measurements against the bound', () => {
  it('filters, opens rows by keyboard and by pointer, and shows the special ones as what they are', async () => {
    const { page, problems, close } = await book.page('/en/embed/measured/');
    const figure = page.locator('[data-simulator="measured"]');
    expect(await metric(page, 'measured', 'shownRows')).toBe(115);
    expect(await metric(page, 'measured', 'belowBound')).toBe(0);
    expect(await metric(page, 'measured', 'fraction')).toBeCloseTo(0.24, 2);
    await page.locator('select[name="software"]').selectOption('calm');
    await settled(async () => (await metric(page, 'measured', 'shownRows')) === 35);
    expect(await metric(page, 'measured', 'medianShare')).toBeGreaterThan(0.85);
    await page.locator('button[name="after"]').focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'measured', 'fraction')) > 0.8);
    await page.locator('select[name="software"]').selectOption('gpt-fast');
    await page.locator('select[name="row"]').selectOption('115');
    await settled(async () => (await figure.textContent())?.includes('the run did not fit') ?? false);
    await page.locator('select[name="row"]').selectOption('67');
    await settled(async () => (await metric(page, 'measured', 'fraction')) > 1);
    expect(await figure.textContent()).toContain('A draft model guesses ahead');
    await settled(async () => page.url().includes('row=67'));
    const marks = figure.locator('svg:visible path[style]');
    await marks.nth(45).click({ force: true });
    await settled(async () => (await page.locator('select[name="row"]').inputValue()) !== '67');
    expect(problems).toEqual([]);
    await close();
  });

  it('deals a round, judges it and deals the next, in Chinese too', async () => {
    const { page, problems, close } = await book.page('/zh/embed/measured/');
    await page.locator('input[name="suspect"]').first().focus();
    await page.keyboard.press('Space');
    await page.locator('button[name="confirm"]').focus();
    await page.keyboard.press('Enter');
    await settled(async () => (await metric(page, 'measured', 'game.played')) === 1);
    await page.locator('button[name="next"]').click();
    await settled(async () => page.locator('button[name="confirm"]').isDisabled());
    expect(problems).toEqual([]);
    await close();
  });
});

it('the chapter has both figures in both languages', async () => {
  for (const lang of ['en', 'zh']) {
    const { page, problems, close } = await book.page(`/${lang}/latency/`);
    for (const id of ['latency', 'measured'])
      expect(await page.locator(`[data-simulator="${id}"]`).getAttribute('data-state')).toBe('done');
    expect(problems).toEqual([]);
    await close();
  }
});
