import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupMessages } from '@/components/setup/messages';
import { lateFaces, type OpenBook, openBook } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book.close());

/** A small Llama as its `config.json` says it. */
const good = {
  model_type: 'llama',
  hidden_size: 2048,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_hidden_layers: 16,
  intermediate_size: 8192,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  tie_word_embeddings: true,
};

const openDialog = async (page: Page) => {
  await page.locator('button[name="setup"]').click();
  await page.waitForSelector('dialog[open]');
};
const watchShifts = `window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true })`;
const text = (page: Page, selector: string) => page.locator(selector).first().textContent();

describe.each(['en', 'zh'] as const)('%s: the Setup', (lang) => {
  const words = setupMessages[lang];

  test('changes every number at once, without moving the page, and stays in the address', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/`);
    expect(await text(page, '[data-receipt="weights.step"]')).toBe('139.0\u202fGB');
    await openDialog(page);
    // Faces that came late set the text anew; what is asked here is whether the Setup does.
    await lateFaces(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.selectOption('[name="setup-model"]', 'llama-3.1-8b');
    await page.fill('[name="setup-devices"]', '1');
    await expect.poll(() => text(page, '[data-calc="paging.kvBytesPerToken"]')).toBe('128\u202fKiB');
    expect(await text(page, '[data-receipt="weights.step"]')).toBe('15.01\u202fGB');
    expect(await text(page, '[data-setup-name="devices"]')).toContain('1 ×');
    expect(
      Math.abs((await page.evaluate(() => document.documentElement.scrollHeight)) - height),
    ).toBeLessThan(40);
    await expect.poll(() => page.url()).toContain('model=llama-3.1-8b');
    // What an interviewer's derivation says of your setup is your setup's.
    const derived = '[data-interview] [data-calc="scale-out.messages"]';
    await page.goto(`${book.baseUrl}/${lang}/scale-out/`);
    await expect.poll(() => text(page, derived)).toBe('64');
    await page.goto(`${book.baseUrl}/${lang}/quantize/`);
    await expect.poll(() => text(page, '[data-receipt="weights.step"]')).toBe('15.01\u202fGB');
    await openDialog(page);
    await page.locator('dialog button[name="reset"]').click();
    await expect.poll(() => text(page, '[data-receipt="weights.step"]')).toBe('139.0\u202fGB');
    expect(problems).toEqual([]);
    await close();
  });

  test('refuses a bad config.json in words and keeps what was there; takes a good one', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/`);
    await openDialog(page);
    await page.locator('dialog details summary').first().click();
    const paste = async (config: string) => {
      await page.fill('[name="setup-config"]', config);
      await page.locator('[name="setup-read"]').click();
      return text(page, 'dialog [data-bad]');
    };
    expect(await paste('{"model_type":')).toBe(words.troubles['config.not-json']);
    expect(await paste(JSON.stringify({ ...good, hidden_size: -1 }))).toContain('hidden_size');
    expect(await paste(JSON.stringify({ ...good, num_hidden_layers: 1e12 }))).toContain('num_hidden_layers');
    expect(await text(page, '[data-setup-name="model"]')).toBe('Llama-3.1-70B');
    expect(await paste(JSON.stringify(good))).toContain('1,235,814,400');
    expect(await text(page, '[data-setup-name="model"]')).toBe('llama 16×2048');
    expect(problems).toEqual([]);
    await close();
  });

  test('says on the page what of an address it replaced, over the text and not above it', async () => {
    const { page, problems, close } = await book.page(
      `/${lang}/paging/?model=llama-3.1-71b&devices=2&batch=many`,
    );
    const said = page.locator('[data-notice="setup-replaced"]');
    await expect.poll(() => said.textContent()).toContain('llama-3.1-71b');
    expect(await said.textContent()).toContain('many');
    expect(await text(page, '[data-setup-name="model"]')).toBe('Llama-3.1-70B');
    expect(await text(page, '[data-setup-name="devices"]')).toContain('2 ×');
    const top = () => page.locator('h1').evaluate((title) => title.getBoundingClientRect().top);
    const before = await top();
    await page.locator('button[name="dismiss"]').click();
    expect(await said.textContent()).toBe('');
    expect(await top()).toBe(before);
    expect(problems).toEqual([]);
    await close();
  });

  test('refuses a shape in the address and says which field', async () => {
    const shape = encodeURIComponent(JSON.stringify({ ...good, hidden_size: -4 }));
    const { page, problems, close } = await book.page(`/${lang}/paging/?shape=${shape}`);
    await expect.poll(() => text(page, '[data-notice="setup-replaced"]')).toContain('hidden_size');
    expect(await text(page, '[data-setup-name="model"]')).toBe('Llama-3.1-70B');
    expect(problems).toEqual([]);
    await close();
  });

  test('opens the terms of the new number; a pinned one keeps its own', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/?model=llama-3.1-8b&batch=8`);
    const fixed = page.locator('[data-calc-fixed="paging.stepPaged"]');
    const printed = await fixed.textContent();
    const value = (popover: string, at: number) =>
      page.locator(`#${popover} [data-term]`).nth(at).locator('[data-term-value]').textContent();
    await expect.poll(() => value('calc-paging-kvBytesPerToken', 0)).toBe('32');
    expect(await text(page, '#calc-paging-kvBytesPerToken [data-term-source]')).toBe('Llama-3.1-8B');
    expect(await value('calc-paging-stepPaged-fixed', 2)).toContain('8,192');
    expect(await fixed.textContent()).toBe(printed);
    expect(await fixed.getAttribute('data-value')).toMatch(/^0\.0417/);
    // A masked answer stays masked.
    const masked = page.locator('[data-answer]').first();
    expect(await masked.evaluate((element) => getComputedStyle(element).visibility)).toBe('hidden');
    expect(problems).toEqual([]);
    await close();
  });

  test('shows a formula of its own where latent attention has another one, and the old one after', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/?model=deepseek-v3`);
    const popover = page.locator('#calc-paging-kvBytesPerToken');
    await expect.poll(() => popover.locator('[data-term-value]').nth(1).textContent()).toBe('512');
    expect(await popover.locator('[data-formula]').count()).toBe(0);
    await openDialog(page);
    await page.locator('dialog button[name="reset"]').click();
    await expect.poll(() => popover.locator('[data-formula]').count()).toBe(1);
    expect(await popover.locator('[data-term-value]').first().textContent()).toBe('80');
    expect(problems).toEqual([]);
    await close();
  });

  test('is taken up without a shift', async () => {
    const { page, problems, close } = await book.page(
      `/${lang}/quantize/?model=llama-3.1-405b&accelerator=h100-sxm&devices=16&batch=64`,
      { init: watchShifts },
    );
    await expect.poll(() => text(page, '[data-setup-name="batch"]')).toContain('64');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.02);
    expect(problems).toEqual([]);
    await close();
  });

  test('compares two, and has no serious finding', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/`);
    await openDialog(page);
    await page.locator('dialog button[name="compare"]').click();
    await page.selectOption('[name="setup-accelerator"]', 'h100-sxm');
    await expect.poll(() => text(page, '[data-receipt-compared="floor"]')).not.toBe('');
    expect(await text(page, '[data-receipt="floor"]')).toBe('27.6\u202fms');
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

test('money and energy appear on the Receipt once they are typed', async () => {
  const { page, close } = await book.page('/en/paging/?pricePerDeviceHour=2&wattsPerDevice=400');
  await expect.poll(() => page.locator('[data-receipt-line="rent"]').isVisible()).toBe(true);
  expect(await text(page, '[data-receipt="energy"]')).toBe('1.38\u202fJ');
  expect(await page.locator('[data-receipt-line="carbon"]').isVisible()).toBe(false);
  await close();
});

test('the part that is touched leads to its field, and Escape gives the focus back', async () => {
  const { page, problems, close } = await book.page('/en/paging/');
  await page.waitForSelector('button[name="setup"]:not([disabled])');
  await page.locator('[data-setup-part="batch"]').click();
  await page.waitForSelector('dialog[open]');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
  await expect.poll(focused).toBe('setup-batch');
  await page.keyboard.press('Escape');
  await page.locator('button[name="setup"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('close');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('setup');
  expect(problems).toEqual([]);
  await close();
});

test('a search and Enter choose a model', async () => {
  const { page, close } = await book.page('/en/paging/');
  await openDialog(page);
  await page.fill('[name="setup-search"]', 'qwen3 8b');
  await page.keyboard.press('Enter');
  await expect.poll(() => text(page, '[data-setup-name="model"]')).toBe('Qwen3-8B');
  await close();
});

test('a link brings its setup to the next page too; where storage is blocked, to this one', async () => {
  const linked = await book.page('/en/paging/?batch=48');
  await expect.poll(() => text(linked.page, '[data-setup-name="batch"]')).toContain('48');
  await linked.page.goto(`${book.baseUrl}/zh/quantize/`);
  await expect.poll(() => text(linked.page, '[data-setup-name="batch"]')).toContain('48');
  await expect.poll(() => linked.page.url()).toContain('batch=48');
  await linked.close();
  const blocked = await book.page('/en/paging/?batch=48', {
    init: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
  });
  await expect.poll(() => text(blocked.page, '[data-setup-name="batch"]')).toContain('48');
  await openDialog(blocked.page);
  await blocked.page.fill('[name="setup-batch"]', '64');
  await expect.poll(() => blocked.page.url()).toContain('batch=64');
  expect(blocked.problems).toEqual([]);
  await blocked.close();
});

test('the home page’s figure follows', async () => {
  const { page, problems, close } = await book.page('/en/?model=llama-3.1-8b&devices=1&batch=4');
  const title = page.locator('figure figcaption b');
  await expect.poll(() => title.textContent()).toBe('One step of Llama-3.1-8B on 1 × A100 80GB SXM4');
  expect(await page.inputValue('input[name="batch"]')).toBe('4');
  const figure = page.locator('[data-simulator="decode-step"][data-state="done"]');
  expect(await figure.locator('output[data-metric="batch"]').getAttribute('data-value')).toBe('4');
  expect(await figure.locator('output:not([data-metric])').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('fits a phone, and prints the setup that was used', async () => {
  const { page, problems, close } = await book.page('/zh/paging/?batch=8', {
    viewport: { width: 320, height: 640 },
  });
  await openDialog(page);
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await sideways()).toBeLessThanOrEqual(0);
  const width = await page
    .locator('dialog[open]')
    .evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
  expect(width[0]).toBe(width[1]);
  await page.keyboard.press('Escape');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('[data-setup-part="kv"]').isVisible()).toBe(true);
  expect(await page.locator('button[name="setup"]').isVisible()).toBe(false);
  expect(problems).toEqual([]);
  await close();
});

test('a device without a rate leaves dashes, and what does not fit is said', async () => {
  const { page, problems, close } = await book.page('/en/paging/?accelerator=apple-m2-pro&devices=1');
  await expect.poll(() => text(page, '[data-receipt="floor"]')).toBe('–');
  expect(await page.getAttribute('[data-setup-name="fits"]', 'data-fits')).toBe('no');
  expect(await text(page, '[data-calc="paging.kvBytesPerToken"]')).toBe('320\u202fKiB');
  expect(problems).toEqual([]);
  await close();
});

test('is a sentence without JavaScript, with no dead control', async () => {
  const { page, close } = await book.page('/en/paging/', { javaScriptEnabled: false });
  expect(await page.locator('button[name="setup"]').isVisible()).toBe(false);
  expect(await text(page, '[data-setup-name="fits"]')).toContain('227');
  await close();
});
