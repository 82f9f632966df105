import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupMessages } from '@/components/setup/messages';
import { type OpenBook, openBook } from './harness';

let book: OpenBook;
beforeAll(async () => {
  book = await openBook();
});
afterAll(() => book.close());

const openDialog = async (page: Page) => {
  await page.locator('button[name="setup"]').click();
  await page.waitForSelector('dialog[open]');
};
const text = (page: Page, selector: string) => page.locator(selector).first().textContent();

describe.each(['en', 'zh'] as const)('%s: the Setup', (lang) => {
  const words = setupMessages[lang];

  test('changes every number at once, without moving the page, and stays in the address', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/`);
    expect(await text(page, '[data-receipt="weights.step"]')).toBe('139.0\u202fGB');
    await openDialog(page);
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
    expect(await paste('{"model_type":"llama","hidden_size":-1}')).toContain('hidden_size');
    expect(
      await paste(
        '{"model_type":"llama","hidden_size":4096,"num_attention_heads":32,"num_hidden_layers":1e12}',
      ),
    ).toContain('num_hidden_layers');
    expect(await text(page, '[data-setup-name="model"]')).toBe('Llama-3.1-70B');
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
    expect(await paste(JSON.stringify(good))).toContain('1,235,814,400');
    expect(await text(page, '[data-setup-name="model"]')).toBe('llama 16×2048');
    expect(problems).toEqual([]);
    await close();
  });

  test('says what of an address it replaced', async () => {
    const { page, problems, close } = await book.page(`/${lang}/paging/?model=llama-3.1-71b&devices=2`);
    await expect.poll(() => text(page, '[data-setup-name="devices"]')).toContain('2 ×');
    await openDialog(page);
    expect(await text(page, '[data-notice="setup-replaced"]')).toContain('llama-3.1-71b');
    expect(await text(page, '[data-setup-name="model"]')).toBe('Llama-3.1-70B');
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

test('is a sentence without JavaScript, with no dead control', async () => {
  const { page, close } = await book.page('/en/paging/', { javaScriptEnabled: false });
  expect(await page.locator('button[name="setup"]').isVisible()).toBe(false);
  expect(await text(page, '[data-setup-name="fits"]')).toContain('227');
  await close();
});
