import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBook, openBook } from './harness';

const id = 'your-machine';
const lab = (page: Page) => page.locator(`figure[data-lab="${id}"]`);
const metric = async (page: Page, name: string) => {
  const value = await lab(page).locator(`output[data-metric="${name}"]`).first().getAttribute('data-value');
  return value === null ? undefined : Number(value);
};
const press = async (page: Page) => {
  await lab(page).locator('button[name="run"]:enabled').click();
  await page.waitForSelector(`figure[data-lab="${id}"]:is([data-state="loading"],[data-state="running"])`);
};
const finished = async (page: Page, seconds: number) => {
  await page.waitForSelector(`figure[data-lab="${id}"]:is([data-state="done"],[data-state="error"])`, {
    timeout: seconds * 1000,
  });
  expect(await lab(page).getAttribute('data-state')).toBe('done');
};
const marks = (page: Page) =>
  lab(page)
    .locator('[data-mark]')
    .evaluateAll((all) =>
      all.map((one) => one.getAttribute('data-mark')).filter((one) => one !== 'unsteady'),
    );
const measured = (page: Page) => page.waitForFunction(() => document.querySelector('[data-source="own"]'));

describe('the reader’s own machine, without a GPU', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook();
  });
  afterAll(() => book.close());

  test('recorded at once; measured on the processor; kept, saved, handed in, set side by side; hidden; left', {
    timeout: 120_000,
  }, async () => {
    const { page, problems, close } = await book.page(`/en/embed/${id}/?stages=peaks&preset=other`);
    expect(await lab(page).getAttribute('data-rung')).toBe('recorded');
    expect(await metric(page, 'bytes.rate')).toBeGreaterThan(1e9);
    expect(await metric(page, 'read.v3.gain')).toBeGreaterThan(1);
    const source = lab(page).locator('[data-kernel="read"] details', {
      has: page.locator('[data-source-of="read-v3"]'),
    });
    await source.locator('summary').click();
    expect(await source.textContent()).toContain('i32x4.add');
    // There is no GPU, so the one press goes on with the processor, and says so.
    await press(page);
    await finished(page, 60);
    expect(await lab(page).getAttribute('data-rung')).toBe('wasm');
    expect(await lab(page).locator('[data-note="stepDown"]').textContent()).toContain('WebGPU');
    expect(await metric(page, 'bytes.rate')).toBeGreaterThan(1e8);
    expect(await metric(page, 'fp32.rate')).toBeGreaterThan(1e7);
    if ((await page.evaluate(() => navigator.hardwareConcurrency)) > 1) {
      expect(await metric(page, 'allCores.bytes.rate')).toBeGreaterThan(1e8);
    }
    expect(await marks(page)).toEqual([]);
    expect(new URL(page.url()).searchParams.get('preset')).toBe('other');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      lab(page).locator('button[name="save"]').click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      schema: 'machine-report',
      clock: 'processor',
      state: 'complete',
    });
    // What is no report is refused in words, and nothing is lost.
    await lab(page).locator('textarea[name="pasted"]').fill('{"schema":"other"}');
    await lab(page).locator('button[name="add"]').click();
    await lab(page).locator('[data-error="machine-report.not-a-report"]').waitFor();
    const other = text.replace(/"name": "[^"]*"/, '"name": "a friend’s"');
    await lab(page)
      .locator('input[name="file"]')
      .setInputFiles({
        name: 'report.json',
        mimeType: 'application/json',
        buffer: Buffer.from(other),
      });
    await expect.poll(() => metric(page, 'bytes.ratio')).toBe(1);
    expect(await lab(page).locator('[role="alert"]').count()).toBe(0);
    expect(await lab(page).locator('select[name="against"]').inputValue()).toBe('given-1');
    // Out of sight while measuring, and left before the end: what was measured is there, and marked.
    await press(page);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    // With the first figures of the new run.
    await expect.poll(() => marks(page), { timeout: 30_000 }).toEqual(['hidden']);
    await page.reload();
    await expect.poll(() => marks(page), { timeout: 10_000 }).toEqual(['unfinished', 'hidden']);
    expect(page.workers().length).toBe(0);
    await expect.poll(() => lab(page).locator('select[name="report"] option').count()).toBe(5);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the reader’s own machine, with a GPU', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook({ gpu: true });
  });
  afterAll(() => book.close());

  test('cancelled, and lost in the middle: what was measured stays, and is marked', {
    timeout: 120_000,
  }, async () => {
    const { page, problems, close } = await book.page(`/zh/embed/${id}/?stages=peaks&report=software`);
    expect(await metric(page, 'read.v4.rate')).toBeGreaterThan(0);
    await press(page);
    await measured(page);
    await lab(page).locator('button[name="cancel"]').click();
    await finished(page, 30);
    expect(await marks(page)).toEqual(['cancelled']);
    expect(await lab(page).getAttribute('data-rung')).toBe('webgpu');
    expect(await metric(page, 'read.v1.rate')).toBeGreaterThan(0);
    expect(await lab(page).locator('[data-source-of="wgsl-matmul-f32-v4"]').textContent()).toContain(
      '@compute',
    );
    await press(page);
    await page.waitForFunction(() => document.querySelectorAll('output[data-metric^="copy."]').length > 0);
    const devtools = await book.browser.newBrowserCDPSession();
    await devtools.send('Browser.crashGpuProcess');
    await finished(page, 30);
    expect(await marks(page)).toEqual(['lost']);
    expect(await metric(page, 'read.v1.rate')).toBeGreaterThan(0);
    expect(await lab(page).locator('button[name="run"]').isEnabled()).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });
});
