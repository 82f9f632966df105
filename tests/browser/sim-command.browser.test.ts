import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBook, openBook } from './harness';

const figure = (page: Page) => page.locator('figure[data-simulator="command"]');
const metric = async (page: Page, name: string) =>
  Number(await figure(page).locator(`output[data-metric="${name}"]`).first().getAttribute('data-value'));
const settled = (page: Page, name: string, value: number) =>
  page.waitForFunction(
    ([metricName, wanted]) => {
      const root = document.querySelector<HTMLElement>('figure[data-simulator="command"]');
      const output = root?.querySelector(`output[data-metric="${metricName}"]`);
      return root?.dataset.state === 'done' && output?.getAttribute('data-value') === wanted;
    },
    [name, String(value)],
    { timeout: 30_000 },
  );
const command = (page: Page) => figure(page).locator('textarea[name="command"]');

describe('the command figure', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  test.each(['en', 'zh'] as const)('reads what is typed, tells what is wrong and where, %s', async (lang) => {
    const { page, problems, close } = await book.page(`/${lang}/embed/command/?card=a100-40-sxm`);
    await settled(page, 'flags', 6);
    await command(page).fill(
      'vllm serve Qwen/Qwen3-8B --api-key secret-key -tp 3 --gpu-memory-utilisation 0.9',
    );
    await settled(page, 'unknown', 1);
    await figure(page).locator('[data-problem="heads-do-not-divide"]').waitFor();
    expect(await figure(page).locator('[data-problem="unknown"]').textContent()).toContain(
      '--gpu-memory-utilization',
    );
    const show = figure(page).locator('[data-problem="heads-do-not-divide"] button');
    await show.focus();
    await page.keyboard.press('Enter');
    const marked = await command(page).evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(marked).toBe('-tp');
    // The line says no length: the engine's own stands there, named so, and is what the prediction counts with.
    const length = figure(page).locator('dd[data-field="contextTokens"]');
    expect(await length.textContent()).toBe('40,960');
    expect(await length.locator('xpath=following-sibling::dd').textContent()).toMatch(
      /the model’s own context|模型自身的上下文/,
    );
    // The text is in the address, the key is not, there or in the storage.
    await page.waitForFunction(() => location.search.includes('Qwen3-8B'));
    expect(page.url()).not.toContain('secret-key');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('secret-key');
    expect(problems).toEqual([]);
    await close();
  });

  test('compares with a published log, takes the Setup and gives it back, and swallows ten thousand lines', async () => {
    const { page, problems, close } = await book.page('/en/embed/command/?scene=qwen3-8b-a100-40');
    await settled(page, 'log.tokens', 136_080);
    expect(Math.abs((await metric(page, 'tokens')) / 136_080 - 1)).toBeLessThan(0.05);
    await figure(page).locator('button[name="confirm"]').click();
    await page.waitForFunction(() => location.search.includes('model=qwen3-8b'));
    await figure(page).locator('button[name="back"]').click();
    await page.waitForFunction(() => !location.search.includes('model=qwen3-8b'));
    const planner = await figure(page).locator('a[href*="/en/bytes/"]').getAttribute('href');
    expect(planner).toContain('model=qwen3-8b');
    await command(page).evaluate((field: HTMLTextAreaElement) => {
      const data = new DataTransfer();
      data.setData('text', `vllm serve m \\\n${'  --port 1 --strange 2 \\\n'.repeat(10_000)}`);
      field.select();
      field.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await figure(page).locator('[data-problem="cut"]').waitFor({ timeout: 30_000 });
    expect(await metric(page, 'flags')).toBeGreaterThan(1000);
    // Too long for the address, kept in the browser: it is there again.
    await page.waitForFunction(() => location.search.includes('scene=own'));
    await page.reload();
    await figure(page).locator('[data-problem="cut"]').waitFor({ timeout: 30_000 });
    expect(problems).toEqual([]);
    await close();
  });
});
