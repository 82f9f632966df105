import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBook, openBook } from './harness';

describe('guess and check, live, in the built book', () => {
  let book: OpenBook;
  beforeAll(async () => {
    book = await openBook({ gpu: true });
  });
  afterAll(() => book.close());

  const id = 'speculative-live';
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
  const draw = async (page: Page) => {
    await lab(page).locator('button[name="test"]:enabled').click();
    await lab(page).locator('p[data-verdict]').waitFor();
    return lab(page).locator('p[data-verdict]').getAttribute('data-verdict');
  };

  test('recorded at once; the test passes, a wrong rule is caught; a run on the processor; cancel; leaving', {
    timeout: 240_000,
  }, async () => {
    const { page, problems, close } = await book.page(`/en/embed/${id}/?text=json&preset=other`);
    expect(await lab(page).getAttribute('data-rung')).toBe('recorded');
    await expect.poll(() => lab(page).locator('[data-text]').count()).toBe(1);
    expect(await metric(page, 'acceptance')).toBeGreaterThan(0.7);
    expect(await metric(page, 'tokensPerPass')).toBeGreaterThan(2);
    expect(await draw(page)).toBe('passed');
    expect(await metric(page, 'pValue')).toBeGreaterThan(0.01);
    expect(await metric(page, 'plain.pValue')).toBeGreaterThan(0.01);
    await lab(page).locator('select[name="rule"]').selectOption('resample');
    expect(await lab(page).locator('p[data-verdict]').count()).toBe(0);
    expect(await draw(page)).toBe('caught');
    expect(await metric(page, 'chiSquare')).toBeGreaterThan(500);
    await expect.poll(() => new URL(page.url()).searchParams.get('rule')).toBe('resample');
    expect(new URL(page.url()).searchParams.get('preset')).toBe('other');
    // Settings that nobody recorded, by keyboard; then measured here.
    await lab(page).locator('input[name="topP"]').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await lab(page).locator('button[name="test"]').isEnabled()).toBe(false);
    await press(page);
    await finished(page, 120);
    expect(await lab(page).getAttribute('data-rung')).toBe('wasm');
    for (const name of ['acceptance', 'costRatio', 'checkRatio', 'speedupPredicted', 'speedupMeasured']) {
      expect(await metric(page, name), name).toBeGreaterThan(0.01);
    }
    expect(await draw(page)).toBe('caught');
    await lab(page).locator('select[name="rule"]').selectOption('residual');
    expect(await draw(page)).toBe('passed');
    // Cancelled, the page goes on working, and leaving it ends the worker.
    await lab(page).locator('select[name="text"]').selectOption('all');
    await press(page);
    await lab(page).locator('button[name="cancel"]').click();
    await page.waitForSelector(`figure[data-lab="${id}"][data-state="done"]`, { timeout: 30_000 });
    expect(await lab(page).locator('button[name="run"]').isEnabled()).toBe(true);
    expect(page.workers().length).toBe(1);
    await page.goto(`${book.baseUrl}/en/`);
    expect(page.workers().length).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  test('on the GPU: both models, caches rolled back there, the greedy text as on the processor', {
    timeout: 300_000,
  }, async () => {
    const { page, problems, close } = await book.page(
      `/zh/embed/${id}/?rung=webgpu&text=arithmetic&temperature=0&liveGamma=2`,
    );
    // The text recorded on the processor, guesses that fell included.
    await expect.poll(() => lab(page).locator('[data-text]').count()).toBe(1);
    const recorded = await lab(page).locator('[data-text="arithmetic"]').textContent();
    await press(page);
    await finished(page, 250);
    expect(await lab(page).getAttribute('data-rung')).toBe('webgpu');
    expect(await lab(page).locator('[data-text="arithmetic"]').textContent()).toBe(recorded);
    expect(await metric(page, 'speedupMeasured')).toBeGreaterThan(0);
    expect(await lab(page).locator('button[name="test"]').isEnabled()).toBe(false);
    expect(problems).toEqual([]);
    await close();
  });
});
