import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import { comeAlive, metric, type OpenBook, openBook, settled } from './harness';

const STEP_SECONDS = 1 / STEPS_PER_SECOND;

describe('what a reader does before the page has come alive', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  /** Opens a page whose scripts wait until `acts` are over. */
  async function early(path: string, acts: (page: Page) => Promise<void>) {
    const { page, problems, close } = await book.page('/en/about/');
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    let loads = 0;
    page.on('domcontentloaded', () => {
      loads += 1;
    });
    await page.goto(book.baseUrl + path, { waitUntil: 'domcontentloaded' });
    await acts(page);
    release();
    await page.waitForLoadState('load');
    await comeAlive(page);
    expect(loads).toBe(1);
    return { page, problems, close };
  }
  const inFigure = (page: Page, selector: string) => page.locator(`[data-simulator="paging"] ${selector}`);

  test('a dial, clicks in haste, and a fold are heard when it has', async () => {
    let before = 0;
    const { page, problems, close } = await early('/en/embed/paging/', async (still) => {
      before = await metric(still, 'paging', 'nowSeconds');
      await inFigure(still, 'input[name="arrivalsPerSecond"]').press('ArrowRight');
      await inFigure(still, 'button[name="step"]').click({ clickCount: 3 });
      await inFigure(still, 'summary').filter({ hasText: 'Table' }).first().click();
    });
    await expect.poll(() => metric(page, 'paging', 'nowSeconds')).toBeCloseTo(before + STEP_SECONDS, 6);
    expect(await inFigure(page, 'table tbody tr').count()).toBeGreaterThan(2);
    await settled(async () => new URL(page.url()).searchParams.has('arrivalsPerSecond'));
    // From now on a click is one click.
    await inFigure(page, 'button[name="step"]').click();
    await expect.poll(() => metric(page, 'paging', 'nowSeconds')).toBeCloseTo(before + 2 * STEP_SECONDS, 6);
    expect(await page.evaluate(() => window.tctEarly?.(null).length)).toBe(0);
    // By these marks clicks stop being noted in the moment before, when React hears them already.
    expect(await page.evaluate(() => Object.keys(document).some((key) => /^_+react/.test(key)))).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  test('typed text stays, with its caret, and is read', async () => {
    const { page, problems, close } = await early('/en/embed/command/', async (still) => {
      await still.locator('textarea[name="command"]').fill('vllm serve m --strange 1');
      for (let k = 0; k < 2; k++) await still.keyboard.press('ArrowLeft');
      await still.keyboard.type('r');
    });
    const text = page.locator('textarea[name="command"]');
    await expect.poll(() => metric(page, 'command', 'unknown')).toBe(1);
    expect(await text.inputValue()).toBe('vllm serve m --stranger 1');
    expect(await text.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart))).toBe(
      ' 1',
    );
    expect(problems).toEqual([]);
    await close();
  });

  test('a guess that is sent does not load the page anew; it is taken', async () => {
    const { page, problems, close } = await early('/zh/paging/', async (still) => {
      const form = still.locator('form[data-guess]').first();
      await form.locator('input[name="guessNumber"]').fill('37');
      await still.keyboard.press('Enter');
    });
    const form = page.locator('form[data-guess]').first();
    await settled(async () => (await form.getAttribute('data-state')) === 'committed');
    expect(await form.locator('input[name="guessNumber"]').inputValue()).toBe('37');
    expect(problems).toEqual([]);
    await close();
  });

  test('a sleeping figure is told when it wakes', async () => {
    const { page, problems, close } = await early('/zh/embed/live-batching/', async (still) => {
      const lab = still.locator('figure[data-lab="live-batching"]');
      await lab.locator('input[type="range"]').first().press('ArrowRight');
    });
    const lab = page.locator('figure[data-lab="live-batching"]');
    const first = lab.locator('input[type="range"]').first();
    const name = await first.getAttribute('name');
    await settled(async () => new URL(page.url()).searchParams.has(String(name)));
    expect(problems).toEqual([]);
    await close();
  });

  test('a key opens the help', async () => {
    const { page, problems, close } = await early('/zh/paging/', (still) => still.keyboard.press('?'));
    await page.locator('dialog[open]').waitFor();
    expect(problems).toEqual([]);
    await close();
  });
});
